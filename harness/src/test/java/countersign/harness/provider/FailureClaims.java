package countersign.harness.provider;

import countersign.bytes.Bytes;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How a key fails, and that it comes back by itself.
final class FailureClaims {
    /// Shorter than what a device that is slow takes, so that the deadline must be noticed.
    private static final Duration SHORT = Duration.ofMillis(500);

    /// Far beyond it: whoever is not back by then did not look at the deadline.
    private static final Duration NOTICED_MAX = Duration.ofSeconds(10);

    /// Attempts after the device is back, one in each pause of a session.
    private static final int ATTEMPTS = 10;

    private FailureClaims() {}

    static Map<String, ProviderContract.Body> all(List<Fault> offered) {
        Map<String, ProviderContract.Body> claims = new LinkedHashMap<>();
        for (Fault fault : offered) {
            switch (fault) {
                case AWAY -> {
                    claims.put(
                            "a device that is away fails by name, and comes back",
                            FailureClaims::away);
                    claims.put("a start without the device fails by name", FailureClaims::absent);
                }
                case SLOW ->
                        claims.put(
                                "a slow device costs a deadline and no more", FailureClaims::slow);
                case LYING -> claims.put("a lie is not released", FailureClaims::lying);
            }
        }
        return claims;
    }

    private static void away(Bench bench) throws Exception {
        KeyHandle key = bench.key();
        bench.signs(key, Bench.bytes(bench.vote()));
        bench.subject().cause(Fault.AWAY);
        for (int i = 0; i < 3; i++) {
            Demand.failure("signing without the device", () -> signSoon(bench, key));
        }
        bench.subject().mend();
        signsAgain(bench, key);
    }

    private static void absent(Bench bench) throws Exception {
        List<KeyHandle> before = bench.open();
        Bytes publicKey = before.getFirst().publicKey().value();
        bench.closeHandles();
        bench.subject().cause(Fault.AWAY);
        bench.hear(Demand.failure("opening without the device", bench::open));
        bench.subject().mend();
        KeyHandle key = bench.key();
        Demand.that(key.publicKey().value().equals(publicKey), "it came back with another key");
        bench.signs(key, Bench.bytes(bench.vote()));
    }

    private static void slow(Bench bench) throws Exception {
        KeyHandle key = bench.key();
        bench.signs(key, Bench.bytes(bench.vote()));
        bench.subject().cause(Fault.SLOW);
        Patience.within(
                NOTICED_MAX,
                () ->
                        Demand.failure(
                                "signing before the device answers", () -> signSoon(bench, key)));
        bench.subject().mend();
        signsAgain(bench, key);
    }

    private static void lying(Bench bench) throws Exception {
        KeyHandle key = bench.take();
        try (PermittedVotes votes = new PermittedVotes(bench, key)) {
            votes.signs(bench.vote());
            bench.subject().cause(Fault.LYING);
            Demand.failure("a signature that is a lie", () -> votes.sign(bench.vote()));
            bench.subject().mend();
            untilItWorks(() -> votes.signs(bench.vote()));
        }
    }

    private static void signSoon(Bench bench, KeyHandle key) throws ProviderException {
        bench.sign(key, Bench.bytes(bench.vote()), SHORT);
    }

    /// A new vote each time: the device may have signed the one before and only failed to say so.
    private static void signsAgain(Bench bench, KeyHandle key) throws Exception {
        untilItWorks(() -> bench.signs(key, Bench.bytes(bench.vote())));
        bench.signs(key, Bench.bytes(bench.vote()));
    }

    private static void untilItWorks(Patience.Act act) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                act.run();
                return;
            } catch (ProviderException e) {
                if (attempt == ATTEMPTS) {
                    throw new AssertionError("it does not come back by itself", e);
                }
            }
            // The pause in which a session does not try to open its device again.
            new CountDownLatch(1).await(DeviceSession.PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
