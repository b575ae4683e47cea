package countersign.app.provider;

import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.ProviderException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What came of having a key sign a text that means nothing, a few times.
public sealed interface Probed {
    /// How many signatures count.
    int PROBES = 5;

    /// Those before, which load classes, open sessions and fill caches.
    int REHEARSALS = 3;

    /// What a backend may take for a signature before an operator is told.
    Duration SLOW = Duration.ofMillis(10);

    /// It signs.
    ///
    /// @param median of [#PROBES] signatures
    record Took(Duration median) implements Probed {
        public boolean isSlow() {
            return median.compareTo(SLOW) > 0;
        }
    }

    /// It signs nothing but votes, and so nobody can ask it to sign anything else.
    record VotesOnly() implements Probed {}

    /// It signs transactions, and those alone.
    record TransactionsOnly() implements Probed {}

    /// It does not sign, or was not asked often enough before `ended`.
    record Failed(String what, String next) implements Probed {}

    /// Has `signer` sign. Each signature waits for its turn among the votes, and has their
    /// deadline.
    ///
    /// @param ended asked before each signature: whether nobody wants to know any more
    static Probed of(ConsensusSigner signer, BooleanSupplier ended) {
        if (signer.limits().votesOnly()) {
            return new VotesOnly();
        }
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < REHEARSALS + PROBES; i++) {
            if (ended.getAsBoolean()) {
                return new Failed("the key was not probed", "the signer is being stopped");
            }
            try {
                Duration duration = signer.probe();
                if (i >= REHEARSALS) {
                    took.add(duration);
                }
            } catch (ProviderException e) {
                return new Failed(e.what(), e.next());
            }
        }
        Collections.sort(took);
        return new Took(took.get(PROBES / 2));
    }
}
