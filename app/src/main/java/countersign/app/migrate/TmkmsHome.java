package countersign.app.migrate;

import countersign.app.config.Config;
import countersign.app.config.ConfigException;
import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.StateSettings;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.HsmDevice;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.section.ConfigFile;
import countersign.app.key.KeyFiles;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.Served;
import countersign.app.state.ServedNote;
import countersign.app.state.StatePlace;
import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.guard.Mark;
import countersign.tx.once.AccountSigner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The home of tmkms: its `tmkms.toml`, which is ours as well, and the keys and states it names.
/// The text is kept but for its paths.
public final class TmkmsHome {
    private static final String SECRETS = "secrets";
    private static final String STATE = "state";
    private static final String AUDIT = "audit";

    private final OldConfiguration old;
    private final Findings findings;
    private final TomlPaths paths = new TomlPaths();

    private TmkmsHome(OldConfiguration old, Findings findings) {
        this.old = old;
        this.findings = findings;
    }

    /// The plan for this configuration, or everything that is in its way.
    public static Plan read(Wanted wanted, OldConfiguration old, Shell shell) throws Failure {
        return new TmkmsHome(old, new Findings(wanted, shell)).read(shell);
    }

    private Plan read(Shell shell) throws Failure {
        Config config = old.config();
        if (config.validators().isEmpty()) {
            findings.problem(old.file() + " has no [[validator]]: there is no node to serve", "");
        }
        if (!config.txSigners().isEmpty()) {
            // A journal that stays behind would have forgotten what is on its way to the chain.
            findings.problem(
                    old.file() + ": a [[tx_signer]] with its schema and journal is not moved",
                    "take [[tx_signer]] out here; once the new home has signed votes, move the"
                            + " section, all files it names and its journal there by hand");
        }
        config.providers().forEach(this::movePaths);
        config.validators().forEach(this::movePaths);
        config.chains().forEach(chain -> movePaths(chain.value().state()));
        // The new home begins an audit of its own: the old one ends where the old signer did.
        config.audit().ifPresent(audit -> paths.moveFolder(audit.directory(), AUDIT));
        findings.requireNoProblems();
        try (ConfiguredKeys keys = ConfiguredKeys.open(config, new KeyFiles(shell))) {
            moveKeys(config, keys);
            Served.places(config, keys).values().forEach(this::takeState);
        }
        requireThatAllIsMoved();
        return findings.plan(
                old.file() + ", its paths adjusted and all else as it was",
                this::text,
                "stop tmkms, and never start it again with these keys (systemctl disable"
                        + " --now tmkms)");
    }

    private void movePaths(ProviderSettings provider) {
        switch (provider) {
            case ProviderSettings.Softsign soft ->
                    filesOf(soft)
                            .forEach(
                                    file -> {
                                        requirePlain(file);
                                        paths.move(file, SECRETS);
                                    });
            case ProviderSettings.YubiHsm yubihsm ->
                    passwordFiles(yubihsm)
                            .forEach(
                                    file -> {
                                        requirePlain(file.value());
                                        paths.move(file.value(), SECRETS);
                                    });
            case ProviderSettings.Pkcs11 _ ->
                    findings.problem(
                            old.file() + ": a PKCS#11 token and its PIN are not moved",
                            "take [[providers.pkcs11]] and its validators out here, and write them"
                                    + " into the new home's tmkms.toml");
            case ProviderSettings.Ledger _ -> {
                // The device is named by nothing that moves.
            }
            case ProviderSettings.Fortanix fortanix -> requireInline(fortanix);
        }
    }

    private static List<Located<Path>> passwordFiles(ProviderSettings.YubiHsm yubihsm) {
        List<Located<Path>> files = new ArrayList<>();
        for (HsmDevice device : yubihsm.devices()) {
            if (device.password().value() instanceof SecretSource.File(Path file)) {
                files.add(new Located<>(file, device.password().line()));
            }
        }
        return files.stream().distinct().toList();
    }

    /// tmkms has the API key in its configuration, which moves as it is.
    private void requireInline(ProviderSettings.Fortanix fortanix) {
        boolean inline = fortanix.apiKey().value() instanceof SecretSource.Inline;
        if (!inline || fortanix.authorities().isPresent()) {
            findings.problem(
                    old.file() + ": the API key and the certificates of Fortanix DSM are not moved",
                    "take [[providers.fortanixdsm]] and its validators out here, and write them"
                            + " into the new home's tmkms.toml");
        }
    }

    private void movePaths(Located<ValidatorSettings> validator) {
        if (validator.value().node() instanceof NodeAddress.Tcp tcp) {
            requirePlain(tcp.secretKey().value());
            paths.move(tcp.secretKey().value(), SECRETS);
        }
    }

    private void movePaths(StateSettings state) {
        paths.moveFolder(state.directory(), STATE);
        if (state.tmkmsFileAskedFor()) {
            paths.move(state.tmkmsFile().value(), STATE);
        }
    }

    /// The key file and what opens it, so far as they are files: a credential of systemd's belongs
    /// to the service and stays where it is.
    private static List<Path> filesOf(ProviderSettings.Softsign soft) {
        return Stream.of(
                        Optional.of(soft.file().value()),
                        soft.lock().passphrase(),
                        soft.lock().identity())
                .flatMap(Optional::stream)
                .filter(SecretSource.File.class::isInstance)
                .map(SecretSource.File.class::cast)
                .map(SecretSource.File::path)
                .toList();
    }

