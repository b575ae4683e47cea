package countersign.harness.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.keyring.spi.ProviderException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The contract of a device that does everything right, and the test of the contract: every flaw is
/// found by the claim that is there for it.
final class ProviderContractTest {
    @TestFactory
    Stream<DynamicTest> rightDevice_holdsEveryClaim() {
        return claims(TestDevice.Flaw.NONE).stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    @TestFactory
    Stream<DynamicTest> flaw_breaksItsClaim() {
        return Arrays.stream(TestDevice.Flaw.values())
                .filter(flaw -> flaw != TestDevice.Flaw.NONE)
                .map(flaw -> DynamicTest.dynamicTest(flaw.name(), () -> demandFound(flaw)));
    }

    private static void demandFound(TestDevice.Flaw flaw) {
        String name = breaks(flaw);
        List<Claim> claims =
                claims(flaw).stream().filter(claim -> claim.name().equals(name)).toList();
        assertEquals(1, claims.size(), name);
        assertThrows(complaint(flaw), () -> claims.getFirst().hold());
    }

    /// What the provider itself throws goes through; everything else is the contract's word. No
    /// other exception counts: that is a mistake of the contract.
    private static Class<? extends Throwable> complaint(TestDevice.Flaw flaw) {
        return flaw == TestDevice.Flaw.FAILS_EMPTY_MESSAGES
                ? ProviderException.class
                : AssertionError.class;
    }

    private static String breaks(TestDevice.Flaw flaw) {
        return switch (flaw) {
            case NONE -> "nothing";
            case NEW_KEY_AT_EVERY_OPEN -> "the public keys are the same at every open";
            case KEY_TWICE -> "no two handles are of one key";
            case OTHER_NAME -> "every handle has its provider's name";
            case SHOWS_PIN -> "nothing that prints itself shows a secret";
            case SHOWS_PIN_IN_CAUSES, NOTHING_TO_DO_NEXT, STAYS_AWAY ->
                    "a device that is away fails by name, and comes back";
            case FAILS_EMPTY_MESSAGES -> "a key that signs more than votes signs any length";
            case SIGNS_THE_MESSAGE_BEFORE -> "every key signs votes and proposals as they ascend";
            case SIGNS_WHAT_IS_TOO_LONG ->
                    "what is too long is refused, and what follows is signed";
            case MIXES_THREADS_UP -> "eight threads on the bare handle each get their own";
            case OPENS_WITHOUT_DEVICE -> "a start without the device fails by name";
            case WAITS_FOR_EVER -> "a slow device costs a deadline and no more";
        };
    }

    private static List<Claim> claims(TestDevice.Flaw flaw) {
        return ProviderContract.claims(() -> new TestDevice(flaw));
    }
}
