package countersign.app.command.key;

import countersign.app.config.Config;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.key.KeySpelling;
import countersign.app.provider.Probed;
import countersign.app.tx.AccountText;
import countersign.consensus.ChainId;
import countersign.consensus.KeyText;
import countersign.consensus.PublicKey;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.KeyLimits;
import countersign.tx.once.AccountSigner;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One key as an operator sees it.
///
/// @param chains the chains it signs for, with the public key as each shows it, or an account's
///   address
record ListedKey(
        String provider,
        Optional<String> name,
        Map<String, String> chains,
        PublicKey key,
        KeyLimits limits,
        Probed probed) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS_PER_MILLI = 1e6;

    static ListedKey of(ConfiguredKey key, Config config, ConsensusSigner signer, Probed probed) {
        Map<String, String> chains = new LinkedHashMap<>();
        for (ChainId chain : key.chains()) {
            chains.put(
                    chain.value(),
                    KeySpelling.of(signer.publicKey(), config.chain(chain).keyFormat()));
        }
        return new ListedKey(
                signer.provider(), key.name(), chains, signer.publicKey(), signer.limits(), probed);
    }

    /// An account's key, shown by the addresses of its chains.
    static ListedKey of(ConfiguredKey key, Config config, AccountSigner signer) {
        Map<String, String> chains = new LinkedHashMap<>();
        for (ChainId chain : key.chains()) {
            chains.put(chain.value(), AccountText.of(signer.publicKey(), chain, config));
        }
        return new ListedKey(
                signer.provider(),
                key.name(),
                chains,
                signer.publicKey(),
                signer.limits(),
                new Probed.TransactionsOnly());
    }

    /// Some lines for people.
    String text() {
        StringBuilder text = new StringBuilder(provider);
        name.ifPresent(given -> text.append(' ').append(given));
        text.append(": ").append(key.type().cometName());
        text.append(' ').append(key.address().upperHex());
        chains.forEach((chain, shown) -> text.append("\n  %s  %s".formatted(chain, shown)));
        limitsInWords().forEach(limit -> text.append("\n  limit: ").append(limit));
        text.append("\n  probe: ").append(probeInWords());
        return text.toString();
    }

    private List<String> limitsInWords() {
        List<String> words = new ArrayList<>();
        if (limits.votesOnly()) {
            words.add("signs votes and proposals alone, no extensions");
        }
        if (limits.messageBytesMax() != Integer.MAX_VALUE) {
            words.add("signs at most %d bytes".formatted(limits.messageBytesMax()));
        }
        if (limits.roundMax() != Integer.MAX_VALUE) {
            words.add("signs no round above %d".formatted(limits.roundMax()));
        }
        if (limits.ownState()) {
            words.add("keeps a mark of its own, and signs nothing twice");
        }
        if (!limits.firstSignatureMax().isZero()) {
            words.add(
                    "somebody must agree to the first signature within %d s"
                            .formatted(limits.firstSignatureMax().toSeconds()));
        }
        return words;
    }

    private String probeInWords() {
        return switch (probed) {
            case Probed.Took(var median) ->
                    String.format(
                            Locale.ROOT,
                            "%.1f ms a signature, median of %d",
                            median.toNanos() / NANOS_PER_MILLI,
                            Probed.PROBES);
            case Probed.VotesOnly() -> "none: it signs votes only, and shows with the first one";
            case Probed.TransactionsOnly() -> "none: it signs transactions only";
            case Probed.Failed(String what, String next) -> "failed: " + what + "; " + next;
        };
    }

    /// One line for programs.
    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("provider", provider);
            if (name.isPresent()) {
                json.writeStringProperty("name", name.get());
            }
            json.writeStringProperty("type", key.type().cometName());
            json.writeStringProperty("address", key.address().upperHex());
            json.writeStringProperty("public_key", KeyText.hex(key));
            json.writeArrayPropertyStart("chains");
            chains.forEach(
                    (chain, shown) -> {
                        json.writeStartObject();
                        json.writeStringProperty("id", chain);
                        json.writeStringProperty(isOfAccount() ? "address" : "public_key", shown);
                        json.writeEndObject();
                    });
            json.writeEndArray();
            writeLimits(json);
            writeProbe(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private boolean isOfAccount() {
        return probed instanceof Probed.TransactionsOnly;
    }

    /// A limit that there is none of is left out.
    private void writeLimits(JsonGenerator json) {
        json.writeObjectPropertyStart("limits");
        if (limits.messageBytesMax() != Integer.MAX_VALUE) {
            json.writeNumberProperty("message_bytes_max", limits.messageBytesMax());
        }
        if (limits.roundMax() != Integer.MAX_VALUE) {
            json.writeNumberProperty("round_max", limits.roundMax());
        }
        json.writeBooleanProperty("votes_only", limits.votesOnly());
        json.writeBooleanProperty("own_state", limits.ownState());
        if (!limits.firstSignatureMax().isZero()) {
            json.writeNumberProperty(
                    "first_signature_s_max", limits.firstSignatureMax().toSeconds());
        }
        json.writeEndObject();
    }

    private void writeProbe(JsonGenerator json) {
        switch (probed) {
            case Probed.Took(var median) ->
                    json.writeNumberProperty("probe_us", median.toNanos() / 1000);
            case Probed.TransactionsOnly() -> json.writeStringProperty("role", "account");
            case Probed.VotesOnly() -> {
                // `votes_only` says why there is none.
            }
            case Probed.Failed(String what, String next) -> {
                json.writeStringProperty("failed", what);
                json.writeStringProperty("next", next);
            }
        }
    }
}
