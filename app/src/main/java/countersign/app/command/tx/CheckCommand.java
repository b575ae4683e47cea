package countersign.app.command.tx;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.config.tx.TxSignerSettings;
import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Shell;
import countersign.app.tx.TxFormats;
import countersign.consensus.ChainId;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.tx.RefusedRequestException;
import countersign.tx.Transaction;
import countersign.tx.policy.DailySpending;
import countersign.tx.policy.Spending;
import countersign.tx.policy.Verdict;
import countersign.tx.service.RequestReader;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Judges transactions as the signer would.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Show what a transaction in FILE says, and whether it would be signed: an answer"
                        + " of the service, a list, or one transaction. Signs nothing, opens no"
                        + " key and connects to nothing. Ends with 1 where one is refused.")
final class CheckCommand implements Callable<Integer> {
    private static final int BYTES_MAX = 1024 * 1024;

    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--account",
            paramLabel = "ADDRESS",
            description = "whose rules; needed where a chain has several accounts")
    private @Nullable String account;

    @Parameters(arity = "1", paramLabel = "FILE", description = "the transaction, in JSON")
    private Path file = Path.of("");

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Home home = config.load(shell);
        List<TxSignerSettings> signers = Signers.of(home, account);
        List<JsonValue> requests = requests(shell.resolve(file));
        if (requests.isEmpty()) {
            shell.out().println("there is nothing to sign");
        }
        boolean allAllowed = true;
        for (int i = 0; i < requests.size(); i++) {
            if (requests.size() > 1) {
                shell.out().println("transaction " + (i + 1));
            }
            TxSignerSettings signer = signer(signers, requests.get(i));
            allAllowed &= judge(home, signer, requests.get(i));
        }
        return allAllowed ? 0 : Fault.OPERATION.exitCode(shell.persona());
    }

    private boolean judge(Home home, TxSignerSettings signer, JsonValue request) throws Failure {
        Transaction transaction;
        try {
            // Until which height it is valid is known when it is signed. No rule looks at that.
            transaction =
                    new TxFormats(home.config())
                            .of(signer)
                            .decode(new RequestReader(signer.chain()).read(request), 0);
        } catch (RefusedRequestException e) {
            e.problems().forEach(problem -> shell.out().println("  " + problem));
            shell.out().println("refused by form: it is no transaction of this chain");
            return false;
        }
        TransactionText.lines(transaction).forEach(shell.out()::println);
        Instant now = Instant.now();
        DailySpending spending = new DailySpending();
        Signers.journal(signer).spent().forEach(old -> spending.add(old.at(), old.expenses()));
        Spending spent = spending.at(now);
        return switch (signer.policy().judge(transaction, now, spent)) {
            case Verdict.Allowed _ -> {
                shell.out().println("allowed: " + signer.account().address().value() + " signs it");
                yield true;
            }
            case Verdict.Denied(String rule, String what) -> {
                shell.out().println("refused by " + rule + ": " + what);
                yield false;
            }
        };
    }

    /// The signer of the transaction's chain.
    private TxSignerSettings signer(List<TxSignerSettings> signers, JsonValue request)
            throws Failure {
        if (signers.size() == 1) {
            return signers.getFirst();
        }
        Optional<String> chain =
                request instanceof JsonValue.Members members
                                && members.values().get("chain_id") instanceof JsonValue.Text id
                        ? Optional.of(id.value())
                        : Optional.empty();
        List<TxSignerSettings> able =
                signers.stream()
                        .filter(s -> chain.isPresent() && s.chain().value().equals(chain.get()))
                        .toList();
        if (able.size() == 1) {
            return able.getFirst();
        }
        String chains =
                String.join(
                        ", ",
                        signers.stream()
                                .map(TxSignerSettings::chain)
                                .map(ChainId::value)
                                .distinct()
                                .toList());
        throw Failure.operation(
                able.isEmpty()
                        ? file + " is for none of the chains " + chains
                        : file + " may be judged by the rules of several accounts",
                "name the account with --account");
    }

    private static List<JsonValue> requests(Path file) throws Failure {
        JsonValue whole;
        try {
            whole = JsonDocument.parse(PlainFile.readThroughLinks(file, "the file", BYTES_MAX));
        } catch (JsonException e) {
            throw Failure.operation(
                    file + ":" + e.what(), "give a transaction as the service writes it, in JSON");
        }
        JsonValue tx = whole;
        if (whole instanceof JsonValue.Members(var _, var members)
                && (members.containsKey("status") || members.containsKey("tx"))) {
            JsonValue inner = members.get("tx");
            if (inner == null
                    || (inner instanceof JsonValue.Word(var _, String word)
                            && word.equals("null"))) {
                return List.of();
            }
            tx = inner;
        }
        return tx instanceof JsonValue.Items(var _, List<JsonValue> all) ? all : List.of(tx);
    }
}
