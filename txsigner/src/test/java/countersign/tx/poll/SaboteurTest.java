package countersign.tx.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import countersign.bytes.Bytes;
import countersign.consensus.PublicKey;
import countersign.tx.Account;
import countersign.tx.Transaction;
import countersign.tx.TxRequest;
import countersign.tx.journal.JournalException;
import countersign.tx.once.Pending;
import countersign.tx.rpc.AccountAnswer;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcException;
import countersign.tx.service.ServiceException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Signers that are wrong on purpose are found out, or [OnceTest] shows nothing.
final class SaboteurTest {
    private static final int SEEDS_MAX = 80;

    /// What tmkms does: a time-out means that the sequence was the wrong one.
    @Test
    void signingAgainAtTheNextSequence_isFoundOut() {
        assertFoundOut(false, history -> history.run(resigner(history)));
    }

    /// A journal that confirms what is not on the disk.
    @Test
    void forgettingTheLastLine_isFoundOut() {
        assertFoundOut(
                true,
                history -> {
                    history.lines.forgetful = true;
                    history.service.repeats = true;
                    history.run();
                });
    }

    /// Believing the index, which lags, instead of the blocks.
    @Test
    void believingTheIndex_isFoundOut() {
        Choices slow = (what, _) -> what.equals("index lags") ? 1 : 0;
        for (boolean timeouts : List.of(true, false)) {
            assertEquals(List.of(), new History(slow, timeouts, true).run().problems());

            History history = new History(slow, timeouts, true);
            history.node.blocksLookEmpty = true;
            history.run();
            assertTrue(history.problems().toString().contains("times"), "nobody has noticed");
        }
    }

    /// Looking through the blocks up to where the node is, and not to where the account was read.
    @Test
    void believingTheAccountOfAnotherHeight_isFoundOut() {
        History history = new History(new Choices.Planned(), false, true);
        history.node.behind = 5;
        history.node.told = SimulatedNode.Told.LESS;
        history.run();
        assertTrue(history.problems().toString().contains("times"), "nobody has noticed");
    }

    private static void assertFoundOut(boolean timeouts, Consumer<History> saboteur) {
        for (int seed = 0; seed < SEEDS_MAX; seed++) {
            Choices choices = Choices.seeded(new Random(seed), 850);
            History history = new History(choices, timeouts, true);
            try {
                saboteur.accept(history);
            } catch (AssertionError endedOtherwise) {
                // A world that ends so shows nothing of what is looked for.
                continue;
            }
            if (history.problems().stream().anyMatch(problem -> problem.contains("times"))) {
                return;
            }
        }
        fail("nobody has noticed in " + SEEDS_MAX + " worlds");
    }

    private static History.Signer resigner(History history) {
        return (ports, _, world) ->
                () -> {
                    CountDownLatch never = new CountDownLatch(1);
                    while (!world.await(never, Duration.ofSeconds(2))) {
                        try {
                            ChainStatus status = ports.chain().status();
                            for (TxRequest request :
                                    ports.service().ask(status, Optional.empty()).requests()) {
                                resign(history, ports, request);
                            }
                        } catch (RpcException | ServiceException | JournalException e) {
                            // As if it were nothing.
                        }
                    }
                };
    }

    private static void resign(History history, TxPorts ports, TxRequest request)
            throws RpcException, JournalException {
        AccountAnswer.Known known = (AccountAnswer.Known) ports.chain().account("sim1account");
        PublicKey key = ports.key().publicKey();
        LineFormat format = new LineFormat(false);
        Transaction transaction = format.decode(request, 0);
        for (int attempt = 0; attempt < 3; attempt++) {
            Account account = new Account(key, known.number(), known.sequence() + attempt);
            Bytes bytes = format.encode(transaction, account, Bytes.EMPTY);
            Pending pending = new Pending(0, account.sequence(), World.sha256(bytes), bytes, 0, 0);
            if (ports.journal().pending().isPresent()) {
                ports.journal().givenUp(ports.journal().pending().get().hash(), "");
            }
            ports.journal().signed(pending, List.of());
            try {
                ports.chain().broadcast(bytes);
                return;
            } catch (RpcException e) {
                // The next sequence, then.
            }
        }
        history.events.clear();
    }
}
