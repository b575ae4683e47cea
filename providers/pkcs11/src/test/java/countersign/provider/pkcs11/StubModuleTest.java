package countersign.provider.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.pkcs11.cryptoki.Ckr;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.Function;
import countersign.provider.pkcs11.cryptoki.TokenFacts;
import countersign.provider.pkcs11.cryptoki.TokenName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/// What a module may do instead of signing.
final class StubModuleTest {
    private static final StubModule STUB = StubModule.compile();
    private static final Bytes MESSAGE = Bytes.of("a vote".getBytes(UTF_8));
    private static final KeySettings ONE = SoftHsm.key("one", KeyType.ED25519);
    private static final KeySettings TWO = SoftHsm.key("two", KeyType.ED25519);

    /// Bounds a test that fails; nothing is measured by it.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<KeyHandle> open = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = now::get;

    @BeforeEach
    void resetStub() {
        STUB.reset();
    }

    @AfterEach
    void closeKeys() {
        STUB.release();
        open.forEach(KeyHandle::close);
    }

    @Test
    void everyCode_isNamedAndSigningGoesOn() throws ProviderException {
        KeyHandle key = keys(ONE).getFirst();
        for (Ckr code : Ckr.values()) {
            if (code != Ckr.OK) {
                fails(key, code.code(), "C_Sign on the token `stub`: CKR_" + code.name());
            }
        }
        fails(key, 0x80000123L, "CKR_VENDOR_DEFINED + 0x123");
        fails(key, 0x7777, "an unknown code, 0x7777");
    }

    private void fails(KeyHandle key, long code, String words) throws ProviderException {
        STUB.answer(Function.C_SIGN, code);
        assertTrue(failure(key).what().contains(words), words);
        STUB.answer(Function.C_SIGN, Ckr.OK.code());
        assertSigns(key, 0);
    }

    @Test
    void wrongPin_isShownOnceForAllKeys() {
        long before = STUB.calls(Function.C_LOGIN);

        ProviderException denied = assertThrows(ProviderException.class, () -> keys("9999", ONE));

        assertEquals(Outcome.DENIED, denied.outcome());
        assertEquals("C_Login on the token `stub`: CKR_PIN_INCORRECT", denied.what());
        assertEquals(1, STUB.calls(Function.C_LOGIN) - before);
    }

    @Test
    void pinThatIsNoLongerRight_isShownOnceForAllKeysAndNeverAgain() throws ProviderException {
        List<KeyHandle> both = keys(ONE, TWO);
        long before = STUB.calls(Function.C_LOGIN);
        STUB.forget();
        STUB.answer(Function.C_LOGIN, Ckr.PIN_INCORRECT.code());

        for (int i = 0; i < 5; i++) {
            assertEquals(Outcome.DENIED, failure(both.getFirst()).outcome());
            assertEquals(Outcome.DENIED, failure(both.getLast()).outcome());
            pass(Duration.ofMinutes(1));
        }

        assertEquals(1, STUB.calls(Function.C_LOGIN) - before);
    }

    @Test
    void lastTry_isLeftToTheOperator() {
        long before = STUB.calls(Function.C_LOGIN);
        STUB.set("stub_flags", 0x20000);
        ProviderException lastTry = assertThrows(ProviderException.class, () -> keys(ONE));
        STUB.set("stub_flags", 0x40000);
        ProviderException locked = assertThrows(ProviderException.class, () -> keys(ONE));

        assertTrue(lastTry.what().contains("locks its PIN if one more is wrong"), lastTry.what());
        assertTrue(locked.what().contains("has locked its PIN"), locked.what());
        assertEquals(0, STUB.calls(Function.C_LOGIN) - before);
    }

    @Test
    void loginThatFailsForNoStatedReason_isTriedMoreAndMoreSeldom() throws ProviderException {
        KeyHandle key = keys(ONE).getFirst();
        long before = STUB.calls(Function.C_LOGIN);
        STUB.forget();
        STUB.answer(Function.C_LOGIN, Ckr.GENERAL_ERROR.code());
        for (int second = 0; second < 60; second++) {
            failure(key);
            pass(Duration.ofSeconds(1));
        }
        // At 0, 1, 3, 7, 15 and 31 seconds.
        assertEquals(6, STUB.calls(Function.C_LOGIN) - before);

        STUB.answer(Function.C_LOGIN, Ckr.OK.code());
        pass(Duration.ofMinutes(1));
        assertSigns(key, 0);
    }

    @Test
    void loginOfOneKey_countsForAll() throws ProviderException {
        long before = STUB.calls(Function.C_LOGIN);

        List<KeyHandle> both = keys(ONE, TWO);

        assertEquals(1, STUB.calls(Function.C_LOGIN) - before);
        assertSigns(both.getFirst(), 0);
        assertSigns(both.getLast(), 1);
    }

