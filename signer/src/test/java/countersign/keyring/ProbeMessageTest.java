package countersign.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.guard.Extension;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.guard.Verdict;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;
import countersign.session.MemoryMarks;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a consensus key signs without a permit is one text, and no chain can read anything in it.
/// The text is the one that a key is really given.
final class ProbeMessageTest {
    private static final ChainId CHAIN = new ChainId("probe-1");

    private final Listening key = new Listening();
    private final ConsensusSigner signer = new ConsensusSigner(key);

    @Test
    void everyProbe_isTheSameText() throws ProviderException {
        signer.probe();
        signer.probe();

        assertEquals(2, key.heard.size());
        assertEquals(key.heard.getFirst(), key.heard.getLast());
        assertTrue(text().startsWith("countersign probe: "), text());
    }

    @Test
    void probe_canBeNothingThatConsensusSigns() throws ProviderException {
        signer.probe();

        assertTrue(bareExtensionMayBe(key.heard.getFirst()));
        // The test of the test: it does see what consensus signs.
        Vote vote = new Vote(new Hrs(7, 0, Step.PREVOTE), BlockId.NIL, new Timestamp(1, 0));
        assertFalse(bareExtensionMayBe(SignBytes.of(vote, CHAIN)));
    }

    /// Asks the guard, which lets no bare extension pass that anybody could read as something that
    /// consensus signs.
    private boolean bareExtensionMayBe(Bytes bytes) {
        RawSigning bare = new RawSigning(false, true);
        MemoryMarks marks = new MemoryMarks(new Mark.Unsigned());
        Bytes hash = Bytes.ofHex("cc".repeat(32));
        Vote vote =
                new Vote(
                        new Hrs(1, 0, Step.PRECOMMIT),
                        new BlockId(hash, 1, hash),
                        new Timestamp(1, 0));
        try (Guard guard = new Guard(CHAIN, key.publicKey(), marks, bare, _ -> {})) {
            return guard.judge(vote, Optional.of(new Extension(Bytes.EMPTY, bytes)))
                    instanceof Verdict.Allowed;
        }
    }

    /// Nor does it begin as what accounts sign: amino's JSON, protobuf's `SignDoc` (field 1 of
    /// bytes), its textual form (an array in CBOR), EIP-191 (0x19), RLP (0xC0 and above) or a typed
    /// transaction of Ethereum (below 0x80, a number that exists), nor as a hash, which has 32
    /// bytes.
    @Test
    void probe_canBeNoTransaction() throws ProviderException {
        signer.probe();

        int first = key.heard.getFirst().at(0);
        assertEquals('c', first);
        for (int other : new int[] {'{', '[', ' ', 0x0A, 0x12, 0xA1, 0x81, 0x19, 1, 2, 3, 4}) {
            assertFalse(first == other);
        }
        assertTrue(key.heard.getFirst().length() > 64);
    }

    private String text() {
        return new String(key.heard.getFirst().toArray(), StandardCharsets.US_ASCII);
    }

    /// A real key that remembers what it was asked to sign.
    private static final class Listening implements KeyHandle {
        private final TestKey key = new TestKey();
        private final List<Bytes> heard = new ArrayList<>();

        @Override
        public String provider() {
            return key.provider();
        }

        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public KeyLimits limits() {
            return key.limits();
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            heard.add(message);
            return key.sign(message, deadline);
        }

        @Override
        public void close() {
            key.close();
        }
    }
}
