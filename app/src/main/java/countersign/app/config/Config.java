package countersign.app.config;

import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.tx.TxSignerSettings;
import countersign.bytes.Check;
import countersign.consensus.ChainId;

import java.util.List;
import java.util.Optional;

/// A configuration file without errors. Whatever refers to something else was found: the chain of
/// every validator and key is in `chains`, the key of every validator is in `providers`. Whether
/// files exist and hold what they should is found out by whoever opens them.
///
/// @param file the name of the file, as messages show it
/// @param validators the links to serve; may be empty, with a warning
/// @param txSigners the accounts whose transactions are signed; may be empty
/// @param audit how decisions are recorded; empty where they are not
/// @param warnings what is odd, ignored or not yet possible, in the order of the lines
public record Config(
        String file,
        List<Located<ChainSettings>> chains,
        List<Located<ValidatorSettings>> validators,
        List<ProviderSettings> providers,
        List<Located<TxSignerSettings>> txSigners,
        Optional<AuditSettings> audit,
        List<Problem> warnings) {

    public Config {
        chains = List.copyOf(chains);
        validators = List.copyOf(validators);
        providers = List.copyOf(providers);
        txSigners = List.copyOf(txSigners);
        warnings = List.copyOf(warnings);
    }

    /// Whether there is neither a node to sign for nor an account.
    public boolean servesNobody() {
        return validators.isEmpty() && txSigners.isEmpty();
    }

    /// What stands in front of a message about a line of the file: `tmkms.toml:12: `.
    public String origin(int line) {
        Check.that(line > 0, "lines are counted from 1");
        return file + ":" + line + ": ";
    }

    /// The settings of a chain that a validator or key of this configuration names.
    ///
    /// Throws `IllegalArgumentException` where the chain is not configured.
    public ChainSettings chain(ChainId id) {
        for (Located<ChainSettings> chain : chains) {
            if (chain.value().id().equals(id)) {
                return chain.value();
            }
        }
        throw new IllegalArgumentException("no chain " + id + " is configured");
    }
}
