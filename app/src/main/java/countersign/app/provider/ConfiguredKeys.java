package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.PublicKey;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Every key that a configuration names, opened: those that sign, and those of the connections.
public final class ConfiguredKeys implements AutoCloseable {
    private final Config config;
    private final Map<ConfiguredKey, ConsensusSigner> signing = new LinkedHashMap<>();
    private final Map<Path, ConnectionKey> connecting = new LinkedHashMap<>();

    private ConfiguredKeys(Config config) {
        this.config = config;
    }

    /// Opens all keys, or none: the failure names every key that cannot be used, with its line.
    public static ConfiguredKeys open(Config config, KeyFiles files) throws Failure {
        return open(new Backends(config, files, files::warn, false), config, files);
    }

    /// The same for the signer itself, with the connectors that it is to offer. `tell` hears, from
    /// any thread, of devices that fail or recover meanwhile.
    public static ConfiguredKeys serve(Config config, KeyFiles files, Consumer<String> tell)
            throws Failure {
        return open(new Backends(config, files, tell, true), config, files);
    }

    private static ConfiguredKeys open(Backends backends, Config config, KeyFiles files)
            throws Failure {
        ConfiguredKeys keys = new ConfiguredKeys(config);
        List<Problem> problems = new ArrayList<>();
        for (ProviderSettings provider : config.providers()) {
            keys.openSigning(backends, provider, problems);
        }
        for (Located<ValidatorSettings> validator : config.validators()) {
            keys.openConnecting(validator.value().node(), files, problems);
        }
        keys.findTwins(problems);
        if (!problems.isEmpty()) {
            keys.close();
            throw new Failure(Fault.CONFIGURATION, problems);
        }
        return keys;
    }

    /// A key that a validator of the configuration uses.
    public ConsensusSigner signing(ConfiguredKey key) {
        return Objects.requireNonNull(signing.get(key), "every configured key is open");
    }

    /// The connection key of a TCP node of the configuration.
    public ConnectionKey connecting(NodeAddress.Tcp node) {
        Path file = node.secretKey().value();
        return Objects.requireNonNull(connecting.get(file), "every connection key is open");
    }

    /// The node ids of all connection keys, each once.
    public List<String> nodeIds() {
        return connecting.values().stream().map(ConnectionKey::nodeId).distinct().toList();
    }

    @Override
    public void close() {
        signing.values().forEach(ConsensusSigner::close);
        connecting.values().forEach(ConnectionKey::close);
    }

    private void openSigning(Backends backends, ProviderSettings settings, List<Problem> problems) {
        try {
            Optional<Provider> provider = backends.of(settings);
            if (provider.isPresent()) {
                List<ConsensusSigner> signers =
                        provider.get().open().stream().map(ConsensusSigner::new).toList();
                Check.that(signers.size() == settings.keys().size(), "a handle for every key");
                Iterator<ConfiguredKey> keys = settings.keys().iterator();
                signers.forEach(signer -> signing.put(keys.next(), signer));
            }
        } catch (Failure e) {
            problems.addAll(e.problems());
        } catch (ProviderException e) {
            String section = "[[providers." + settings.kind().section() + "]]: ";
            problems.add(new Problem(config.file() + ": " + section + e.what(), e.next()));
        }
    }

    private void openConnecting(NodeAddress node, KeyFiles files, List<Problem> problems) {
        switch (node) {
            case NodeAddress.Tcp tcp -> {
                Located<Path> file = tcp.secretKey();
                if (connecting.containsKey(file.value())) {
                    return;
                }
                try {
                    String origin = config.origin(file.line());
                    connecting.put(file.value(), files.readConnectionKey(file.value(), origin));
                } catch (Failure e) {
                    problems.addAll(e.problems());
                }
            }
            case NodeAddress.Unix _ -> {
                // A socket file has no keys.
            }
        }
    }

    /// One key in two roles: what one of them gives away the other loses.
    private void findTwins(List<Problem> problems) {
        Map<PublicKey, ConfiguredKey> seen = new HashMap<>();
        signing.forEach(
                (key, handle) -> {
                    ConfiguredKey twin = seen.putIfAbsent(handle.publicKey(), key);
                    if (twin != null) {
                        problems.add(
                                new Problem(
                                        config.origin(key.line())
                                                + "this key is configured twice, first on line "
                                                + twin.line(),
                                        "delete one of the two and give the other all chain_ids"));
                    }
                });
        for (Map.Entry<Path, ConnectionKey> connection : connecting.entrySet()) {
            Bytes value = connection.getValue().publicKey();
            if (seen.keySet().stream().anyMatch(key -> key.value().equals(value))) {
                problems.add(
                        new Problem(
                                config.file()
                                        + ": the connection key "
                                        + connection.getKey()
                                        + " is a signing key too",
                                "make a connection key of its own with `softsign keygen`"));
            }
        }
    }
}
