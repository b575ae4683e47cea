package countersign.app.command;

import countersign.app.audit.chain.AuditFiles;
import countersign.app.audit.chain.AuditTail;
import countersign.app.audit.chain.Finding;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.LineText;
import countersign.app.audit.chain.Report;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The audit by hand: checking and reading it. Nothing here changes it.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Check and read the record of every decision.")
final class AuditCommands {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final long MEBIBYTE = 1L << 20;

    private final Shell shell;

    AuditCommands(Shell shell) {
        this.shell = shell;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Find every line that was altered, removed, inserted, repeated or moved. Ends"
                            + " with 1 where there is one.")
    int verify(
            @Mixin ConfigOption config,
            @Option(
                            names = "--head",
                            paramLabel = "SEQ:HASH",
                            description =
                                    "a line that must be there; without it nobody can tell whether"
                                            + " lines are missing at the end")
                    @Nullable String head,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "DIR|FILE",
                            description =
                                    "in the order of the chain; default: the directory of the"
                                            + " configuration's [audit]")
                    @Nullable List<Path> paths)
            throws Failure {
        Optional<Head> wanted = wanted(head);
        List<Path> places = paths == null ? List.of(configured(config)) : paths;
        Report report;
        try {
            report = files(places).verify(wanted, this::progress);
        } catch (IOException e) {
            throw unreadable(e);
        }
        report.notes().forEach(shell.out()::println);
        shell.out().println(summary(report));
        if (!report.isClean()) {
            throw found(report);
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show the last lines of the audit in words.")
    int tail(
            @Mixin ConfigOption config,
            @Option(
                            names = "-n",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "how many lines; default: ${DEFAULT-VALUE}")
                    int count,
            @Option(names = "-f", description = "go on with those that follow, until SIGINT")
                    boolean follow,
            @Option(names = "--json", description = "the lines as they are") boolean json,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "DIR",
                            description = "default: the directory of the configuration's [audit]")
                    @Nullable Path directory)
            throws Failure {
        if (count < 0 || count > AuditTail.LINES_MAX) {
            throw Failure.usage(
                    "-n is not between 0 and " + AuditTail.LINES_MAX,
                    "the files themselves are one JSON object a line");
        }
        Path place = directory == null ? configured(config) : shell.resolve(directory);
        files(List.of(place));
        try {
            AuditTail tail = new AuditTail(place);
            print(tail.last(count), json);
            while (follow && !shell.out().checkError()) {
                List<String> more = tail.more();
                print(more, json);
                if (more.isEmpty()) {
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                }
            }
            return 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void print(List<String> lines, boolean json) {
        lines.forEach(
                line -> shell.out().println(json ? LineText.json(line) : LineText.words(line)));
    }

    private AuditFiles files(List<Path> places) throws Failure {
        List<Path> paths = places.stream().map(shell::resolve).toList();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw Failure.operation(
                        "there is no audit at " + path, "name its folder, or its files in order");
            }
        }
        try {
            AuditFiles files = AuditFiles.of(paths);
            if (files.files().isEmpty()) {
                throw Failure.operation(
                        "there is no file of an audit in " + paths.getFirst(),
                        "name the folder of audit-00000001.jsonl and those that follow");
            }
            return files;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Path configured(ConfigOption config) throws Failure {
        Home home = config.load(shell);
        if (home.config().audit().isEmpty()) {
            throw Failure.configuration(
                    home.file() + " has no [audit]: nothing is recorded",
                    "add a line [audit], or name the folder of an audit");
        }
        return home.config().audit().get().directory();
    }

    private static Optional<Head> wanted(@Nullable String head) throws Failure {
        if (head == null) {
            return Optional.empty();
        }
        Optional<Head> wanted = Head.parse(head);
        if (wanted.isEmpty()) {
            throw Failure.usage(
                    "--head is not SEQ:HASH", "take it from the output of `audit verify` as it is");
        }
        return wanted;
    }

    private static String summary(Report report) {
        Report.Extent extent = report.extent();
        String kept =
                extent.first() > 1
                        ? "complete from entry %d on: the files before it are not here"
                                .formatted(extent.first())
                        : "complete from the first entry on";
        String state = report.isClean() ? kept : "not intact";
        return "%d entries in %d files, %s to %s, %s%nhead %s"
                .formatted(
                        extent.entries(),
                        extent.files(),
                        extent.from(),
                        extent.to(),
                        state,
                        extent.last());
    }

    private static Failure found(Report report) {
        List<Problem> problems = new ArrayList<>();
        for (Finding finding : report.findings()) {
            problems.add(new Problem(finding.toString(), ""));
        }
        if (report.further() > 0) {
            problems.add(new Problem("and " + report.further() + " findings more", ""));
        }
        Problem last = problems.removeLast();
        String next =
                "keep these files as they are, and compare them with copies and with heads in the"
                        + " log; docs/audit.md says what each finding means";
        problems.add(new Problem(last.what(), next));
        return new Failure(Fault.OPERATION, problems);
    }

    private void progress(long bytes, long ofBytes) {
        if (shell.terminal().shows()) {
            shell.err().printf("\rchecked %d of %d MiB ", bytes / MEBIBYTE, ofBytes / MEBIBYTE);
            if (bytes == ofBytes) {
                shell.err().print("\r\033[K");
            }
        }
    }

    private static Failure unreadable(IOException e) {
        return Failure.operation(
                "cannot read the audit: " + e.getMessage(), "check its owner and its mode");
    }
}
