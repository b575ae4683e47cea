package countersign.provider.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.ledgerapp.DeviceKey;
import countersign.harness.ledgerapp.Fault;
import countersign.harness.ledgerapp.Person;
import countersign.harness.ledgerapp.Screen;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// The provider against a played device, over either way that leads to one.
final class LedgerProviderTest {
    private static final ChainId CHAIN = new ChainId("cosmoshub-4");

    /// Ahead of the system's clock by as much as a test says.
    private final AtomicLong ahead = new AtomicLong();

    private final Ticker ticker = () -> System.nanoTime() + ahead.get();

    enum Way {
        TCP,
        HID
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void votes_areSignedInOrder(Way way) throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            assertEquals("ledgertm", key.provider());
            assertEquals(played.app().publicKey(), key.publicKey().value());
            for (long height = 10; height < 13; height++) {
                for (Step step : new Step[] {Step.PREVOTE, Step.PRECOMMIT}) {
                    Bytes message = vote(height, 0, step);
                    assertTrue(key.publicKey().verifies(message, key.sign(message, soon())));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void firstVote_waitsForThePerson(Way way)
            throws ProviderException, InterruptedException, ExecutionException {
        try (Played played = played(way, Person.AWAY);
                KeyHandle key = open(played)) {
            Bytes message = vote(10, 0, Step.PREVOTE);
            var signature = CompletableFuture.supplyAsync(() -> unchecked(key, message));
            assertTrue(played.app().awaitQuestion(Duration.ofSeconds(10)));
            assertFalse(signature.isDone());

            played.app().person(Person.ACCEPTS);

            assertTrue(key.publicKey().verifies(message, signature.get()));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void rejection_isARefusalAndTheNextVoteAsksAgain(Way way) throws ProviderException {
        try (Played played = played(way, Person.REJECTS);
                KeyHandle key = open(played)) {
            refused(key, vote(10, 0, Step.PREVOTE), Outcome.REFUSED, "rejected");
            played.app().person(Person.ACCEPTS);
            key.sign(vote(10, 0, Step.PRECOMMIT), soon());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatTheAppSignedAlready_isARefusal(Way way) throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            key.sign(vote(10, 0, Step.PRECOMMIT), soon());
            refused(key, vote(10, 0, Step.PRECOMMIT), Outcome.REFUSED, "precommit at 10/0");
            refused(key, vote(9, 5, Step.PRECOMMIT), Outcome.REFUSED, "has signed at this height");
            key.sign(vote(10, 1, Step.PREVOTE), soon());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unpluggedWhileSigning_costsTheVoteAndTheNextIsConfirmedAgain(Way way)
            throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            key.sign(vote(10, 0, Step.PREVOTE), soon());
            played.app().breakNext(Fault.UNPLUGGED);
            refused(key, vote(10, 0, Step.PRECOMMIT), Outcome.BROKEN, "");
            failure(key, vote(11, 0, Step.PREVOTE), soon());

            played.plugIn();
            played.app().person(Person.ACCEPTS);
            ahead.addAndGet(DeviceSession.PAUSE.toNanos());

            Bytes message = vote(11, 0, Step.PRECOMMIT);
            assertTrue(key.publicKey().verifies(message, key.sign(message, soon())));
        }
    }

    /// The answer to a vote that nobody waits for any more must not be taken for another's.
    @ParameterizedTest
    @EnumSource(Way.class)
    void personWhoComesTooLate_costsTheVoteAndNoMore(Way way)
            throws ProviderException, InterruptedException {
        try (Played played = played(way, Person.AWAY);
                KeyHandle key = open(played)) {
            Bytes late = vote(10, 0, Step.PREVOTE);
            Deadline end = Deadline.after(Duration.ofMillis(300), ticker);
            assertEquals(Outcome.BROKEN, failure(key, late, end).outcome());
            assertTrue(played.app().awaitQuestion(Duration.ZERO));
            played.app().person(Person.ACCEPTS);

            Bytes message = vote(10, 0, Step.PRECOMMIT);
            assertTrue(key.publicKey().verifies(message, key.sign(message, soon())));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void appThatWasClosed_isMissedByNameAndFoundAgain(Way way) throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            played.app().show(Screen.DASHBOARD);
            refused(key, vote(10, 0, Step.PREVOTE), Outcome.UNREACHED, "has another app open");
            played.app().show(Screen.LOCKED);
            ahead.addAndGet(DeviceSession.PAUSE.toNanos());
            refused(key, vote(10, 0, Step.PREVOTE), Outcome.UNREACHED, "is locked");
            played.app().show(Screen.APP);
            ahead.addAndGet(DeviceSession.PAUSE.toNanos());
            key.sign(vote(10, 0, Step.PREVOTE), soon());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void silentDevice_endsWithTheDeadline(Way way) throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            played.app().breakNext(Fault.SILENT);
            Deadline end = Deadline.after(Duration.ofMillis(200), ticker);
            ProviderException failed = failure(key, vote(10, 0, Step.PREVOTE), end);
            assertEquals(Outcome.BROKEN, failed.outcome());
            assertTrue(failed.what().contains("did not answer in time"), failed.what());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void signatureOfAnotherLength_isNone(Way way) throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            played.app().breakNext(Fault.SHORT_SIGNATURE);
            refused(key, vote(10, 0, Step.PREVOTE), Outcome.BROKEN, "signature of 63 bytes");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatTheAppCannotSign_neverReachesIt(Way way) throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS);
                KeyHandle key = open(played)) {
            Bytes extension = SignBytes.ofExtension(Bytes.EMPTY, 10, 0, CHAIN);
            Bytes long129 =
                    SignBytes.of(
                            block(10, 1, Step.PREVOTE),
                            new ChainId("a-very-long-testing-chain-id-1"));
            refused(key, extension, Outcome.REFUSED, "votes and proposals of at most 128 bytes");
            refused(key, long129, Outcome.REFUSED, "votes and proposals of at most 128 bytes");
            refused(key, vote(10, 128, Step.PREVOTE), Outcome.REFUSED, "up to round 127");
            assertEquals(0, played.app().signed().size());
            key.sign(vote(10, 127, Step.PREVOTE), soon());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void deviceThatIsAway_isAFailureAtStart(Way way) {
        LedgerDevice nowhere =
                switch (way) {
                    case TCP -> new LedgerDevice.Speculos(deadPort());
                    case HID -> new LedgerDevice.File(Path.of("/dev/hidraw-none"));
                };
        ProviderException failed =
                assertThrows(
                        ProviderException.class,
                        () -> new LedgerProvider(nowhere, Optional.empty(), ticker).open());
        assertEquals(Outcome.UNREACHED, failed.outcome());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anotherDeviceInItsPlace_isNotAsked(Way way) throws ProviderException {
        try (Played first = played(way, Person.ACCEPTS);
                KeyHandle key = open(first)) {
            assertEquals(first.app().publicKey(), key.publicKey().value());
        }
        try (Played first = Played.overHid(Person.ACCEPTS);
                Played other = Played.overHid(Person.ACCEPTS);
                LinkedFile link = new LinkedFile()) {
            link.leadTo(((LedgerDevice.File) first.device()).path());
            LedgerDevice named = new LedgerDevice.File(link.path());
            KeyHandle key = new LedgerProvider(named, Optional.empty(), ticker).open().getFirst();
            link.leadTo(((LedgerDevice.File) other.device()).path());
            first.app().breakNext(Fault.UNPLUGGED);
            refused(key, vote(10, 0, Step.PREVOTE), Outcome.BROKEN, "");
            refused(key, vote(10, 0, Step.PRECOMMIT), Outcome.UNREACHED, "holds the key");
            assertEquals(0, other.app().signed().size());
            key.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void deviceWithAnotherKeyThanTheConfiguredOne_isRefusedAtStart(Way way)
            throws ProviderException {
        try (Played played = played(way, Person.ACCEPTS)) {
            PublicKey own = new PublicKey(KeyType.ED25519, played.app().publicKey());
            PublicKey other = new PublicKey(KeyType.ED25519, DeviceKey.random().publicKey());
            LedgerProvider wrong = new LedgerProvider(played.device(), Optional.of(other), ticker);
            ProviderException failed = assertThrows(ProviderException.class, wrong::open);
            assertTrue(failed.what().contains("holds the key"), failed.what());
            new LedgerProvider(played.device(), Optional.of(own), ticker).open().getFirst().close();
        }
    }

    private static Played played(Way way, Person person) {
        return switch (way) {
            case TCP -> Played.overTcp(person);
            case HID -> Played.overHid(person);
        };
    }

    private KeyHandle open(Played played) throws ProviderException {
        return new LedgerProvider(played.device(), Optional.empty(), ticker).open().getFirst();
    }

    private Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20), ticker);
    }

    private void refused(KeyHandle key, Bytes message, Outcome outcome, String words) {
        ProviderException failed = failure(key, message, soon());
        assertEquals(outcome, failed.outcome(), failed.what());
        assertTrue(failed.what().contains(words), failed.what());
    }

    private static ProviderException failure(KeyHandle key, Bytes message, Deadline end) {
        return assertThrows(ProviderException.class, () -> key.sign(message, end));
    }

    private Bytes unchecked(KeyHandle key, Bytes message) {
        try {
            return key.sign(message, soon());
        } catch (ProviderException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes vote(long height, int round, Step step) {
        return SignBytes.of(block(height, round, step), CHAIN);
    }

    private static Vote block(long height, int round, Step step) {
        Bytes hash = Bytes.ofHex("ab".repeat(32));
        return new Vote(
                new Hrs(height, round, step),
                new BlockId(hash, 1, hash),
                new Timestamp(1_700_000_000, 123_456_789));
    }

    private static InetSocketAddress deadPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
