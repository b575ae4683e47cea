package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.tx.AccountSettings;
import countersign.app.config.tx.TxSignerSettings;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.Bech32;
import countersign.consensus.KeyText;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;
import countersign.tx.once.AccountSigner;

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
import java.util.stream.Collectors;

/// Every key that a configuration names, opened: those that sign, and those of the connections.
///
/// A key is opened either for consensus or for transactions, and comes out as what signs the one or
/// the other: nothing here gives a validator's key to whoever signs transactions.
public final class ConfiguredKeys implements AutoCloseable {
    private final Config config;
    private final Map<ConfiguredKey, ConsensusSigner> signing = new LinkedHashMap<>();
    private final Map<ConfiguredKey, AccountSigner> accounts = new LinkedHashMap<>();
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
        for (Located<TxSignerSettings> signer : config.txSigners()) {
            keys.findAccount(signer.value(), problems);
        }
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

    /// The key of an account of the configuration.
    public AccountSigner account(AccountSettings account) {
        return ofAccount(account).orElseThrow(() -> new Bug("every account has its key"));
    }

    /// The account key that this key is, where it is one.
    public Optional<AccountSigner> account(ConfiguredKey key) {
        return Optional.ofNullable(accounts.get(key));
    }

    private Optional<AccountSigner> ofAccount(AccountSettings account) {
        Bytes address = Bech32.decode(account.address().value()).data();
        return account.keys().stream()
                .flatMap(key -> account(key).stream())
                .filter(signer -> signer.publicKey().address().equals(address))
                .findFirst();
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
        accounts.values().forEach(AccountSigner::close);
        connecting.values().forEach(ConnectionKey::close);
    }

    private void openSigning(Backends backends, ProviderSettings settings, List<Problem> problems) {
        try {
            Optional<Provider> provider = backends.of(settings);
            if (provider.isPresent()) {
                var handles = provider.get().open();
                Check.that(handles.size() == settings.keys().size(), "a handle for every key");
                Iterator<ConfiguredKey> keys = settings.keys().iterator();
                for (var handle : handles) {
                    ConfiguredKey key = keys.next();
                    if (!isForTransactions(key)) {
                        signing.put(key, new ConsensusSigner(handle));
                    } else if (handle.publicKey().type() == KeyType.SECP256K1) {
                        accounts.put(key, new AccountSigner(handle, Ticker.SYSTEM));
                    } else {
                        handle.close();
                        problems.add(
                                new Problem(
                                        config.origin(key.line())
                                                + "this key is to sign transactions, but is a"
                                                + " consensus key (Ed25519)",
                                        "make an account key: `softsign keygen -t account`, or on"
                                                + " the device a secp256k1 key"));
                    }
                }
            }
        } catch (Failure e) {
            problems.addAll(e.problems());
        } catch (ProviderException e) {
            String section = "[[providers." + settings.kind().section() + "]]: ";
            problems.add(new Problem(config.file() + ": " + section + e.what(), e.next()));
        }
    }

    /// An account key that validates for want of a consensus key signs no transactions.
    private boolean isForTransactions(ConfiguredKey key) {
        return key.role() == KeyRole.ACCOUNT
                && config.validators().stream().noneMatch(v -> v.value().key().equals(key));
    }

    private void findAccount(TxSignerSettings signer, List<Problem> problems) {
        AccountSettings account = signer.account();
        boolean allOpen = account.keys().stream().allMatch(key -> account(key).isPresent());
        if (!allOpen || ofAccount(account).isPresent()) {
            return;
        }
        String held =
                account.keys().stream()
                        .map(
                                key ->
                                        KeyText.bech32Address(
                                                        account(key).orElseThrow().publicKey(),
                                                        account.prefix())
                                                + " (line "
                                                + key.line()
                                                + ")")
                        .collect(Collectors.joining(", "));
        problems.add(
                new Problem(
                        "%sno account key of chain %s has the address %s: there is %s"
                                .formatted(
                                        config.origin(account.address().line()),
                                        signer.chain(),
                                        account.address().value(),
                                        held),
                        "correct account_address, or name the account's key file; a file that"
                                + " `softsign keygen -t consensus` made holds no account key"));
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
        Map<ConfiguredKey, PublicKey> all = new LinkedHashMap<>();
        signing.forEach((key, signer) -> all.put(key, signer.publicKey()));
        accounts.forEach((key, signer) -> all.put(key, signer.publicKey()));
        all.forEach(
                (key, shown) -> {
                    ConfiguredKey twin = seen.putIfAbsent(shown, key);
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
