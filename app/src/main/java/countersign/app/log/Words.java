package countersign.app.log;

import countersign.app.log.LogLine.Field;
import countersign.app.shell.Persona;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.event.Event;
import countersign.event.LinkName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Every event in words. Where tmkms has a line for the same thing the words are its own, so that
/// searches and alerts written for tmkms keep working.
///
/// `spelling` writes a chain's public key as its configuration wants it.
record Words(Persona persona, BiFunction<ChainId, PublicKey, String> spelling) {

    private static final String TMKMS_REFUSED = "I/O error: Connection refused (os error 111): ";

    /// A line without its time: what an event says.
    record Said(Level level, String target, String message, List<Field> fields) {}

    Said of(Event event) {
        return switch (event) {
            case Event.KeyLoaded e -> keyLoaded(e);
            case Event.KeyLimited e -> keyLimited(e);
            case Event.PersonAwaited e -> personAwaited(e);
            case Event.Dialling e -> dialling(e);
            case Event.Connected(LinkName link) ->
                    on(link, Level.INFO, "session", " connected to validator successfully");
            case Event.PeerUnverified(LinkName link, String peerId) ->
                    on(
                            link,
                            Level.WARN,
                            "session",
                            ": unverified validator peer ID! (" + peerId + ")",
                            new Field.Text("peer_id", peerId));
            case Event.Disconnected e -> disconnected(e);
            case Event.Signed e -> signed(e);
            case Event.Repeated(LinkName link, ConsensusMessage message) ->
                    on(
                            link,
                            Level.INFO,
                            "session",
                            " repeated " + named(message) + " (the recorded answer)",
                            place(message));
            case Event.ExtensionSigned e -> extensionSigned(e);
            case Event.RawBytesSigned(LinkName link, String id, Duration took) ->
                    on(
                            link,
                            Level.INFO,
                            "session",
                            " signed raw bytes: " + id + millis(took),
                            new Field.Text("unique_id", id),
                            new Field.Whole("took_us", micros(took)));
            case Event.DoubleSignRefused e -> doubleSign(e);
            case Event.Refused(LinkName link, String what, String why) ->
                    on(
                            link,
                            Level.WARN,
                            "session",
                            " refused " + what + ": " + why,
                            new Field.Text("what", what),
                            new Field.Text("why", why));
            case Event.MarkAdvanced e -> markAdvanced(e);
            case Event.StateChanged e -> stateChanged(e);
            case Event.FloorLearned e -> floorLearned(e);
            case Event.FloorNotLearned(ChainId chain, String why, String next) ->
                    ofChain(chain, Level.WARN, "the chain's height is not known: ", why, next);
            case Event.FloorDoubted(ChainId chain, String why, String next) ->
                    ofChain(chain, Level.WARN, "", why, next);
            case Event.ChainPoisoned(ChainId chain, String why, String next) ->
                    ofChain(chain, Level.ERROR, "FATAL -- ", why, next);
            case Event.ProviderFailed e -> providerFailed(e);
            case Event.Stopped(LinkName link) -> on(link, Level.INFO, "client", " stopped");
        };
    }

    private static Said floorLearned(Event.FloorLearned event) {
        return new Said(
                Level.INFO,
                "chain::floor",
                "["
                        + event.chain()
                        + "] nothing new is signed up to height "
                        + event.height()
                        + ", which the chain has reached: "
                        + event.source(),
                withChain(
                        event.chain(),
                        new Field.Whole("height", event.height()),
                        new Field.Text("source", event.source())));
    }

    /// Something is wrong with a chain as a whole, whatever its links do.
    private static Said ofChain(ChainId chain, Level level, String about, String why, String next) {
        return new Said(
                level,
                level == Level.ERROR ? "client" : "chain::floor",
                "[" + chain + "] " + about + why + hint(next),
                withChain(chain, reason(why, next)));
    }

    private Said keyLoaded(Event.KeyLoaded event) {
        String key = spelling.apply(event.chain(), event.key());
        String algorithm =
                switch (event.key().type()) {
                    case ED25519 -> "Ed25519";
                    case SECP256K1 -> "ECDSA";
                };
        return new Said(
                Level.INFO,
                "keyring",
                "[keyring:" + event.provider() + "] added consensus " + algorithm + " key: " + key,
                withChain(
                        event.chain(),
                        new Field.Text("provider", event.provider()),
                        new Field.Text("public_key", key)));
    }

    private static Said keyLimited(Event.KeyLimited event) {
        return new Said(
                Level.WARN,
                "keyring",
                "[keyring:%s] [%s] %s%s"
                        .formatted(
                                event.provider(), event.chain(), event.what(), hint(event.next())),
                withChain(
                        event.chain(),
                        new Field.Text("provider", event.provider()),
                        new Field.Text("what", event.what()),
                        new Field.Text("next", event.next())));
    }

    private static Said personAwaited(Event.PersonAwaited event) {
        return on(
                event.link(),
                Level.WARN,
                "session",
                " the %s key asks a person before it signs %s: confirm it at the device within %d s"
                        .formatted(
                                event.provider(),
                                named(event.message()),
                                event.limit().toSeconds()),
                place(event.message()));
    }

