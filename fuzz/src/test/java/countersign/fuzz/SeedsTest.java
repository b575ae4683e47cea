package countersign.fuzz;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/// Replays every target's seeds, and some thousand mutations of each that are the same every time.
final class SeedsTest {
    private static final int MUTATIONS = 3_000;

    @TestFactory
    Stream<DynamicTest> seedsAndTheirMutations_areNoFindings() {
        return FuzzTargets.ALL.stream()
                .map(
                        target ->
                                dynamicTest(
                                        target.getClass().getSimpleName(), () -> replay(target)));
    }

    private static void replay(FuzzTarget target) {
        Random random = new Random(20_260_101L);
        for (byte[] seed : target.seeds()) {
            target.fuzz(seed);
            for (int i = 0; i < MUTATIONS; i++) {
                target.fuzz(mutated(seed, random));
            }
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] input = seed.clone();
        for (int changes = random.nextInt(4); changes >= 0 && input.length > 0; changes--) {
            switch (random.nextInt(3)) {
                case 0 -> input[random.nextInt(input.length)] = (byte) random.nextInt();
                case 1 -> input = Arrays.copyOf(input, random.nextInt(input.length + 1));
                default -> input = Arrays.copyOf(input, input.length + random.nextInt(40));
            }
        }
        return input;
    }
}
