package countersign.app.audit;

import countersign.app.audit.chain.ChainWords;
import countersign.app.audit.chain.Fields;
import countersign.app.audit.chain.Said;
import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.event.LinkName;

import java.time.Duration;
import java.time.Instant;

/// Every fact in the words and fields of `docs/audit.md`. Once released, a word keeps its meaning.
final class AuditWords {
    private AuditWords() {}

    /// Whether an event is a decision or says who was there. A link that is dialled is neither, nor
    /// is what a key could not sign; a mark that moves and a person who is awaited are followed by
    /// the line of what was signed, or of why it was not.
    static boolean isRecorded(Event event) {
        return switch (event) {
            case Event.Dialling _,
                    Event.MarkAdvanced _,
                    Event.KeyLimited _,
                    Event.PersonAwaited _ ->
                    false;
            case Event.KeyLoaded _,
                    Event.Connected _,
                    Event.PeerUnverified _,
                    Event.Disconnected _,
                    Event.Signed _,
                    Event.Repeated _,
                    Event.ExtensionSigned _,
                    Event.RawBytesSigned _,
                    Event.DoubleSignRefused _,
                    Event.Refused _,
                    Event.StateChanged _,
                    Event.FloorLearned _,
                    Event.FloorNotLearned _,
                    Event.FloorDoubted _,
                    Event.ChainPoisoned _,
                    Event.ProviderFailed _,
                    Event.Stopped _ ->
                    true;
        };
    }

    static Said of(Fact fact) {
        return switch (fact) {
            case Fact.Happened(Event event) -> of(event);
            case Fact.Started(String version) ->
                    new Said("started", new Fields().text("version", version));
            case Fact.Stopped() -> new Said("stopped", new Fields());
            case Fact.Lost(long entries) -> ChainWords.lost(entries);
            case Fact.FileBegun(String file, String previous, String broken) ->
                    ChainWords.file(file, previous, broken);
            case Fact.Resumed(Bytes torn) -> ChainWords.resumed(torn);
            case Fact.Dropped(String file) -> new Said("dropped", new Fields().text("file", file));
        };
    }

    private static Said of(Event event) {
        return switch (event) {
            case Event.KeyLoaded(var chain, String provider, var key) ->
                    new Said(
                            "key-loaded",
                            new Fields()
                                    .text("chain", chain.value())
                                    .text("provider", provider)
                                    .text("key_type", key.type().cometName())
                                    .text("public_key", key.value().upperHex())
                                    .text("validator", key.address().upperHex()));
            case Event.Connected(LinkName link) -> new Said("connected", on(link));
            case Event.PeerUnverified(LinkName link, String peerId) ->
                    new Said("peer-unverified", on(link).text("peer_id", peerId));
            case Event.Disconnected(LinkName link, String why, String _) ->
                    new Said("disconnected", on(link).text("why", why));
            case Event.Signed(LinkName link, ConsensusMessage message, Duration took) ->
                    new Said("signed", message(on(link), message).whole("took_us", micros(took)));
            case Event.Repeated(LinkName link, ConsensusMessage message) ->
                    new Said("repeated", message(on(link), message));
            case Event.ExtensionSigned(LinkName link, Hrs hrs, int bytes) ->
                    new Said(
                            "extension-signed",
                            place(on(link), hrs).whole("extension_bytes", bytes));
            case Event.RawBytesSigned(LinkName link, String id, Duration took) ->
                    new Said(
                            "raw-bytes-signed",
                            on(link).text("unique_id", id).whole("took_us", micros(took)));
            case Event.DoubleSignRefused(LinkName link, ConsensusMessage asked, String held) ->
                    new Said("double-sign-refused", message(on(link), asked).text("held", held));
            case Event.Refused(LinkName link, String what, String why) ->
                    new Said("refused", on(link).text("what", what).text("why", why));
            case Event.StateChanged e -> stateChanged(e);
            case Event.FloorLearned(var chain, long height, String source) ->
                    new Said(
                            "floor-learned",
                            new Fields()
                                    .text("chain", chain.value())
                                    .whole("height", height)
                                    .text("source", source));
            case Event.FloorNotLearned(var chain, String why, String _) ->
                    ofChain("floor-not-learned", chain, why);
            case Event.FloorDoubted(var chain, String why, String _) ->
                    ofChain("floor-doubted", chain, why);
            case Event.ChainPoisoned(var chain, String why, String _) ->
                    ofChain("chain-poisoned", chain, why);
            case Event.ProviderFailed(LinkName link, String provider, String why, String _) ->
                    new Said(
                            "provider-failed",
                            on(link).text("provider", provider).text("why", why));
            case Event.Stopped(LinkName link) -> new Said("link-stopped", on(link));
            case Event.Dialling _,
                    Event.MarkAdvanced _,
                    Event.KeyLimited _,
                    Event.PersonAwaited _ ->
                    throw new Bug("only what is recorded is put into words");
        };
    }

    private static Said ofChain(String what, ChainId chain, String why) {
        return new Said(what, new Fields().text("chain", chain.value()).text("why", why));
    }

    private static Said stateChanged(Event.StateChanged event) {
        return new Said(
                "state-changed",
                new Fields()
                        .text("chain", event.chain().value())
                        .text("validator", event.validatorAddress().upperHex())
                        .text("command", event.command())
                        .text("before", event.before())
                        .text("after", event.after()));
    }

    private static Fields on(LinkName link) {
        return new Fields().text("chain", link.chain().value()).text("address", link.address());
    }

    private static Fields message(Fields fields, ConsensusMessage message) {
        fields.text("type", message.kind());
        place(fields, message.hrs());
        switch (message) {
            case Vote _ -> {
                // A vote has no further fields of its own.
            }
            case Proposal(Hrs _, int polRound, var _, var _) -> fields.whole("pol_round", polRound);
        }
        Bytes parts = message.blockId().partsHash();
        Instant time =
                Instant.ofEpochSecond(message.timestamp().seconds(), message.timestamp().nanos());
        return fields.text("block", message.blockId().hash().upperHex())
                .text("parts", parts.upperHex())
                .whole("parts_total", message.blockId().partsTotal())
                .text("timestamp", time.toString());
    }

    /// Steps are counted from 0, as in tmkms' logs and in this program's.
    private static Fields place(Fields fields, Hrs hrs) {
        return fields.whole("height", hrs.height())
                .whole("round", hrs.round())
                .whole("step", hrs.step().number() - 1L);
    }

    private static long micros(Duration took) {
        return took.toNanos() / 1000;
    }
}