    @Test
    void lostSession_isOpenedAnewForTheSameSignature() throws ProviderException {
        List<KeyHandle> both = keys(ONE, TWO);
        STUB.forget();

        assertSigns(both.getFirst(), 0);
        assertSigns(both.getLast(), 1);
    }

    @Test
    void tokenThatIsPulledOut_isMissedByNameAndComesBack() throws ProviderException {
        KeyHandle key = keys(ONE).getFirst();
        STUB.forget();
        STUB.set("stub_tokens", 0);

        ProviderException gone = failure(key);
        assertEquals("the token `stub` is not there", gone.what());
        assertEquals(Outcome.UNREACHED, gone.outcome());
        STUB.set("stub_tokens", 1);
        pass(Duration.ofSeconds(1));
        assertSigns(key, 0);
    }

    @Test
    void moduleThatFindsItsTokenOnlyWhenStartedAnew_isStartedAnew() throws ProviderException {
        List<KeyHandle> both = keys(ONE, TWO);
        long before = STUB.calls(Function.C_FINALIZE);
        STUB.forget();
        STUB.set("stub_tokens", 0);
        STUB.set("stub_tokens_after_finalize", 1);

        failure(both.getFirst());
        pass(Duration.ofSeconds(1));

        assertSigns(both.getFirst(), 0);
        assertSigns(both.getLast(), 1);
        assertEquals(1, STUB.calls(Function.C_FINALIZE) - before);
    }

    @Test
    void moduleWithASessionOfAnotherToken_isNotStartedAnew() throws ProviderException {
        KeyHandle key = keys(ONE).getFirst();
        TokenSettings settings = new TokenSettings(STUB.module(), new TokenName.Slot(7), false);
        Token other = new Token(settings, SoftHsm.pin(SoftHsm.PIN), ticker);
        KeyHandle otherKey = new Pkcs11Provider(other, List.of(TWO)).open().getFirst();
        open.add(otherKey);
        long before = STUB.calls(Function.C_FINALIZE);
        STUB.forget();
        STUB.set("stub_tokens", 0);
        STUB.set("stub_tokens_after_finalize", 1);

        for (int i = 0; i < 3; i++) {
            failure(key);
            pass(Duration.ofSeconds(1));
        }

        assertEquals(0, STUB.calls(Function.C_FINALIZE) - before);
        failure(otherKey);
        assertSignsAgain(key);
    }

    @Test
    void callThatHangs_costsItsOwnKeyUntilTheDeadlineOnly() throws ProviderException {
        List<KeyHandle> both = keys(ONE, TWO);
        STUB.hang(Function.C_SIGN);

        ProviderException late =
                assertThrows(ProviderException.class, () -> both.getFirst().sign(MESSAGE, at(100)));

        assertEquals("the token `stub` did not answer in time", late.what());
        assertSigns(both.getLast(), 1);
        assertSigns(both.getFirst(), 0);
    }

    @Test
    void moduleThatHangsForGood_isLeftAloneUntilACallReturns() throws ProviderException {
        List<KeyHandle> both = keys(ONE, TWO);
        for (int i = 0; i < Lane.HANGING_MAX; i++) {
            STUB.hang(Function.C_SIGN);
            assertThrows(ProviderException.class, () -> both.getFirst().sign(MESSAGE, at(50)));
        }
        long before = STUB.calls(Function.C_SIGN);

        assertTrue(failure(both.getFirst()).what().contains("have not returned"));

        assertEquals(before, STUB.calls(Function.C_SIGN));
        assertSigns(both.getLast(), 1);
        STUB.release();
        assertSignsAgain(both.getFirst());
    }

