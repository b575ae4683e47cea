package countersign.tx.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.consensus.ChainId;
import countersign.tx.AccountNumber;
import countersign.tx.journal.Journal;
import countersign.tx.journal.JournalException;
import countersign.tx.journal.SequenceStore;
import countersign.tx.once.Judge;
import countersign.tx.policy.Verdict;
import countersign.tx.service.LastTx;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

final class TxSignerTest {
    private static final Judge ANYTHING = (_, _, _) -> new Verdict.Allowed(List.of());

    private final World world = new World(new Choices.Planned(), 80, 0);
    private final MemoryLines lines = new MemoryLines(world);
    private final SimulatedNode node = new SimulatedNode(world, lines, true);
    private final SimulatedService service = new SimulatedService(world, true);
    private final List<TxEvent> events = new ArrayList<>();

    private static final class Written implements SequenceStore {
        private OptionalLong sequence;

        Written(OptionalLong sequence) {
            this.sequence = sequence;
        }

        @Override
        public String name() {
            return "seq.json";
        }

        @Override
        public OptionalLong read() {
            return sequence;
        }

        @Override
        public void write(long next) {
            sequence = OptionalLong.of(next);
        }
    }

    /// What tmkms logs can be told from the events, in its order.
    @Test
    void round_isToldInOrder() throws Exception {
        run("sim-1", ANYTHING, Optional.empty(), Optional.empty());

        assertEquals(new TxEvent.KeyAdded(chain(), "softsign", "sim1account"), events.get(0));
        assertEquals(new TxEvent.Waiting(chain(), 104), events.get(1));
        assertEquals(
                new TxEvent.Signed(chain(), 7, "sim1account", 1, List.of("sim/Msg")),
                events.get(2));
        TxEvent.Broadcast handedIn = (TxEvent.Broadcast) events.get(3);
        assertEquals(7, handedIn.sequence());
        assertEquals(new TxEvent.Committed(chain(), 7, handedIn.hash(), 105), events.get(4));
        assertEquals(new TxEvent.Waiting(chain(), 108), events.get(5));
    }

    @Test
    void deniedRequest_isNeverSigned() throws Exception {
        Judge no = (_, _, _) -> new Verdict.Denied("acl", "message of type sim/Msg");
        run("sim-1", no, Optional.empty(), Optional.empty());

        assertTrue(events.contains(new TxEvent.Refused(chain(), "acl", "message of type sim/Msg")));
        assertEquals(0, count(TxEvent.Signed.class));
        assertEquals(0, world.executions.size());
    }

    @Test
    void wrongAccountNumber_isNeverSignedWith() throws Exception {
        run("sim-1", ANYTHING, Optional.of(new AccountNumber(4)), Optional.empty());

        assertEquals(0, count(TxEvent.Signed.class));
        assertTrue(events.toString().contains("has number 3 on chain sim-1, and not 4"));
    }

    @Test
    void nodeOfAnotherChain_isNotServed() throws Exception {
        run("sim-2", ANYTHING, Optional.empty(), Optional.empty());

        assertEquals(0, service.asked.size());
        assertTrue(events.toString().contains("is one of chain sim-1, and not of sim-2"));
    }

    /// Ahead or behind, by little or by much: the first request already is executed.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 6, 7, 8, 9, 100, Long.MAX_VALUE})
    void wrongSequenceFile_isCorrected(long said) throws Exception {
        Written file = new Written(OptionalLong.of(said));
        run("sim-1", ANYTHING, Optional.empty(), Optional.of(file));

        assertEquals(1, world.executions.get("request 0 "));
        assertEquals(said == 7 ? 0 : 1, count(TxEvent.SequenceCorrected.class));
        assertEquals(world.sequenceAt(world.height), file.read().getAsLong());
    }

    @Test
    void missingSequenceFile_isMade() throws Exception {
        Written file = new Written(OptionalLong.empty());
        run("sim-1", ANYTHING, Optional.empty(), Optional.of(file));

        assertEquals(world.sequenceAt(world.height), file.read().getAsLong());
        assertEquals(0, count(TxEvent.SequenceCorrected.class));
    }

    /// In a block, and nobody says what came of it: the service is told so, by whichever process.
    @Test
    void transactionInABlock_isToldTheSameAfterAStart() throws Exception {
        node.indexIsOff = true;
        node.keepsNoResults = true;
        Written file = new Written(OptionalLong.of(7));
        run("sim-1", ANYTHING, Optional.empty(), Optional.of(file));
        LastTx before = service.lastTold.orElseThrow();
        assertTrue(before.check().isGood() && before.height() > 0, before::toString);
        assertTrue(count(TxEvent.GivenUp.class) > 0, events::toString);
        assertEquals(0, count(TxEvent.SequenceCorrected.class), "it took its sequence");

        TxSettings settings = settings("sim-1", ANYTHING, Optional.empty());
        Journal journal = journal("sim-1");
        TxPorts ports = new TxPorts(node, service, AccountKey.signer(), journal, Optional.empty());
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        Signing signing = new Signing(settings, ports, events::add, clock);
        LastTx after =
                new Outcome(settings, ports, signing, events::add, new CountDownLatch(1))
                        .last()
                        .orElseThrow();
        assertTrue(after.check().isGood() && after.deliver().isGood(), after::toString);
        assertTrue(after.height() >= before.height(), after::toString);
    }

    /// A look through two hundred blocks of a slow node must not hold up the end of the process.
    @Test
    void stop_endsALookThroughTheBlocks() throws Exception {
        node.indexIsOff = true;
        TxSigner signer = signer("sim-1", ANYTHING, Optional.empty(), Optional.empty());
        node.blocksLookEmpty = true;
        node.beforeBlock = signer::stop;
        signer.run();
        assertEquals(1, node.blocksTold, events::toString);
        assertTrue(journal("sim-1").pending().isPresent(), "the next start goes on");
    }

    @Test
    void stop_endsTheLoop() throws Exception {
        TxSigner signer = signer("sim-1", ANYTHING, Optional.empty(), Optional.empty());
        signer.stop();
        signer.run();
        assertEquals(1, events.size());
    }

    private void run(
            String chain, Judge judge, Optional<AccountNumber> number, Optional<SequenceStore> file)
            throws Exception {
        signer(chain, judge, number, file).run();
    }

    private TxSigner signer(
            String chain, Judge judge, Optional<AccountNumber> number, Optional<SequenceStore> file)
            throws JournalException {
        TxPorts ports = new TxPorts(node, service, AccountKey.signer(), journal(chain), file);
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return new TxSigner(settings(chain, judge, number), ports, events::add, world, clock);
    }

    private Journal journal(String chain) throws JournalException {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return Journal.open(lines, new ChainId(chain), "sim1account", clock, 100_000);
    }

    private static TxSettings settings(String chain, Judge judge, Optional<AccountNumber> number) {
        return new TxSettings(
                new ChainId(chain),
                new LineFormat(false),
                judge,
                "sim1account",
                number,
                new TxSettings.Interval(4, Duration.ZERO),
                8);
    }

    private long count(Class<? extends TxEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }

    private static ChainId chain() {
        return new ChainId("sim-1");
    }
}
