package countersign.app.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.Cli;
import countersign.app.config.Config;
import countersign.app.config.section.ConfigFile;
import countersign.app.config.tx.NodeSettings;
import countersign.app.config.tx.SourceSettings;
import countersign.app.config.tx.TxSignerSettings;
import countersign.bytes.Bytes;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcChain;
import countersign.tx.rpc.RpcException;
import countersign.tx.service.HttpService;
import countersign.tx.service.ServiceAnswer;
import countersign.tx.service.ServiceException;
import countersign.tx.service.ServiceSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A service and a node that demand a certificate, and have one of an authority of their own:
/// reached with what the configuration names, and with nothing less.
final class TlsFromConfigurationTest {
    private static final String AUTHORITY = ", ca_file = \"ca.pem\"";
    private static final String CLIENT =
            ", client_cert = \"client.pem\", client_key = \"secrets/client.key\"";

    @TempDir private Path folder = Path.of("unset");

    @BeforeEach
    void files() throws Exception {
        Cli cli = Cli.countersign(folder);
        cli.write("ca.pem", Files.readString(TlsServer.FILES.resolve("ca.pem")));
        cli.write("client.pem", Files.readString(TlsServer.FILES.resolve("client.pem")));
        cli.write("secrets/client.key", Files.readString(TlsServer.FILES.resolve("client.key")));
    }

    @Test
    void authorityAndClientCertificate_reachServiceAndNode() throws Exception {
        try (TlsServer server = TlsServer.start()) {
            Config config = config(server, AUTHORITY + CLIENT);
            assertEquals(7, status(config).height());
            assertEquals(ServiceAnswer.NOTHING, asked(config));
        }
    }

    @Test
    void withoutAuthority_serverIsNotBelieved() throws Exception {
        try (TlsServer server = TlsServer.start()) {
            Config config = config(server, CLIENT);
            RpcException node = assertThrows(RpcException.class, () -> status(config));
            assertTrue(node.what().contains("cannot be asked over TLS"), node.what());
            ServiceException service = assertThrows(ServiceException.class, () -> asked(config));
            assertTrue(service.what().contains("cannot be asked over TLS"), service.what());
        }
    }

    @Test
    void withoutClientCertificate_serverRefuses() throws Exception {
        try (TlsServer server = TlsServer.start()) {
            Config config = config(server, AUTHORITY);
            assertThrows(RpcException.class, () -> status(config));
            assertThrows(ServiceException.class, () -> asked(config));
        }
    }

    private static ChainStatus status(Config config) throws Exception {
        NodeSettings node = signer(config).node();
        try (RpcChain chain = new RpcChain(node.rpc(), new TlsContexts(config).of(node.tls()))) {
            return chain.status();
        }
    }

    private static ServiceAnswer asked(Config config) throws Exception {
        SourceSettings source = signer(config).source();
        ServiceSettings settings =
                new ServiceSettings(
                        source.uri(), source.dialect(), signer(config).chain(), source.context());
        ChainStatus status = new ChainStatus("columbus-3", "AB", "CD", 7, "", false);
        return new HttpService(settings, new TlsContexts(config).of(source.tls()))
                .ask(status, Optional.empty());
    }

    private static TxSignerSettings signer(Config config) {
        return config.txSigners().getFirst().value();
    }

    /// With the same keys for the service and for the node.
    private Config config(TlsServer server, String tls) throws Exception {
        String toml =
                """
                [[chain]]
                id = "columbus-3"
                key_format = { type = "bech32", account_key_prefix = "terrapub", \
                consensus_key_prefix = "terravalconspub" }

                [[providers.softsign]]
                chain_ids = ["columbus-3"]
                key_type = "account"
                path = "account.key"

                [[tx_signer]]
                chain_id = "columbus-3"
                schema = "schema.toml"
                account_address = "terra1rsqz503hdhrtyzpfyj6fczwr79l78q7utk5vrl"
                acl = { msg_type = ["oracle/MsgExchangeRateVote"] }
                poll_interval = { blocks = 5 }
                source = { protocol = "jsonrpc", uri = "https://127.0.0.1:%1$d/prices"%2$s }
                rpc = { addr = "https://127.0.0.1:%1$d"%2$s }
                """
                        .formatted(server.port(), tls);
        Bytes contents = Bytes.of(toml.getBytes(StandardCharsets.UTF_8));
        return ConfigFile.read("tmkms.toml", contents, folder, folder);
    }
}
