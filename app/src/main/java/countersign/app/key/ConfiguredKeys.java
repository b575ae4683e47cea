package countersign.app.key;

import countersign.app.config.Config;
import countersign.app.config.ConfiguredKey;
import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.ProviderSettings;
import countersign.app.config.ValidatorSettings;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.PublicKey;
import countersign.keyring.ConsensusSigner;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.SoftsignProvider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Every key that a configuration names, opened: those that sign, and those of the connections.
public final class ConfiguredKeys implements AutoCloseable {
    private final Map<ConfiguredKey, ConsensusSigner> signing = new LinkedHashMap<>();
    private final Map<Path, ConnectionKey> connecting = new LinkedHashMap<>();

    private ConfiguredKeys() {}

    /// Opens all keys, or none: the failure names every key that cannot be used, with its line.
    public static ConfiguredKeys open(Config config, KeyFiles files) throws Failure {
        ConfiguredKeys keys = new ConfiguredKeys();
        List<Problem> problems = new ArrayList<>();
        for (ProviderSettings provider : config.providers()) {
            keys.openSigning(config, provider, files, problems);
        }
        for (Located<ValidatorSettings> validator : config.validators()) {
            keys.openConnecting(config, validator.value().node(), files, problems);
        }
        keys.findTwins(config, problems);
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

    private void openSigning(
            Config config, ProviderSettings provider, KeyFiles files, List<Problem> problems) {
        switch (provider) {
            case ProviderSettings.Softsign(var key, var format, var file) -> {
                try {
                    String origin = origin(config, file.line());
                    SoftKey soft = files.read(file.value(), format, key.role().keyType(), origin);
                    signing.put(
                            key,
                            new ConsensusSigner(
                                    new SoftsignProvider(List.of(soft)).open().getFirst()));
                } catch (Failure e) {
                    problems.addAll(e.problems());
                }
            }
            case ProviderSettings.Unavailable _ -> {
                // Nothing depends on its keys, and reading the configuration has warned of it.
            }
        }
    }

    private void openConnecting(
            Config config, NodeAddress node, KeyFiles files, List<Problem> problems) {
        switch (node) {
            case NodeAddress.Tcp tcp -> {
                Located<Path> file = tcp.secretKey();
                if (connecting.containsKey(file.value())) {
                    return;
                }
                try {
                    String origin = origin(config, file.line());
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
    private void findTwins(Config config, List<Problem> problems) {
        Map<PublicKey, ConfiguredKey> seen = new HashMap<>();
        signing.forEach(
                (key, handle) -> {
                    ConfiguredKey twin = seen.putIfAbsent(handle.publicKey(), key);
                    if (twin != null) {
                        problems.add(
                                new Problem(
                                        origin(config, key.line())
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

    private static String origin(Config config, int line) {
        Check.that(line > 0, "a key is configured on a line");
        return config.file() + ":" + line + ": ";
    }
}
