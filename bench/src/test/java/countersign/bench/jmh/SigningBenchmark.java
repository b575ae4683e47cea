package countersign.bench.jmh;

import countersign.bench.ratio.Works;
import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.SignBytes;
import countersign.ed25519.Ed25519Verifier;
import countersign.keyring.spi.KeyHandle;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// Each signature scheme over the sign bytes of a precommit.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SigningBenchmark {
    /// The scheme.
    @Param({"ED25519", "SECP256K1"})
    public KeyType type = KeyType.ED25519;

    private final Bytes message = SignBytes.of(Works.vote(1), Works.CHAIN);
    private final Keys ed25519 = Keys.of(KeyType.ED25519, message);
    private final Keys secp256k1 = Keys.of(KeyType.SECP256K1, message);

    private final Ed25519Verifier verifier = new Ed25519Verifier(ed25519.key().publicKey().value());

    private record Keys(KeyHandle key, Bytes signature) {
        static Keys of(KeyType type, Bytes message) {
            KeyHandle key = Works.key(type);
            return new Keys(key, Works.sign(key, message));
        }
    }

    /// As a permit is signed.
    @Benchmark
    public Bytes sign() {
        return Works.sign(keys().key(), message);
    }

    /// As every signature is checked before it leaves.
    @Benchmark
    public boolean verify() {
        return switch (type) {
            case ED25519 -> verifier.verifies(message, ed25519.signature());
            case SECP256K1 -> secp256k1.key().publicKey().verifies(message, secp256k1.signature());
        };
    }

    private Keys keys() {
        return switch (type) {
            case ED25519 -> ed25519;
            case SECP256K1 -> secp256k1;
        };
    }
}
