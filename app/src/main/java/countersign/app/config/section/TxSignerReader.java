package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Checks `[[tx_signer]]`, which this build cannot act on.
final class TxSignerReader {
    private static final Pattern ADDRESS = Pattern.compile("[a-z0-9]+1[02-9ac-hj-np-z]{38}");

    private final KnownChains chains;
    private final Keys keys;
    private final Places places;
    private final FileUses files;
    private final Problems problems;

    TxSignerReader(KnownChains chains, Keys keys, Places places, FileUses files) {
        this.chains = chains;
        this.keys = keys;
        this.places = places;
        this.files = files;
        this.problems = places.problems();
    }

    void read(Section section) {
        Optional<ChainId> chain =
                section.requiredText("chain_id", "columbus-5").flatMap(id -> chains.named(id));
        places.requiredPath(section, "schema", "/path/to/schema.toml");
        section.requiredNumber("account_number", 0, Long.MAX_VALUE);
        section.requiredText("account_address", "terra1…").ifPresent(this::checkAddress);
        section.text("context");
        section.requiredTable("acl", "{ msg_type = [\"…\"] }").ifPresent(this::acl);
        section.requiredTable("poll_interval", "{ blocks = 5 }").ifPresent(this::pollInterval);
        section.requiredTable("source", "{ protocol = \"jsonrpc\", uri = \"https://…\" }")
                .ifPresent(this::source);
        section.requiredTable("rpc", "{ addr = \"tcp://localhost:26657\" }").ifPresent(this::rpc);
        places.requiredPath(section, "seq_file", "/path/to/account-seq.json")
                .ifPresent(file -> files.add(file, "a transaction signer's seq_file"));
        section.refuseOthers();
        if (chain.isPresent() && !keys.hasAccountKey(chain.get())) {
            problems.error(
                    section.line(),
                    "chain `" + chain.get() + "` has no account key for its [[tx_signer]]",
                    "add [[providers.softsign]] with key_type = \"account\" for the chain");
        }
        problems.warn(
                section.line(),
                "not supported by this build: [[tx_signer]]",
                "no transaction is signed; the validators of this file are served");
    }

    private void checkAddress(Located<String> address) {
        if (!ADDRESS.matcher(address.value()).matches()) {
            problems.error(
                    address.line(),
                    "account_address %s is not an account address"
                            .formatted(SourceText.quoted(address.value())),
                    "copy it from the chain's command line, lower case, as in terra1…");
        }
    }

    private void acl(Section acl) {
        if (acl.has("msg_type")) {
            acl.requiredTexts("msg_type", "oracle/MsgExchangeRateVote");
        }
        acl.refuseOthers();
    }

    private void pollInterval(Section interval) {
        interval.requiredNumber("blocks", 1, Integer.MAX_VALUE);
        interval.number("min_secs", 0, Integer.MAX_VALUE);
        interval.ignoreOthers();
    }

    private void source(Section source) {
        source.requiredText("protocol", "jsonrpc");
        source.choice("protocol", List.of("jsonrpc"), Function.identity());
        checkUrl(source.requiredText("uri", "https://…"), List.of("http", "https"));
        source.ignoreOthers();
    }

    private void rpc(Section rpc) {
        checkUrl(rpc.requiredText("addr", "tcp://localhost:26657"), List.of("tcp"));
        rpc.refuseOthers();
    }

    private void checkUrl(Optional<Located<String>> url, List<String> schemes) {
        if (url.isPresent() && !AddressReader.hasScheme(url.get().value(), schemes)) {
            problems.error(
                    url.get().line(),
                    "%s is not an address of the kind wanted here"
                            .formatted(SourceText.quoted(url.get().value())),
                    "start it with " + String.join(":// or ", schemes) + "://");
        }
    }
}
