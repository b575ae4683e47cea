package countersign.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.section.ConfigFile;
import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

final class ConfigTemplateTest {
    @Test
    void commentedTransactionSigner_works() throws ConfigException {
        ConfigTemplate template =
                new ConfigTemplate(
                        List.of(Network.named("cosmoshub").orElseThrow()),
                        Path.of("/root/kms"),
                        true);
        String text =
                template.text()
                        .replaceAll("(?m)^#(?=[\\[\\]a-z]| {4}\\{)", "")
                        .replace(
                                "the account's address",
                                "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4");

        Config config =
                ConfigFile.read(
                        "tmkms.toml",
                        Bytes.of(text.getBytes(StandardCharsets.UTF_8)),
                        Path.of("/root/kms"),
                        Path.of("/root"));

        assertEquals(List.of(), config.warnings());
        assertEquals(1, config.txSigners().size());
    }

    @Test
    void templateOfAllNetworks_isReadWithoutWarning() throws ConfigException {
        Path home = Path.of("/root/kms");
        ConfigTemplate template = new ConfigTemplate(Network.KNOWN, home, true);

        Config config = read(template);

        assertEquals(List.of(), config.warnings());
        assertEquals(Network.KNOWN.size(), config.validators().size());
        Iterator<Located<ValidatorSettings>> validators = config.validators().iterator();
        for (Network network : Network.KNOWN) {
            ValidatorSettings validator = validators.next().value();
            assertEquals(network.chainId(), validator.chain());
            NodeAddress.Tcp node = assertInstanceOf(NodeAddress.Tcp.class, validator.node());
            assertEquals(Optional.empty(), node.peerId());
            assertEquals(template.identityKey(), node.secretKey().value());
            assertEquals(template.consensusKey(network), keyFile(config, validator.key()));
            ChainSettings chain = config.chain(validator.chain());
            assertEquals(home.resolve("state"), chain.state().directory());
            assertEquals(
                    new KeyFormat.Bech32(network.accountPrefix(), network.consensusPrefix()),
                    chain.keyFormat());
        }
    }

    @Test
    void homeWithSpecialCharacters_isQuoted() throws ConfigException {
        Path home = Path.of("/root/k\"m\\s\t ü");
        ConfigTemplate template =
                new ConfigTemplate(List.of(Network.named("osmosis").orElseThrow()), home, true);

        Config config = read(template);

        assertEquals(home.resolve("state"), config.chains().getFirst().value().state().directory());
    }

    @Test
    void template_namesNoProtocolVersionAndNoPlaceholderHost() {
        String text =
                new ConfigTemplate(
                                List.of(Network.named("cosmoshub").orElseThrow()),
                                Path.of("/k"),
                                false)
                        .text();
        assertFalse(text.contains("protocol_version"));
        assertFalse(text.contains("example"));
    }

    @Test
    void networkNames_areThoseOfTmkms() {
        assertEquals(
                List.of("cosmoshub", "irishub", "columbus", "sentinelhub", "osmosis", "core"),
                Network.words());
        assertEquals(Optional.of("core-1"), Network.named("core").map(n -> n.chainId().value()));
        assertEquals(Optional.empty(), Network.named("kira"));
    }

    private static Path keyFile(Config config, ConfiguredKey key) {
        for (ProviderSettings provider : config.providers()) {
            if (provider instanceof ProviderSettings.Softsign soft
                    && soft.key().equals(key)
                    && soft.file().value() instanceof SecretSource.File(Path path)) {
                return path;
            }
        }
        throw new AssertionError("no provider has " + key);
    }

    private static Config read(ConfigTemplate template) throws ConfigException {
        Bytes contents = Bytes.of(template.text().getBytes(StandardCharsets.UTF_8));
        return ConfigFile.read("tmkms.toml", contents, Path.of("/elsewhere"), Path.of("/home/op"));
    }
}