    /// The threads end when their calls return, which the test does not see.
    private void assertSignsAgain(KeyHandle key) throws ProviderException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            pass(Duration.ofSeconds(1));
            try {
                assertTrue(key.publicKey().verifies(MESSAGE, key.sign(MESSAGE, soon())));
                return;
            } catch (ProviderException stillHangs) {
                Thread.onSpinWait();
            }
        }
        assertSigns(key, 0);
    }

    @Test
    void moduleThatHangsInTheLogin_isLeftAtTheDeadline() throws ProviderException {
        KeyHandle key = keys(ONE).getFirst();
        STUB.forget();
        STUB.hang(Function.C_LOGIN);

        ProviderException late =
                assertThrows(ProviderException.class, () -> key.sign(MESSAGE, at(100)));
        assertEquals("the token `stub` did not answer in time", late.what());
        STUB.release();
        assertSignsAgain(key);
    }

    @Test
    void pinThatIsBeingShown_isNotWiped() throws Exception {
        SecretBytes pin = SoftHsm.pin(SoftHsm.PIN);
        Token token = new Token(STUB.settings(), pin, ticker);
        long before = STUB.calls(Function.C_LOGIN);
        STUB.hang(Function.C_LOGIN);
        FutureTask<CryptokiSession> opening = new FutureTask<>(() -> token.open(false, soon()));
        Thread.ofPlatform().start(opening);
        while (STUB.calls(Function.C_LOGIN) == before && !opening.isDone()) {
            Thread.onSpinWait();
        }

        token.close();

        assertEquals(SoftHsm.pin(SoftHsm.PIN), pin);
        STUB.release();
        token.leave(opening.get());
    }

    @Test
    void pinThatIsWiped_isNotShown() {
        Token token = new Token(STUB.settings(), SoftHsm.pin(SoftHsm.PIN), ticker);
        long before = STUB.calls(Function.C_LOGIN);
        token.close();

        ProviderException closed =
                assertThrows(ProviderException.class, () -> token.open(false, soon()));

        assertEquals("the login to the token `stub` is closed", closed.what());
        assertEquals(before, STUB.calls(Function.C_LOGIN));
    }

    @Test
    void keyThatSignsForAnotherPublicKey_isFoundOutAtTheStart() {
        STUB.point(0, StubModule.publicKey(1));
        refused("does not sign for its public key");
    }

    @Test
    void keyThatIsExchangedWhileWeRun_isFoundOut() throws ProviderException {
        KeyHandle key = keys(ONE).getFirst();
        STUB.point(0, StubModule.publicKey(1));
        STUB.forget();

        assertTrue(failure(key).what().contains("is another key"), failure(key).what());
    }

    @Test
    void signatureOfAnotherLength_isRefused() {
        STUB.set("stub_signature_length", 63);
        refused("C_Sign gave 63 bytes instead of 64");
    }

    @Test
    void tokenThatHidesPublicKeys_needsThemInTheConfiguration() throws ProviderException {
        STUB.set("stub_hide_points", 1);
        refused("does not show the public key");

        KeyHandle key = keys(ONE.pinned(StubModule.publicKey(0))).getFirst();
        assertSigns(key, 0);
        ProviderException other =
                assertThrows(
                        ProviderException.class, () -> keys(ONE.pinned(StubModule.publicKey(1))));
        assertTrue(other.what().contains("does not sign for its public key"), other.what());
    }

    @Test
    void keyThatWantsThePinEachTime_isRefused() {
        STUB.set("stub_always_authenticate", 1);
        refused("wants the PIN for each signature");
    }

    @Test
    void tokenWithoutEdDsa_isNamed() {
        STUB.answer(Function.C_GET_MECHANISM_INFO, Ckr.MECHANISM_INVALID.code());
        refused("it has no CKM_EDDSA");
    }

    @Test
    void moduleThatCannotBeInitialized_isNamed() {
        STUB.answer(Function.C_INITIALIZE, Ckr.CANT_LOCK.code());
        refused("C_Initialize on " + STUB.module() + ": CKR_CANT_LOCK");
    }

    @Test
    void controlCharactersOfAToken_reachNobody() throws ProviderException {
        TokenFacts facts = TokenTasks.tokens(STUB.module()).getFirst();
        assertEquals("the tests?[31m", facts.manufacturer());
    }

    private void refused(String words) {
        ProviderException refused = assertThrows(ProviderException.class, () -> keys(ONE));
        assertTrue(refused.what().contains(words), refused.what());
    }

    private List<KeyHandle> keys(KeySettings... keys) throws ProviderException {
        return keys(SoftHsm.PIN, keys);
    }

    private List<KeyHandle> keys(String pin, KeySettings... keys) throws ProviderException {
        Token token = new Token(STUB.settings(), SoftHsm.pin(pin), ticker);
        List<KeyHandle> opened = new Pkcs11Provider(token, List.of(keys)).open();
        open.addAll(opened);
        return opened;
    }

    private void assertSigns(KeyHandle key, int which) throws ProviderException {
        Bytes signature = key.sign(MESSAGE, soon());
        assertTrue(StubModule.publicKey(which).verifies(MESSAGE, signature));
    }

    private ProviderException failure(KeyHandle key) {
        return assertThrows(ProviderException.class, () -> key.sign(MESSAGE, soon()));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Deadline soon() {
        return Deadline.after(PATIENCE, ticker);
    }

    /// Of the system's time, which passes.
    private static Deadline at(long millis) {
        return Deadline.after(Duration.ofMillis(millis), Ticker.SYSTEM);
    }
}
