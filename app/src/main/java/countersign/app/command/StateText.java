package countersign.app.command;

import countersign.app.state.StatePlace;
import countersign.consensus.BlockId;
import countersign.consensus.Hrs;
import countersign.guard.Mark;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;

/// One state as one line, for people or as JSON.
final class StateText {
    private static final JsonFactory JSON = new JsonFactory();

    private StateText() {}

    static String of(StatePlace place, Mark mark, boolean json) {
        return json ? json(place, mark) : text(place, mark);
    }

    private static String text(StatePlace place, Mark mark) {
        return place.chain() + " " + place.key().address().upperHex() + " " + words(mark);
    }

    /// A mark alone.
    static String words(Mark mark) {
        return switch (mark) {
            case Mark.Unsigned() -> "nothing signed yet";
            case Mark.Burnt(Hrs hrs) -> "nothing is signed up to " + words(hrs);
            case Mark.Held(var message) ->
                    message.kind()
                            + ":"
                            + message.blockId().prefix()
                            + " at h/r/s "
                            + message.hrs();
        };
    }

    private static String words(Hrs hrs) {
        return hrs.round() == Integer.MAX_VALUE
                ? "height " + hrs.height() + ", all rounds"
                : "h/r/s " + hrs;
    }

    private static String json(StatePlace place, Mark mark) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("chain", place.chain().value());
            json.writeStringProperty("address", place.key().address().upperHex());
            json.writeStringProperty("file", place.file().toString());
            switch (mark) {
                case Mark.Unsigned() -> json.writeStringProperty("mark", "unsigned");
                case Mark.Burnt(Hrs hrs) -> {
                    json.writeStringProperty("mark", "burnt");
                    write(json, hrs);
                }
                case Mark.Held(var message) -> {
                    json.writeStringProperty("mark", "held");
                    write(json, message.hrs());
                    write(json, message.kind(), message.blockId());
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Hrs hrs) {
        json.writeNumberProperty("height", hrs.height());
        json.writeNumberProperty("round", hrs.round());
        json.writeNumberProperty("step", hrs.step().number() - 1);
    }

    private static void write(JsonGenerator json, String kind, BlockId block) {
        json.writeStringProperty("type", kind);
        json.writeStringProperty("block", block.hash().upperHex());
    }
}
