package countersign.app.command.tx;

import countersign.app.command.ConfigOption;
import countersign.app.config.tx.TxSignerSettings;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.json.JsonWriter;
import countersign.json.OneLine;
import countersign.tx.journal.JournalView;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/// What became of the last requests.
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "Show from the journals what services asked for and what became of it; works beside"
                        + " a running signer.")
final class HistoryCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();

    @Option(names = "--account", paramLabel = "ADDRESS", description = "of this account alone")
    private @Nullable String account;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many requests of each account; default: ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    HistoryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        if (count < 0) {
            throw Failure.usage("-n is negative", "0 shows nothing");
        }
        for (TxSignerSettings signer : Signers.of(config.load(shell), account)) {
            List<JournalView.Row> all = Signers.journal(signer).rows();
            List<JournalView.Row> rows = all.subList(Math.max(0, all.size() - count), all.size());
            String address = signer.account().address().value();
            if (json) {
                rows.forEach(row -> shell.out().println(json(signer, row)));
            } else {
                shell.out()
                        .println(
                                "[%s] %s: %d of %d requests"
                                        .formatted(
                                                signer.chain(), address, rows.size(), all.size()));
                rows.forEach(row -> shell.out().println(text(row)));
            }
        }
        return 0;
    }

    private static String text(JournalView.Row row) {
        String sequence = row.sequence().isPresent() ? "TX " + row.sequence().getAsLong() : "-";
        return "%-20s  %6d  %-9s  %-9s  %s"
                .formatted(
                        row.at(),
                        row.request(),
                        sequence,
                        row.result(),
                        (row.hash() + " " + OneLine.of(row.words())).strip())
                .stripTrailing();
    }

    private static String json(TxSignerSettings signer, JournalView.Row row) {
        JsonWriter json =
                new JsonWriter()
                        .text("chain", signer.chain().value())
                        .text("account", signer.account().address().value())
                        .text("at", row.at().toString())
                        .whole("request", row.request())
                        .text("result", row.result());
        if (row.sequence().isPresent()) {
            json.whole("sequence", row.sequence().getAsLong()).text("hash", row.hash());
        }
        return row.words().isEmpty() ? json.done() : json.text("words", row.words()).done();
    }
}
