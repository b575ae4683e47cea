package countersign.harness.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/// The list of claims that every provider is held to.
public final class ProviderContract {
    private ProviderContract() {}

    /// The claims about the subjects that `maker` makes, in an order in which they can be held one
    /// after the other on one device. Makes and closes one subject at once, to ask for its faults.
    public static List<Claim> claims(Callable<? extends Subject> maker) {
        AtomicLong heights = new AtomicLong();
        List<Claim> claims = new ArrayList<>();
        KeyClaims.all().forEach((name, body) -> claims.add(claim(name, maker, heights, body)));
        SigningClaims.all().forEach((name, body) -> claims.add(claim(name, maker, heights, body)));
        FailureClaims.all(faults(maker))
                .forEach((name, body) -> claims.add(claim(name, maker, heights, body)));
        return List.copyOf(claims);
    }

    /// What shows a claim with a provider that is open.
    interface Body {
        void hold(Bench bench) throws Exception;
    }

    private static Claim claim(
            String name, Callable<? extends Subject> maker, AtomicLong heights, Body body) {
        return new Claim(
                name,
                () -> {
                    try (Bench bench = new Bench(maker.call(), heights)) {
                        Patience.within(Patience.HANGS, () -> body.hold(bench));
                    }
                });
    }

    private static List<Fault> faults(Callable<? extends Subject> maker) {
        try (Subject subject = maker.call()) {
            return List.copyOf(subject.faults());
        } catch (Exception e) {
            throw new AssertionError("the subject cannot be made", e);
        }
    }
}
