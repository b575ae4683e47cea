package countersign.app.interchange;

import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.json.Fields;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.Problems;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads an interchange file, or says everything that is wrong with it.
public final class InterchangeReader {
    /// No file is larger: some 20 000 marks.
    public static final int BYTES_MAX = 4 * 1024 * 1024;

    private static final int MARKS_MAX = 10_000;
    private static final int PROBLEMS_MAX = 50;
    private static final String NEXT = "have the signer that wrote it write it again";

    private final String file;
    private final Problems problems = new Problems(PROBLEMS_MAX);

    private InterchangeReader(String file) {
        this.file = file;
    }

    /// The JSON in a file, whatever it turns out to be.
    public static JsonValue json(Path file) throws Failure {
        byte[] contents = PlainFile.read(file, "the file", BYTES_MAX);
        try {
            return JsonDocument.parse(contents);
        } catch (JsonException e) {
            throw Failure.configuration(file + ":" + e.what(), NEXT);
        }
    }

    /// Whether this is an interchange file, of whatever version, and not another signer's state.
    public static boolean isInterchange(JsonValue json) {
        return json instanceof JsonValue.Members members
                && (members.values().containsKey("format")
                        || members.values().containsKey("marks"));
    }

    /// What the file named `file` says. The failure has every problem up to fifty.
    public static Interchange read(String file, JsonValue json) throws Failure {
        return new InterchangeReader(file).read(json);
    }

    private Interchange read(JsonValue json) throws Failure {
        if (!(json instanceof JsonValue.Members members)) {
            problems.add(json.at() + ": this is " + json.kind() + " instead of an object");
            throw failure();
        }
        Fields fields = new Fields(members, problems);
        requireVersion(fields);
        fields.optionalText("exported_by");
        fields.optionalText("exported_at").ifPresent(text -> requireInstant(fields, text));
        Optional<JsonValue.Items> items = fields.items("marks");
        fields.refuseOthers();
        List<ForeignMark> marks = new ArrayList<>();
        items.ifPresent(list -> readMarks(list, fields, marks));
        requireNoContradiction(marks);
        if (!problems.isEmpty()) {
            throw failure();
        }
        return new Interchange(file, marks);
    }

    /// Nothing else is said of a file that may mean something else by the same words.
    private void requireVersion(Fields fields) throws Failure {
        Optional<JsonValue.Text> format = fields.text("format");
        if (format.isPresent() && !format.get().value().equals(Interchange.FORMAT)) {
            fields.wrong(
                    format.get().at(),
                    Fields.shown(format.get().value()) + " is not " + Interchange.FORMAT);
        }
        Optional<JsonValue> written = fields.optional("version");
        fields.whole("version", Integer.MAX_VALUE)
                .ifPresent(
                        version -> {
                            if (version != Interchange.VERSION) {
                                fields.wrong(
                                        written.orElseThrow().at(),
                                        "this is version "
                                                + version
                                                + ", and this program reads version "
                                                + Interchange.VERSION);
                            }
                        });
        if (!problems.isEmpty()) {
            throw failure();
        }
    }

    private void readMarks(JsonValue.Items list, Fields fields, List<ForeignMark> marks) {
        if (list.values().size() > MARKS_MAX) {
            fields.wrong(
                    list.at(),
                    "there are " + list.values().size() + " marks, and at most " + MARKS_MAX);
            return;
        }
        for (JsonValue item : list.values()) {
            fields.members(item)
                    .flatMap(object -> new MarkReader(object, problems).read())
                    .ifPresent(marks::add);
        }
    }

    private void requireNoContradiction(List<ForeignMark> marks) {
        Map<ForeignMark.Where, ForeignMark> first = new HashMap<>();
        for (ForeignMark mark : marks) {
            if (mark.message().isPresent()) {
                ForeignMark other = first.putIfAbsent(mark.where(), mark);
                if (other != null && !other.message().equals(mark.message())) {
                    problems.add(
                            mark.at()
                                    + ": another message than in "
                                    + other.at().path()
                                    + " for the same height, round and step: this key has signed"
                                    + " twice");
                }
            }
        }
    }

    private static void requireInstant(Fields fields, JsonValue.Text text) {
        try {
            Instant.parse(text.value());
        } catch (DateTimeParseException e) {
            fields.wrong(text.at(), Fields.shown(text.value()) + " is no time of RFC 3339");
        }
    }

    private Failure failure() {
        List<Problem> all = new ArrayList<>();
        for (String problem : problems.first()) {
            all.add(new Problem(file + ":" + problem, ""));
        }
        int rest = problems.size() - problems.first().size();
        String more = rest == 0 ? "" : " (and " + rest + " more problems)";
        all.add(new Problem("nothing of " + file + " was taken over" + more, NEXT));
        return new Failure(Fault.CONFIGURATION, all);
    }
}
