package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.provider.ledger.LedgerDevice;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `[[providers.ledgertm]]`.
final class LedgerReader {
    private static final Pattern SPECULOS = Pattern.compile("tcp://([A-Za-z0-9.-]+):([0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    private final Places places;
    private final Function<Section, ConfiguredKey> keyReader;

    /// `keyReader` reads `name`, `chain_ids` and `type`.
    LedgerReader(Places places, Function<Section, ConfiguredKey> keyReader) {
        this.places = places;
        this.keyReader = keyReader;
    }

    ProviderSettings read(Section section) {
        ConfiguredKey key = keyReader.apply(section);
        if (key.role() == KeyRole.ACCOUNT) {
            places.problems()
                    .error(
                            section.lineOf("type"),
                            "a Ledger with the validator app has no account key",
                            "write \"consensus\", or delete the line");
        }
        if (key.chains().size() > 1) {
            places.problems()
                    .error(
                            section.lineOf("chain_ids"),
                            "a Ledger remembers one height, whatever the chain: it cannot sign for"
                                    + " several",
                            "keep one chain, and the keys of the others elsewhere");
        }
        LedgerDevice device =
                section.text("device").flatMap(this::device).orElse(new LedgerDevice.Only());
        var pinned =
                new PublicKeyReader(places.problems()).read(section, KeyRole.CONSENSUS.keyType());
        section.refuseOthers();
        return new ProviderSettings.Ledger(key, device, pinned);
    }

    private Optional<LedgerDevice> device(Located<String> text) {
        if (!text.value().contains("://")) {
            return places.resolved("device", text).map(path -> new LedgerDevice.File(path.value()));
        }
        Matcher address = SPECULOS.matcher(text.value());
        int port = address.matches() ? Integer.parseInt(address.group(2)) : 0;
        if (port == 0 || port > PORT_MAX) {
            places.problems()
                    .error(
                            text.line(),
                            "`device`: %s is neither a file nor Speculos"
                                    .formatted(SourceText.quoted(text.value())),
                            "write /dev/hidrawN or tcp://HOST:PORT, or delete the line where only"
                                    + " one Ledger is plugged in");
            return Optional.empty();
        }
        return Optional.of(
                new LedgerDevice.Speculos(
                        InetSocketAddress.createUnresolved(address.group(1), port)));
    }
}
