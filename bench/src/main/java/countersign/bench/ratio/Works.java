package countersign.bench.ratio;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.connection.secret.Authentication;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.KeyExchange;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.node.Blocks;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.SoftsignProvider;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// The parts of a signature that are measured by themselves, with inputs as nodes send them.
public final class Works {
    /// A chain's name of usual length.
    public static final ChainId CHAIN = new ChainId("cosmoshub-4");

    private static final Deadline NEVER = Deadline.after(Duration.ofDays(365), Ticker.SYSTEM);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SEED_BYTES = 32;

    private Works() {}

    /// A precommit for a block.
    public static Vote vote(long height) {
        BlockId block = new Blocks(1).at(height, 0, 0);
        return new Vote(
                new Hrs(height, 0, Step.PRECOMMIT), block, new Timestamp(1_700_000_000L, 1));
    }

    /// A fresh key of the software backend.
    public static KeyHandle key(KeyType type) {
        return new SoftsignProvider(List.of(SoftKey.generate(type, RANDOM))).open().getFirst();
    }

    /// One signature.
    public static Bytes sign(KeyHandle key, Bytes message) {
        try {
            return key.sign(message, NEVER);
        } catch (ProviderException e) {
            throw new Bug("a key in memory signs", e);
        }
    }

    /// A fresh identity.
    public static ConnectionKey identity() {
        byte[] seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        return ConnectionKey.ofSeed(SecretBytes.take(seed));
    }

    /// A whole handshake, both ends, without a network between them.
    public static String handshake(ConnectionKey near, ConnectionKey far) {
        try (KeyExchange one = KeyExchange.begin(near, RANDOM);
                KeyExchange other = KeyExchange.begin(far, RANDOM)) {
            Bytes fromOne = one.outbound();
            Bytes fromOther = other.outbound();
            Authentication first = one.receive(fromOther);
            Authentication second = other.receive(fromOne);
            Bytes proof = first.outbound();
            String seen = first.receive(second.outbound()).peerId();
            return seen + second.receive(proof).peerId();
        } catch (PeerException e) {
            throw new Bug("both ends are ours", e);
        }
    }
}
