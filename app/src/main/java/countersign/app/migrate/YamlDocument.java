package countersign.app.migrate;

import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.json.JsonValue;
import countersign.json.Spot;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a YAML configuration of another signer into the same values as JSON.
///
/// Built from the library's events, which it makes without recursion: nesting is limited before
/// anything is built, and anchors, with which a few lines become gigabytes, are refused.
final class YamlDocument {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final int DEPTH_MAX = 16;
    private static final int VALUES_MAX = 20_000;
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_.eE+-]*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern WORD = Pattern.compile("true|false|null|~|");

    private final Path file;
    private final Iterator<Event> events;
    private int values;

    private YamlDocument(Path file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    static JsonValue read(Path file) throws Failure {
        byte[] contents = PlainFile.read(file, "the configuration", BYTES_MAX);
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(contents))
                            .toString();
            LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
            return new YamlDocument(
                            file, new ParserImpl(settings, new StreamReader(settings, text)))
                    .document();
        } catch (MarkedYamlEngineException e) {
            Spot at = spot("$", e.getProblemMark());
            throw refused(file, at, String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw refused(file, new Spot("$", 1, 1), "this is no YAML");
        } catch (CharacterCodingException e) {
            throw refused(file, new Spot("$", 1, 1), "this is not UTF-8");
        }
    }

    private JsonValue document() throws Failure {
        Event event = events.next();
        while (event.getEventId() == Event.ID.StreamStart
                || event.getEventId() == Event.ID.DocumentStart
                || event.getEventId() == Event.ID.Comment) {
            event = events.next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw refused(file, new Spot("$", 1, 1), "there is nothing in it");
        }
        JsonValue whole = value(event, "$", 0);
        while (events.hasNext()) {
            Event more = events.next();
            if (more.getEventId() == Event.ID.DocumentStart) {
                throw refused(
                        file, spot("$", more.getStartMark()), "a second document begins here");
            }
        }
        return whole;
    }

    private JsonValue value(Event event, String path, int depth) throws Failure {
        Spot at = spot(path, event.getStartMark());
        values++;
        if (depth > DEPTH_MAX || values > VALUES_MAX) {
            throw refused(file, at, "this is nested too deeply, or too much");
        }
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw refused(file, at, "anchors and aliases are not read");
        }
        return switch (event) {
            case MappingStartEvent _ -> mapping(at, depth);
            case SequenceStartEvent _ -> sequence(at, depth);
            case ScalarEvent scalar -> scalar(at, scalar);
            default -> throw refused(file, at, "there is no value here");
        };
    }

    private JsonValue mapping(Spot at, int depth) throws Failure {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        Event event = next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(event instanceof ScalarEvent name)) {
                throw refused(file, spot(at.path(), event.getStartMark()), "a key must be text");
            }
            String path = at.member(CONTROL.matcher(name.getValue()).replaceAll("?"));
            JsonValue value = value(next(), path, depth + 1);
            if (members.put(name.getValue(), value) != null) {
                throw refused(file, spot(path, name.getStartMark()), "this key is there twice");
            }
            event = next();
        }
        return new JsonValue.Members(at, members);
    }

    private JsonValue sequence(Spot at, int depth) throws Failure {
        List<JsonValue> items = new ArrayList<>();
        Event event = next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(value(event, at.item(items.size()), depth + 1));
            event = next();
        }
        return new JsonValue.Items(at, items);
    }

    private Event next() {
        Event event = events.next();
        while (event.getEventId() == Event.ID.Comment) {
            event = events.next();
        }
        return event;
    }

    /// What is quoted is text, and so is all else that is neither a number nor a word.
    private JsonValue scalar(Spot at, ScalarEvent scalar) throws Failure {
        String text = scalar.getValue();
        if (CONTROL.matcher(text).find()) {
            throw refused(file, at, "there are control characters in this");
        }
        if (!scalar.isPlain()) {
            return new JsonValue.Text(at, text);
        }
        if (WORD.matcher(text).matches()) {
            return new JsonValue.Word(at, text.equals("~") || text.isEmpty() ? "null" : text);
        }
        return NUMBER.matcher(text).matches()
                ? new JsonValue.Numeral(at, text)
                : new JsonValue.Text(at, text);
    }

    private static Spot spot(String path, Optional<Mark> mark) {
        return new Spot(
                path,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1);
    }

    private static Failure refused(Path file, Spot at, String what) {
        return Failure.configuration(
                file + ":" + at + ": " + CONTROL.matcher(what).replaceAll("?"),
                "this is the configuration of the old signer: it must be one that it starts with");
    }
}
