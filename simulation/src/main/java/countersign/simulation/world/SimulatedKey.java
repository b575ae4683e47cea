package countersign.simulation.world;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;
import countersign.simulation.clockwork.Chance;
import countersign.simulation.clockwork.Clockwork;
import countersign.simulation.clockwork.Life;
import countersign.simulation.clockwork.Weather;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A real Ed25519 key in a device that errs, times out, is late and lies. Signing is a turn.
final class SimulatedKey {
    private static final long LATE_NANOS_MAX = 3_000_000_000L;
    private static final long USUAL_NANOS_MAX = 1_000_000L;
    static final int KEYS = 16;
    // Made once: a key costs more than the rest of a small world.
    private static final List<Pair> POOL = pool();

    private final Pair pair;
    private final Clockwork clockwork;
    private final Chance chance;
    private final Weather weather;
    private final Map<Bytes, Bytes> made = new HashMap<>();

    private record Pair(Bytes seed, PublicKey publicKey) {}

    SimulatedKey(int number, Clockwork clockwork, Chance chance, Weather weather) {
        this.pair = POOL.get(number);
        this.clockwork = clockwork;
        this.chance = chance;
        this.weather = weather;
    }

    PublicKey publicKey() {
        return pair.publicKey();
    }

    /// Whether this is the key's signature: one that it has made, or one that verifies.
    boolean verifies(Bytes message, Bytes signature) {
        return signature.equals(made.get(message)) || publicKey().verifies(message, signature);
    }

    /// The device as one process sees it.
    KeyHandle openedBy(Life life) {
        return new Handle(this, life);
    }

    private Bytes sign(Bytes message) throws ProviderException {
        boolean fails = chance.in(weather.rates().providerFails());
        if (!fails) {
            clockwork.sleep(chance.between(0, USUAL_NANOS_MAX));
            return signHonestly(message);
        }
        weather.count();
        int way = chance.below(4);
        clockwork.sleep(chance.between(0, LATE_NANOS_MAX));
        return switch (way) {
            case 0 -> throw new ProviderException("the device is unplugged", "plug it in");
            case 1 -> throw new ProviderException("the device did not answer in time", "");
            case 2 -> flipped(signHonestly(message));
            default -> signHonestly(message);
        };
    }

    private Bytes signHonestly(Bytes message) {
        byte[] body = message.toArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        byte[] seed = pair.seed().toArray();
        byte[] point = publicKey().value().toArray();
        Ed25519.sign(seed, 0, point, 0, body, 0, body.length, signature, 0);
        Bytes signed = Bytes.of(signature);
        made.put(message, signed);
        return signed;
    }

    private Bytes flipped(Bytes signature) {
        byte[] bytes = signature.toArray();
        bytes[chance.below(bytes.length)] ^= (byte) (1 << chance.below(Byte.SIZE));
        return Bytes.of(bytes);
    }

    private static List<Pair> pool() {
        List<Pair> pool = new ArrayList<>();
        for (int number = 0; number < KEYS; number++) {
            byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
            seed[0] = (byte) (1 + number);
            byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
            Ed25519.generatePublicKey(seed, 0, point, 0);
            PublicKey key = new PublicKey(KeyType.ED25519, Bytes.of(point));
            pool.add(new Pair(Bytes.of(seed), key));
        }
        return List.copyOf(pool);
    }

    private record Handle(SimulatedKey key, Life life) implements KeyHandle {
        @Override
        public String provider() {
            return "simulated";
        }

        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public KeyLimits limits() {
            return KeyLimits.NONE;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            life.requireAlive();
            return key.sign(message);
        }

        @Override
        public void close() {
            // The device stays where it is.
        }
    }
}