    private void requirePlain(Path file) {
        try {
            findings.requirePlain(file);
        } catch (Failure e) {
            findings.problems(e);
        }
    }

    private void moveKeys(Config config, ConfiguredKeys keys) {
        for (ProviderSettings provider : config.providers()) {
            if (provider instanceof ProviderSettings.Softsign soft) {
                ConfiguredKey key = soft.key();
                PublicKey opened =
                        keys.account(key)
                                .map(AccountSigner::publicKey)
                                .orElseGet(() -> keys.signing(key).publicKey());
                String whose = Findings.whose(key.chains().getFirst(), opened);
                for (Path file : filesOf(soft)) {
                    boolean own = soft.file().value().equals(new SecretSource.File(file));
                    String what = own ? whose : "what opens " + whose;
                    findings.add(new KeyMove.Copied(file, paths.move(file, SECRETS), what));
                }
            } else if (provider instanceof ProviderSettings.YubiHsm yubihsm) {
                for (Located<Path> file : passwordFiles(yubihsm)) {
                    String target = paths.move(file.value(), SECRETS);
                    String what = "the password of a YubiHSM";
                    findings.add(new KeyMove.Copied(file.value(), target, what));
                }
            }
        }
        Set<Path> seen = new HashSet<>();
        for (Located<ValidatorSettings> validator : config.validators()) {
            if (validator.value().node() instanceof NodeAddress.Tcp tcp
                    && seen.add(tcp.secretKey().value())) {
                Path file = tcp.secretKey().value();
                String id = "the connection key " + keys.connecting(tcp).nodeId();
                findings.add(new KeyMove.Copied(file, paths.move(file, SECRETS), id));
            }
        }
    }

    /// tmkms' state and, where this program has served the home already, our own: the higher.
    private void takeState(StatePlace place) {
        try {
            Optional<Hrs> floor = place.tmkmsFloor();
            boolean ours = StatePlace.mayExist(place.file());
            List<Path> from = new ArrayList<>();
            if (StatePlace.mayExist(place.tmkmsFile())) {
                from.add(place.tmkmsFile());
            }
            Optional<Mark> mark =
                    from.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    floor.<Mark>map(Mark.Burnt::new).orElseGet(Mark.Unsigned::new));
            if (ours) {
                Optional<Mark> own = findings.ownMark(place);
                if (own.isEmpty()) {
                    return;
                }
                if (mark.isEmpty() || !mark.get().isAbove(own.get())) {
                    mark = own;
                    from = List.of(place.file());
                }
            }
            if (!ours && hasServed(place) && findings.floor(place.chain()).isEmpty()) {
                findings.problem(
                        "the state of "
                                + place
                                + " is lost: "
                                + old.file().getParent()
                                + " has served it, but "
                                + place.file()
                                + " does not exist",
                        "restore it, or name the last height that may have been signed with"
                                + " --height");
                return;
            }
            if (mark.isPresent() && mark.get().place().isEmpty()) {
                findings.note(
                        from.getFirst() + " says that nothing was ever signed on " + place.chain());
            }
            findings.state(place.chain(), place.key(), mark, from, place.tmkmsFile());
        } catch (Failure e) {
            findings.problems(e);
        }
    }

    /// What tmkms' file says may then be as old as the move to this program.
    private boolean hasServed(StatePlace place) throws Failure {
        return new ServedNote(old.file()).has(place.chain(), place.key());
    }

    private String text(Path home) {
        return paths.rewrite(
                old.text(),
                home,
                written -> {
                    String path = written.toString();
                    return path.equals("~") || path.startsWith("~/")
                            ? old.userHome().resolve(path.substring(1).replaceFirst("^/+", ""))
                            : old.base().resolve(written);
                });
    }

    /// Reads the new text as the next start will, and looks where it leads.
    private void requireThatAllIsMoved() throws Failure {
        Path home = findings.wanted().home();
        Config fresh;
        try {
            Bytes text = Bytes.of(text(home).getBytes(StandardCharsets.UTF_8));
            fresh = ConfigFile.read("tmkms.toml", text, home, old.userHome());
        } catch (ConfigException e) {
            // The plan will say what is wrong with it.
            return;
        }
        for (ProviderSettings provider : fresh.providers()) {
            if (provider instanceof ProviderSettings.Softsign soft) {
                int line = soft.file().line();
                filesOf(soft).forEach(file -> requireMoved(new Located<>(file, line)));
            } else if (provider instanceof ProviderSettings.YubiHsm yubihsm) {
                passwordFiles(yubihsm).forEach(this::requireMoved);
            }
        }
        for (Located<ValidatorSettings> validator : fresh.validators()) {
            if (validator.value().node() instanceof NodeAddress.Tcp tcp) {
                requireMoved(tcp.secretKey());
            }
        }
        fresh.chains().forEach(chain -> requireMoved(chain.value().state().tmkmsFile()));
        fresh.chains()
                .forEach(
                        chain ->
                                requireMoved(
                                        new Located<>(
                                                chain.value().state().directory(), chain.line())));
    }

    private void requireMoved(Located<Path> path) {
        if (!path.value().startsWith(findings.wanted().home())) {
            findings.problem(
                    leftBehind(path.line()),
                    "write it as `key = \"path\"` on one line, then try again");
        }
    }

    private String leftBehind(int line) {
        return old.file() + ":" + line + ": this path cannot be adjusted to the new home";
    }
}
