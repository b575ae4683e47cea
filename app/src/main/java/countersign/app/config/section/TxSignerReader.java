package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.section.tx.EndpointReader;
import countersign.app.config.section.tx.PolicyReader;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.app.config.tx.AccountSettings;
import countersign.app.config.tx.FormatSettings;
import countersign.app.config.tx.NodeSettings;
import countersign.app.config.tx.SequenceSettings;
import countersign.app.config.tx.SourceSettings;
import countersign.app.config.tx.TlsSettings;
import countersign.app.config.tx.TxSignerSettings;
import countersign.consensus.Bech32;
import countersign.consensus.ChainId;
import countersign.tx.AccountNumber;
import countersign.tx.policy.Policy;
import countersign.tx.service.Dialect;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// Reads `[[tx_signer]]`: every key of tmkms, and ours beside them.
final class TxSignerReader {
    private static final int ADDRESS_BYTES = 20;
    private static final int DESCRIPTORS_MAX = 64;
    private static final int TIMEOUT_BLOCKS_MAX = 100_000;
    private static final long MINIMUM_SECONDS = 5;
    private static final URI NOWHERE = URI.create("http://localhost/");

    private final KnownChains chains;
    private final Keys keys;
    private final Places places;
    private final FileUses files;
    private final Problems problems;
    private final EndpointReader endpoints;

    // Which account is configured where.
    private final Map<String, Integer> lines = new HashMap<>();

    TxSignerReader(KnownChains chains, Keys keys, Places places, FileUses files) {
        this.chains = chains;
        this.keys = keys;
        this.places = places;
        this.files = files;
        this.problems = places.problems();
        this.endpoints = new EndpointReader(places);
    }

    /// Empty only with an error.
    Optional<Located<TxSignerSettings>> read(Section section) {
        int before = problems.errors().size();
        Optional<ChainId> chain =
                section.requiredText("chain_id", "columbus-5").flatMap(id -> chains.named(id));
        chain.ifPresent(chains::serve);
        FormatSettings format = format(section);
        Optional<AccountSettings> account = account(section, chain);
        Policy policy = new PolicyReader(problems).read(section, chain);
        SourceSettings source = source(section);
        NodeSettings node = node(section, format);
        section.refuseOthers();
        if (problems.errors().size() > before || chain.isEmpty() || account.isEmpty()) {
            return Optional.empty();
        }
        TxSignerSettings settings =
                new TxSignerSettings(chain.get(), account.get(), format, policy, source, node);
        return Optional.of(new Located<>(settings, section.line()));
    }

    private FormatSettings format(Section section) {
        String word =
                section.choice(
                                "format",
                                List.of("stdtx", "direct", "amino-json"),
                                Function.identity())
                        .orElse("stdtx");
        if (word.equals("stdtx")) {
            Optional<Located<Path>> schema =
                    places.requiredPath(section, "schema", "/path/to/schema.toml");
            refuse(section, "descriptors", "with the format \"stdtx\" there is a `schema` instead");
            schema.ifPresent(file -> files.add(file, "a transaction schema"));
            return new FormatSettings.StdTx(
                    schema.orElseGet(() -> new Located<>(places.base(), section.line())));
        }
        refuse(section, "schema", "it is for the format \"stdtx\"; others have `descriptors`");
        List<Located<String>> texts =
                section.has("descriptors")
                        ? section.requiredTexts("descriptors", "/path/to/descriptors.binpb")
                        : List.of();
        if (texts.size() > DESCRIPTORS_MAX) {
            problems.error(
                    section.lineOf("descriptors"),
                    "more than " + DESCRIPTORS_MAX + " files of descriptors",
                    "let `buf build` write them into one");
        }
        List<Located<Path>> descriptors =
                texts.stream()
                        .flatMap(text -> places.resolved("descriptors", text).stream())
                        .toList();
        return new FormatSettings.TxRaw(
                word.equals("direct") ? FormatSettings.Mode.DIRECT : FormatSettings.Mode.AMINO_JSON,
                descriptors);
    }

