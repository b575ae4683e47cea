package countersign.app.config.section;

import countersign.app.config.AuditSettings;
import countersign.app.config.ChainSettings;
import countersign.app.config.Config;
import countersign.app.config.ConfigException;
import countersign.app.config.Located;
import countersign.app.config.Problem;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.app.config.toml.TomlDocument;
import countersign.app.config.tx.TxSignerSettings;
import countersign.bytes.Bytes;
import countersign.bytes.Check;

import org.tomlj.TomlParseResult;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads a configuration file: a superset of tmkms' `tmkms.toml`.
public final class ConfigFile {
    private ConfigFile() {}

    /// What the file configures. Reads no other file and changes nothing.
    ///
    /// @param file the name of the file for messages
    /// @param contents all of it, at most 1 MiB
    /// @param base the absolute directory that relative paths are relative to
    /// @param home the absolute directory that `~` stands for
    /// @throws ConfigException with everything that is wrong. A file that is not TOML is refused
    ///   for its syntax alone, since what follows from half a file would mislead
    public static Config read(String file, Bytes contents, Path base, Path home)
            throws ConfigException {
        Problems problems = new Problems();
        String text = SourceText.of(file, contents);
        TomlParseResult toml =
                TomlDocument.read(text, problems)
                        .orElseThrow(() -> new ConfigException(file, problems.errors()));
        if (toml.isEmpty()) {
            problems.error(
                    Problem.WHOLE_FILE,
                    "the file configures nothing",
                    "let `init` write a configuration to start from");
            throw new ConfigException(file, problems.errors());
        }
        Section root = new Section(toml, "the file", 1, problems);
        return read(file, root, new Places(base, home, problems));
    }

    private static Config read(String file, Section root, Places places) throws ConfigException {
        Problems problems = places.problems();
        FileUses files = new FileUses(problems);
        KnownChains known = new KnownChains(problems);
        Keys keys = new Keys(problems);

        ChainReader chainReader = new ChainReader(known, places, files);
        List<Section> chainSections = root.tables("chain", "[[chain]]");
        List<Located<ChainSettings>> chains =
                chainSections.stream().map(chainReader::read).flatMap(Optional::stream).toList();
        new ProviderReader(known, keys, places, files).read(root);
        ValidatorReader validatorReader = new ValidatorReader(known, keys, places, files);
        List<Section> validatorSections = root.tables("validator", "[[validator]]");
        List<Located<ValidatorSettings>> validators =
                validatorSections.stream()
                        .map(validatorReader::read)
                        .flatMap(Optional::stream)
                        .toList();
        TxSignerReader txSignerReader = new TxSignerReader(known, keys, places, files);
        List<Located<TxSignerSettings>> txSigners =
                root.tables("tx_signer", "[[tx_signer]]").stream()
                        .map(txSignerReader::read)
                        .flatMap(Optional::stream)
                        .toList();
        Optional<AuditSettings> audit =
                root.table("audit").map(s -> new AuditReader(places).read(s.titled("[audit]")));
        root.refuseOthers();

        if (root.hasLike("chain") || (root.has("chain") && chainSections.isEmpty())) {
            known.missOne();
        }
        known.reportUndeclared();
        known.warnOfUnserved(chains);
        if (!problems.errors().isEmpty()) {
            throw new ConfigException(file, problems.errors());
        }
        Check.that(
                chains.size() == chainSections.size()
                        && validators.size() == validatorSections.size(),
                "a section is dropped only with an error");
        return new Config(
                file, chains, validators, keys.providers(), txSigners, audit, problems.warnings());
    }
}
