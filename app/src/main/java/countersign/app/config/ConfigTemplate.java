package countersign.app.config;

import java.nio.file.Path;
import java.util.List;

/// The configuration that `init` writes: one chain, one key file and one node for each network. It
/// starts as it is once the key files are there; the nodes are expected on this machine.
public final class ConfigTemplate {
    /// The port of the first node; each further one has the next.
    private static final int PORT = 26_658;

    private final List<Network> networks;
    private final Path home;
    private final boolean audited;

    /// `home` is the directory of the configuration, absolute, so that the text means the same from
    /// every working directory. `networks` must not be empty nor name a network twice. Only an
    /// `audited` configuration is no longer one that tmkms itself can read.
    public ConfigTemplate(List<Network> networks, Path home, boolean audited) {
        this.networks = List.copyOf(networks);
        this.home = home;
        this.audited = audited;
    }

    /// The key that proves to nodes who this signer is.
    public Path identityKey() {
        return home.resolve("secrets").resolve("kms-identity.key");
    }

    /// The consensus key of a network.
    public Path consensusKey(Network network) {
        return home.resolve("secrets").resolve(network.chainId() + "-consensus.key");
    }

    /// The text of the file, in tmkms' order and with its headings.
    public String text() {
        StringBuilder text =
                new StringBuilder(
                        "# Tendermint KMS configuration file\n\n## Chain Configuration\n\n");
        networks.forEach(network -> text.append(chain(network)));
        text.append("## Signing Provider Configuration\n\n");
        text.append("### Software-based Signer Configuration\n\n");
        networks.forEach(network -> text.append(key(network)));
        text.append("## Validator Configuration\n");
        for (int i = 0; i < networks.size(); i++) {
            text.append('\n').append(validator(networks.get(i), PORT + i));
        }
        text.append('\n').append(txSigner(networks.getFirst()));
        return audited ? text.append('\n').append(audit()).toString() : text.toString();
    }

    /// Works once the signs of comments are deleted and the account's address is written.
    private String txSigner(Network network) {
        return """
        ## Transaction Signer Configuration

        # An account whose transactions are signed for a service of yours. Make its key with
        # `softsign keygen -t account`; `keys list` shows its address.

        #[[providers.softsign]]
        #chain_ids = ["%1$s"]
        #key_type = "account"
        #path = %2$s

        #[[tx_signer]]
        #chain_id = "%1$s"
        #format = "direct"
        #account_address = "the account's address"
        #poll_interval = { blocks = 5, min_secs = 5 }
        #source = { protocol = "jsonrpc", uri = "http://127.0.0.1:23456/transactions" }
        #rpc = { addr = "tcp://127.0.0.1:26657" }
        #journal = %3$s

        # What is not named here is not signed; `tx check` tries it out.
        #[tx_signer.policy]
        #fee_max = ["5000uatom"]
        #gas_max = 300000

        #[[tx_signer.policy.message]]
        #type = "/cosmos.gov.v1.MsgVote"
        #max_per_day = 10
        #fields = [
        #    { path = "voter", in = ["the account's address"] },
        #    { path = "proposal_id", any = true },
        #    { path = "option", any = true },
        #]
        """
                .formatted(
                        network.chainId(),
                        TomlText.quoted(
                                home.resolve("secrets")
                                        .resolve(network.chainId() + "-account.key")
                                        .toString()),
                        TomlText.quoted(
                                home.resolve("state")
                                        .resolve(network.chainId() + "-tx.journal")
                                        .toString()));
    }

    private String audit() {
        return """
        ## Audit: every signature and refusal, in files that show it when they are altered

        [audit]
        directory = %s
        """
                .formatted(TomlText.quoted(home.resolve("audit").toString()));
    }

    private String chain(Network network) {
        Path state = home.resolve("state").resolve(network.chainId() + "-consensus.json");
        return """
        ### %s Network

        [[chain]]
        id = "%s"
        key_format = { type = "bech32", account_key_prefix = "%s", consensus_key_prefix = "%s" }
        state_file = %s

        """
                .formatted(
                        network.title(),
                        network.chainId(),
                        network.accountPrefix(),
                        network.consensusPrefix(),
                        TomlText.quoted(state.toString()));
    }

    private String key(Network network) {
        return """
        # The validator's key: import it from the node's priv_validator_key.json, or generate it.
        [[providers.softsign]]
        chain_ids = ["%s"]
        key_type = "consensus"
        path = %s

        """
                .formatted(network.chainId(), TomlText.quoted(consensusKey(network).toString()));
    }

    private String validator(Network network, int port) {
        return """
        # addr is the node's priv_validator_laddr as seen from here.
        [[validator]]
        chain_id = "%s"
        addr = "tcp://localhost:%d"
        secret_key = %s
        reconnect = true
        """
                .formatted(network.chainId(), port, TomlText.quoted(identityKey().toString()));
    }
}