    private void refuse(Section section, String key, String why) {
        if (section.has(key)) {
            problems.error(
                    section.lineOf(key),
                    "`%s` in %s has no meaning here".formatted(key, section.title()),
                    why);
        }
    }

    private Optional<AccountSettings> account(Section section, Optional<ChainId> chain) {
        Optional<Located<String>> address =
                section.requiredText("account_address", "terra1…").filter(this::isAddress);
        Optional<SequenceSettings.Source> wanted =
                section.choice(
                        "sequence",
                        List.of(SequenceSettings.Source.values()),
                        SequenceSettings.Source::word);
        boolean filed = section.has("seq_file");
        SequenceSettings.Source source =
                wanted.orElse(filed ? SequenceSettings.Source.BOTH : SequenceSettings.Source.CHAIN);
        if (source != SequenceSettings.Source.CHAIN) {
            section.require("seq_file", "\"/path/to/account-seq.json\"");
        }
        if (source == SequenceSettings.Source.CHAIN) {
            refuse(section, "seq_file", "with `sequence = \"chain\"` there is no file");
        }
        Optional<AccountNumber> number = accountNumber(section);
        Optional<Located<Path>> file = places.path(section, "seq_file");
        Optional<Located<Path>> journal = places.path(section, "journal");
        file.ifPresent(path -> files.add(path, "the seq_file" + of(section)));
        Located<Path> place = journal.orElseGet(() -> usualJournal(section, file, chain, address));
        files.add(place, "the journal" + of(section));
        List<ConfiguredKey> able = chain.map(id -> accountKeys(id, section)).orElse(List.of());
        if (address.isEmpty()) {
            return Optional.empty();
        }
        chain.ifPresent(id -> refuseSecond(id, address.get(), section));
        return Optional.of(
                new AccountSettings(
                        able, address.get(), number, new SequenceSettings(source, file), place));
    }

    /// TOML has no number for the upper half of them.
    private Optional<AccountNumber> accountNumber(Section section) {
        if (!section.holds("account_number", String.class)) {
            OptionalLong number = section.number("account_number", 0, Long.MAX_VALUE);
            return number.isPresent()
                    ? Optional.of(new AccountNumber(number.getAsLong()))
                    : Optional.empty();
        }
        Optional<Located<String>> text = section.text("account_number");
        Optional<AccountNumber> number = text.map(Located::value).flatMap(AccountNumber::parse);
        if (text.isPresent() && number.isEmpty()) {
            problems.error(
                    text.get().line(),
                    "account_number %s is not the number of an account"
                            .formatted(SourceText.quoted(text.get().value())),
                    "write only digits, as the chain's command line tells them, or leave it out");
        }
        return number;
    }

    private static String of(Section section) {
        return " of the [[tx_signer]] on line " + section.line();
    }

    private Located<Path> usualJournal(
            Section section,
            Optional<Located<Path>> file,
            Optional<ChainId> chain,
            Optional<Located<String>> address) {
        String name =
                chain.map(ChainId::value).orElse("chain")
                        + "-"
                        + address.map(Located::value).orElse("account" + section.line())
                        + "-tx.journal";
        Path folder = file.map(Located::value).map(Path::getParent).orElse(places.base());
        return new Located<>(folder.resolve(name), section.line());
    }

    private List<ConfiguredKey> accountKeys(ChainId chain, Section section) {
        List<ConfiguredKey> able = keys.accountKeys(chain);
        if (able.isEmpty()) {
            problems.error(
                    section.line(),
                    "chain `" + chain + "` has no account key for its [[tx_signer]]",
                    "add [[providers.softsign]] with key_type = \"account\" for the chain");
        }
        for (ConfiguredKey key : able) {
            if (keys.validates(key)) {
                problems.error(
                        section.line(),
                        "the account key on line %d validates, for want of a consensus key: it may"
                                        .formatted(key.line())
                                + " not sign transactions too",
                        "give the [[tx_signer]] a key of its own, or the validator's chain a"
                                + " consensus key");
            }
        }
        return able;
    }

