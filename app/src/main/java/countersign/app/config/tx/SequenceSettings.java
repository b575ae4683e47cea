package countersign.app.config.tx;

import countersign.app.config.Located;

import java.nio.file.Path;
import java.util.Optional;

/// Where the sequence of an account is known from.
///
/// @param file tmkms' `{"sequence": 123456}`; there for all sources but the chain
public record SequenceSettings(Source source, Optional<Located<Path>> file) {
    /// Who is believed.
    public enum Source {
        /// The file alone, as tmkms does it.
        FILE("file"),
        /// The chain alone.
        CHAIN("chain"),
        /// The chain, and the file is kept up to date for tmkms.
        BOTH("both");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /// The word of the configuration file.
        public String word() {
            return word;
        }
    }
}
