package countersign.harness.suite;

import countersign.connection.PeerException;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Sources;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Puts one signer through the suite: a node of each dialect in turn listens at the address, waits
/// for the signer and runs every check, with one line for each.
public final class HarnessRun {
    private static final List<ConformanceCheck> CHECKS =
            Stream.of(
                            SigningChecks.all(),
                            RepeatChecks.all(),
                            RefusalChecks.all(),
                            ExtensionChecks.all(),
                            LinkChecks.all())
                    .flatMap(List::stream)
                    .toList();

    private final HarnessSettings settings;
    private final Sources sources;
    private final Consumer<String> out;
    private final Ledger ledger = new Ledger();
    private final List<HarnessReport.Failure> failures = new ArrayList<>();
    private int passed;

    /// `out` takes the lines of the report, without their ends.
    public HarnessRun(HarnessSettings settings, Sources sources, Consumer<String> out) {
        this.settings = settings;
        this.sources = sources;
        this.out = out;
    }

    /// Runs all checks, or stops where the signer does not come back within the patience.
    public HarnessReport run() throws ListenException {
        ListenAddress address = settings.address();
        long height = settings.firstHeight() - 1;
        for (Dialect dialect : settings.dialects()) {
            try (ValidatorNode node = listen(address, dialect)) {
                // The next node listens at the same port, even if the system chose it.
                address = node.address();
                out.accept("listening at " + address + " as a " + dialect + " node");
                Optional<Long> reached = runAll(node, height);
                if (reached.isEmpty()) {
                    break;
                }
                height = reached.get();
            }
        }
        out.accept(passed + " passed, " + failures.size() + " failed");
        return new HarnessReport(passed, List.copyOf(failures));
    }

    private ValidatorNode listen(ListenAddress address, Dialect dialect) throws ListenException {
        NodeTimings timings = NodeTimings.COMET.withoutRetries().withAccept(settings.patience());
        NodeSettings node =
                new NodeSettings(settings.chain(), dialect, dialect.hasExtensions(), timings);
        return ValidatorNode.listen(address, node, ledger, sources);
    }

    /// The highest height used, or nothing where the signer was lost.
    private Optional<Long> runAll(ValidatorNode node, long height) {
        Stage stage = new Stage(node, settings.expectedKey(), height, sources.clock().instant());
        if (isGone(stage, "connect")) {
            return Optional.empty();
        }
        for (ConformanceCheck check : CHECKS) {
            if (!check.applies().test(stage.dialect())) {
                continue;
            }
            Optional<String> reason = reasonToFail(check, stage);
            if (reason.isEmpty()) {
                passed++;
                out.accept("ok      " + stage.dialect() + "  " + check.name());
                continue;
            }
            fail(stage, check.name(), reason.get());
            if (isGone(stage, "reconnect")) {
                return Optional.empty();
            }
        }
        return Optional.of(stage.height());
    }

    private static Optional<String> reasonToFail(ConformanceCheck check, Stage stage) {
        try {
            check.body().run(stage);
            return Optional.empty();
        } catch (CheckFailedException e) {
            return Optional.of(e.reason());
        } catch (PeerException e) {
            return Optional.of("the link failed: " + e.what());
        }
    }

    /// Whether nobody answers any more. A link that a failed check left out of step is replaced.
    private boolean isGone(Stage stage, String name) {
        stage.node().drop();
        try {
            stage.node().ping();
            return false;
        } catch (PeerException e) {
            fail(stage, name, e.what());
            return true;
        }
    }

    private void fail(Stage stage, String name, String reason) {
        failures.add(new HarnessReport.Failure(stage.dialect().label(), name, reason));
        out.accept("FAILED  " + stage.dialect() + "  " + name + ": " + reason);
    }
}
