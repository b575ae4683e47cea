package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.acceptance.FakeChain;
import countersign.connection.PeerException;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;

import java.util.Optional;

/// A node's consensus without pause: three steps a height, one height after the other, whether or
/// not they were signed. For use by one thread.
public final class Consensus {
    /// A block that is never asked for where it could win.
    private static final int LOSER = 2;

    private final FakeChain chain;
    private Hrs place = new Hrs(0, 0, Step.PRECOMMIT);

    public Consensus(FakeChain chain) {
        this.chain = chain;
    }

    /// The place that was asked for last.
    public Hrs place() {
        return place;
    }

    /// Goes on to the next place and asks for its signature.
    public Outcome<Signed> next() throws PeerException {
        place =
                switch (place.step()) {
                    case PROPOSE -> new Hrs(place.height(), 0, Step.PREVOTE);
                    case PREVOTE -> new Hrs(place.height(), 0, Step.PRECOMMIT);
                    case PRECOMMIT -> new Hrs(place.height() + 1, 0, Step.PROPOSE);
                };
        return chain.ask(place, 0);
    }

    /// The same `count` times; anything but a signature fails the test.
    public void sign(int count) throws PeerException {
        for (int i = 0; i < count; i++) {
            Outcome<Signed> outcome = next();
            assertInstanceOf(Outcome.Given.class, outcome, () -> place + ": " + outcome.describe());
        }
    }

    /// Asks a restarted signer for what would conflict with what it signed before.
    ///
    /// The last signature received must stand: it may be that of a rival which won before. Whether
    /// the one in flight was made nobody knows: of two rivals there either may win, never both,
    /// which is for the ledger to see.
    public void askForConflicts() throws PeerException {
        Optional<Hrs> last = chain.highest();
        if (last.isPresent()) {
            assertInstanceOf(
                    Outcome.Refused.class, chain.ask(last.get(), LOSER), () -> "rival of " + last);
        }
        for (int rival = 1; rival >= 0 && place.height() > 0; rival--) {
            if (chain.ask(place, rival) instanceof Outcome.Wrong<Signed>(String why)) {
                throw new AssertionError(why);
            }
        }
    }
}
