package countersign.harness.demo;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.harness.signer.Fault;
import countersign.harness.signer.TestSigner;
import countersign.harness.wire.Dialect;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

final class DemoTest {
    private static final Pattern LINE =
            Pattern.compile(
                    "height 1  proposal   block [0-9A-F]{10}  signature [0-9a-f]{16}…  in"
                            + " \\d+\\.\\d\\d ms");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void goodSigner_isShownSigningAndRefusing() throws Exception {
        DemoReport report = play(Fault.NONE);
        assertTrue(report.isClean(), report.faults().toString());
        assertEquals(5, report.heights());
        assertEquals(15, report.signatures());
        assertEquals(1, report.refusals());
        assertEquals(16, lines.size());
        assertTrue(LINE.matcher(lines.getFirst()).matches(), lines.getFirst());
        assertTrue(lines.getLast().contains("second block"), lines.getLast());
        assertTrue(lines.getLast().contains("refused with code 2"), lines.getLast());
    }

    @Test
    void doubleSigner_isShownAsOne() throws Exception {
        DemoReport report = play(Fault.SIGNS_CONFLICTS);
        assertFalse(report.isClean(), "the double sign was seen");
        assertTrue(lines.getLast().contains("double sign"), lines.getLast());
    }

    @Test
    void timeOver_endsIt() throws Exception {
        DemoSettings settings =
                new DemoSettings(
                        LOOPBACK, CHAIN, Dialect.V1_0, Duration.ofMillis(1), Duration.ofMillis(30));
        try (Demo demo = Demo.listen(settings, SOURCES, lines::add);
                TestSigner _ = TestSigner.start(demo.address(), CHAIN, Fault.NONE)) {
            assertTrue(demo.run().heights() >= 1, "at least one height was played");
        }
    }

    /// Plays exactly five heights: the line about the rival stops it.
    private DemoReport play(Fault fault) throws Exception {
        DemoSettings settings =
                new DemoSettings(
                        LOOPBACK, CHAIN, Dialect.V0_38, Duration.ofMillis(1), Duration.ofHours(1));
        Stopper stopper = new Stopper();
        try (Demo demo = Demo.listen(settings, SOURCES, stopper::line);
                TestSigner _ = TestSigner.start(demo.address(), CHAIN, fault)) {
            stopper.demo = List.of(demo);
            return demo.run();
        }
    }

    private final class Stopper {
        private List<Demo> demo = List.of();

        void line(String line) {
            lines.add(line);
            if (line.contains("second block")) {
                demo.forEach(Demo::stop);
            }
        }
    }
}
