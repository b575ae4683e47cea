package countersign.harness.demo;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Vote;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ChainDriver;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;
import countersign.harness.node.Sources;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Extensions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A node that plays blocks and says what its signer does: a line for each signature, and at every
/// fifth height an attempt to get a second block signed, which a good signer refuses.
public final class Demo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int RIVAL_EVERY_HEIGHTS = 5;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int SIGNATURE_BYTES_SHOWN = 8;
    private static final Extensions EXTENSIONS =
            new Extensions(
                    Bytes.of("an extension".getBytes(StandardCharsets.US_ASCII)), Bytes.EMPTY);

    private final DemoSettings settings;
    private final Sources sources;
    private final Consumer<String> out;
    private final ValidatorNode node;
    private final Blocks blocks;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<String> faults = new ArrayList<>();
    private int signatures;
    private int refusals;

    private Demo(DemoSettings settings, Sources sources, Consumer<String> out, ValidatorNode node) {
        this.settings = settings;
        this.sources = sources;
        this.out = out;
        this.node = node;
        this.blocks = new Blocks(sources.entropy().nextLong());
    }

    /// Starts to listen; a signer may connect from now on. `out` takes lines without their ends.
    public static Demo listen(DemoSettings settings, Sources sources, Consumer<String> out)
            throws ListenException {
        NodeSettings node =
                new NodeSettings(
                        settings.chain(),
                        settings.dialect(),
                        settings.dialect().hasExtensions(),
                        NodeTimings.COMET.withoutRetries().withAccept(PATIENCE));
        return new Demo(
                settings,
                sources,
                out,
                ValidatorNode.listen(settings.address(), node, new Ledger(), sources));
    }

    /// Where it listens, with the port that the system chose.
    public ListenAddress address() {
        return node.address();
    }

    /// Plays until the time is over or [#stop] is called. Throws where no signer connects within 15
    /// seconds, or the link fails.
    public DemoReport run() throws PeerException {
        ChainDriver driver = new ChainDriver(node, blocks, sources.clock(), EXTENSIONS);
        Deadline end = Deadline.after(settings.duration(), sources.ticker());
        int height = 0;
        do {
            height++;
            show(driver.play(height));
            if (height % RIVAL_EVERY_HEIGHTS == 0) {
                tryRival(driver, height);
            }
        } while (!isStoppedWithin(settings.interval()) && !end.hasPassed());
        return new DemoReport(height, signatures, refusals, List.copyOf(faults));
    }

    /// Ends a run after the height that is being played. From any thread.
    public void stop() {
        stopped.countDown();
    }

    /// Stops listening. A request in flight fails.
    @Override
    public void close() {
        stop();
        node.close();
    }

    private void show(ChainDriver.PlayedHeight played) {
        for (Outcome<Signed> outcome : played.signatures()) {
            if (outcome instanceof Outcome.Given<Signed>(Signed signed, Duration took)) {
                signatures++;
                out.accept(line(signed, took));
            }
        }
        faults.addAll(played.faults());
        played.faults().forEach(fault -> out.accept("FAILED  " + fault));
    }

    private void tryRival(ChainDriver driver, int height) throws PeerException {
        BlockId rival = blocks.at(height, 0, 1);
        Vote vote = driver.precommit(height, rival);
        Outcome<Signed> outcome = node.sign(vote, Extensions.NONE);
        String asked =
                "height %d  precommit for a second block %s: ".formatted(height, rival.prefix());
        if (outcome instanceof Outcome.Refused<Signed>) {
            refusals++;
        } else {
            faults.add(asked + outcome.describe());
        }
        out.accept(asked + outcome.describe());
    }

    private static String line(Signed signed, Duration took) {
        ConsensusMessage message = signed.message();
        return String.format(
                Locale.ROOT,
                "height %d  %-9s  block %s  signature %s…  in %.2f ms",
                message.hrs().height(),
                message.kind().toLowerCase(Locale.ROOT),
                message.blockId().prefix(),
                signed.signature().first(SIGNATURE_BYTES_SHOWN).hex(),
                took.toNanos() / NANOS_PER_MILLI);
    }

    private boolean isStoppedWithin(Duration time) {
        try {
            return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
