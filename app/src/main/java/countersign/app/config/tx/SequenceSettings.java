package countersign.app.config.tx;

import countersign.app.config.Located;

import java.nio.file.Path;
import java.util.Optional;

/// Where the sequence of an account is known from.
///
/// @param file tmkms' `{"sequence": 123456}`; not there where the chain alone is asked
public record SequenceSettings(Source source, Optional<Located<Path>> file) {
    /// Who is believed.
    public enum Source {
        /// The chain.
        CHAIN("chain"),
        /// The chain, and a file that is waited for where it is ahead, and kept up to date.
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