    private boolean isAddress(Located<String> address) {
        String fault;
        try {
            Bech32.Decoded decoded = Bech32.decode(address.value());
            if (decoded.data().length() == ADDRESS_BYTES
                    && address.value().equals(address.value().toLowerCase(Locale.ROOT))) {
                return true;
            }
            fault = "has %d bytes instead of 20".formatted(decoded.data().length());
        } catch (IllegalArgumentException e) {
            fault = String.valueOf(e.getMessage());
        }
        problems.error(
                address.line(),
                "account_address %s is not an account address: %s"
                        .formatted(SourceText.quoted(address.value()), fault),
                "copy it from the chain's command line, lower case, as in terra1…");
        return false;
    }

    private void refuseSecond(ChainId chain, Located<String> address, Section section) {
        Integer first = lines.putIfAbsent(chain + " " + address.value(), section.line());
        if (first != null) {
            problems.error(
                    address.line(),
                    "two [[tx_signer]] have the account %s, the other on line %d"
                            .formatted(SourceText.quoted(address.value()), first),
                    "their transactions would take each other's sequence: merge the two");
        }
    }

    private SourceSettings source(Section section) {
        Dialect dialect =
                section.choice(
                                "dialect",
                                List.of(Dialect.values()),
                                word -> word.name().toLowerCase(Locale.ROOT))
                        .orElse(Dialect.EITHER);
        String context = section.text("context").map(Located::value).orElse("");
        Optional<Section> interval = section.requiredTable("poll_interval", "{ blocks = 5 }");
        long blocks = 1;
        long seconds = MINIMUM_SECONDS;
        if (interval.isPresent()) {
            blocks = interval.get().requiredNumber("blocks", 1, Integer.MAX_VALUE).orElse(1);
            seconds = interval.get().number("min_secs", 0, Integer.MAX_VALUE).orElse(seconds);
            interval.get().ignoreOthers();
        }
        Optional<Section> source =
                section.requiredTable("source", "{ protocol = \"jsonrpc\", uri = \"https://…\" }");
        Optional<URI> uri = Optional.empty();
        TlsSettings tls = TlsSettings.USUAL;
        if (source.isPresent()) {
            source.get().requiredText("protocol", "jsonrpc");
            source.get().choice("protocol", List.of("jsonrpc"), Function.identity());
            source.get().require("uri", "\"https://…\"");
            uri = endpoints.address(source.get(), "uri", List.of("http", "https"));
            tls = endpoints.tls(source.get(), uri);
            source.get().ignoreOthers();
        }
        return new SourceSettings(
                uri.orElse(NOWHERE),
                dialect,
                context,
                tls,
                (int) blocks,
                Duration.ofSeconds(seconds));
    }

    private NodeSettings node(Section section, FormatSettings format) {
        Optional<Section> rpc =
                section.requiredTable("rpc", "{ addr = \"tcp://localhost:26657\" }");
        Optional<URI> uri = Optional.empty();
        TlsSettings tls = TlsSettings.USUAL;
        if (rpc.isPresent()) {
            rpc.get().require("addr", "\"tcp://localhost:26657\"");
            uri = endpoints.address(rpc.get(), "addr", List.of("tcp", "http", "https"));
            tls = endpoints.tls(rpc.get(), uri);
            rpc.get().refuseOthers();
        }
        OptionalLong blocks = section.number("timeout_blocks", 1, TIMEOUT_BLOCKS_MAX);
        if (format instanceof FormatSettings.StdTx) {
            refuse(section, "timeout_blocks", "a StdTx cannot say until when it may be included");
        }
        return new NodeSettings(
                uri.orElse(NOWHERE),
                tls,
                blocks.isPresent()
                        ? OptionalInt.of((int) blocks.getAsLong())
                        : OptionalInt.empty());
    }
}
