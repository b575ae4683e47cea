package countersign.app.config.tx;

import countersign.app.config.Located;

import java.nio.file.Path;
import java.util.List;

/// How the chain writes transactions.
public sealed interface FormatSettings {
    /// `StdTx`, as chains before SDK 0.40 have it.
    ///
    /// @param schema the file that describes the chain's messages
    record StdTx(Located<Path> schema) implements FormatSettings {}

    /// `TxRaw`, as today's chains have it.
    ///
    /// @param descriptors files of the chain's own messages, beside those that every chain has; may
    ///   be empty
    record TxRaw(Mode mode, List<Located<Path>> descriptors) implements FormatSettings {
        public TxRaw {
            descriptors = List.copyOf(descriptors);
        }
    }

    /// What is signed of a `TxRaw`.
    enum Mode {
        /// Its bytes: `SIGN_MODE_DIRECT`.
        DIRECT,
        /// The old JSON of it: `SIGN_MODE_LEGACY_AMINO_JSON`.
        AMINO_JSON
    }
}