    private static Said dialling(Event.Dialling event) {
        String text =
                event.nodeId().isEmpty()
                        ? "connecting to " + event.link().address()
                        : "KMS node ID: " + event.nodeId();
        return new Said(
                Level.INFO,
                event.nodeId().isEmpty() ? "connection::unix" : "connection::tcp",
                text,
                withLink(event.link(), new Field.Text("node_id", event.nodeId())));
    }

    /// Under the name tmkms the failure that every guide shows keeps tmkms' words in front.
    private Said disconnected(Event.Disconnected event) {
        boolean guided = persona == Persona.TMKMS && event.why().contains("Connection refused");
        String why = (guided ? TMKMS_REFUSED : "") + event.why();
        return on(
                event.link(),
                Level.ERROR,
                "client",
                " " + why + hint(event.next()),
                reason(event.why(), event.next()));
    }

    private static Said signed(Event.Signed event) {
        ConsensusMessage message = event.message();
        List<Field> fields = new ArrayList<>(List.of(place(message)));
        fields.add(new Field.Whole("took_us", micros(event.took())));
        return on(
                event.link(),
                Level.INFO,
                "session",
                " signed " + named(message) + millis(event.took()),
                fields.toArray(Field[]::new));
    }

    private static Said extensionSigned(Event.ExtensionSigned event) {
        Hrs hrs = event.hrs();
        return on(
                event.link(),
                Level.INFO,
                "session",
                " signed vote extension at h/r/s " + hrs + " (" + event.bytes() + " bytes)",
                new Field.Whole("height", hrs.height()),
                new Field.Whole("round", hrs.round()),
                new Field.Whole("extension_bytes", event.bytes()));
    }

    private static Said doubleSign(Event.DoubleSignRefused event) {
        ConsensusMessage asked = event.asked();
        String conflict = " (" + event.held() + " != " + asked.blockId().prefix() + ")";
        return on(
                event.link(),
                Level.ERROR,
                "session",
                " attempted double sign " + asked.kind() + " at h/r/s: " + asked.hrs() + conflict,
                place(asked));
    }

    private static Said providerFailed(Event.ProviderFailed event) {
        String why = event.provider() + ": " + event.why();
        return on(
                event.link(),
                Level.ERROR,
                "session",
                " signing operation failed: " + why + hint(event.next()),
                reason(why, event.next()));
    }

    private static Said markAdvanced(Event.MarkAdvanced event) {
        return new Said(
                Level.DEBUG,
                "chain::state",
                "["
                        + event.chain()
                        + "] mark of "
                        + event.validatorAddress().upperHex()
                        + " is at h/r/s "
                        + event.message().hrs(),
                withChain(event.chain(), place(event.message())));
    }

    private static Said stateChanged(Event.StateChanged event) {
        return new Said(
                Level.WARN,
                "commands::state",
                text(event),
                withChain(
                        event.chain(),
                        new Field.Text("command", event.command()),
                        new Field.Text("before", event.before()),
                        new Field.Text("after", event.after())));
    }

    static String text(Event.StateChanged event) {
        String before = event.before().isEmpty() ? "no state" : event.before();
        return "["
                + event.chain()
                + "] "
                + event.command()
                + ": state of "
                + event.validatorAddress().upperHex()
                + " changed from "
                + before
                + " to "
                + event.after();
    }

    private static Said on(
            LinkName link, Level level, String target, String text, Field... fields) {
        return new Said(level, target, "[" + link + "]" + text, withLink(link, fields));
    }

    private static List<Field> withLink(LinkName link, Field... fields) {
        List<Field> all = new ArrayList<>(withChain(link.chain()));
        all.add(new Field.Text("address", link.address()));
        all.addAll(List.of(fields));
        return all;
    }

    private static List<Field> withChain(ChainId chain, Field... fields) {
        List<Field> all = new ArrayList<>();
        all.add(new Field.Text("chain", chain.value()));
        all.addAll(List.of(fields));
        return all;
    }

    private static Field[] place(ConsensusMessage message) {
        Hrs hrs = message.hrs();
        return new Field[] {
            new Field.Text("type", message.kind()),
            new Field.Text("block", message.blockId().hash().upperHex()),
            new Field.Whole("height", hrs.height()),
            new Field.Whole("round", hrs.round()),
            new Field.Whole("step", hrs.step().number() - 1L)
        };
    }

    private static Field[] reason(String why, String next) {
        return new Field[] {new Field.Text("why", why), new Field.Text("next", next)};
    }

    private static String named(ConsensusMessage message) {
        return message.kind() + ":" + message.blockId().prefix() + " at h/r/s " + message.hrs();
    }

    private static String hint(String next) {
        return next.isEmpty() ? "" : "; hint: " + next;
    }

    private static String millis(Duration took) {
        return " (" + took.toMillis() + " ms)";
    }

    private static long micros(Duration took) {
        return took.toNanos() / 1000;
    }
}
