package countersign.app.command.tx;

import countersign.app.command.Home;
import countersign.app.config.Located;
import countersign.app.config.tx.TxSignerSettings;
import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.tx.journal.JournalView;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// The transaction signers of a home, and their journals.
final class Signers {
    /// A journal begins a new file at 8 MiB.
    private static final int JOURNAL_BYTES_MAX = 16 * 1024 * 1024;

    private Signers() {}

    /// Those with the account, or all where none is named; never none.
    static List<TxSignerSettings> of(Home home, @Nullable String account) throws Failure {
        List<TxSignerSettings> all =
                home.config().txSigners().stream()
                        .map(Located::value)
                        .filter(
                                s ->
                                        account == null
                                                || s.account().address().value().equals(account))
                        .toList();
        if (all.isEmpty()) {
            throw Failure.configuration(
                    home.file()
                            + " has no [[tx_signer]]"
                            + (account == null ? "" : " with the account " + account),
                    "docs/configuration.md shows one");
        }
        return all;
    }

    /// The journal as it is now, which may be nothing. A line that is just being written is left
    /// out.
    static JournalView journal(TxSignerSettings signer) throws Failure {
        Path file = signer.account().journal().value();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return JournalView.of(List.of());
        }
        String text =
                new String(
                        PlainFile.read(file, "the journal", JOURNAL_BYTES_MAX),
                        StandardCharsets.UTF_8);
        try {
            return JournalView.of(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
        } catch (IllegalArgumentException e) {
            throw Failure.operation(
                    file + " is not as it was written: " + e.getMessage(),
                    "find out who changed it; the signer of this account will not start");
        }
    }
}
