package countersign.harness.yubihsm;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What a device is made of.
///
/// @param serial as printed on it
/// @param firmware major, minor and patch as `2.4.0`
/// @param random gives its challenges, keys and nonces
/// @param nanos says, by the nanoseconds since some instant, when a session has been silent for too
///   long
public record HsmSetup(long serial, String firmware, RandomGenerator random, LongSupplier nanos) {
    int[] version() {
        String[] parts = firmware.split("\\.");
        return new int[] {
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])
        };
    }
}
