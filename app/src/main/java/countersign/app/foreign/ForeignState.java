package countersign.app.foreign;

import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.json.Fields;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.Problems;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What another signer says it signed last. `place` is empty where nothing was signed yet.
public record ForeignState(Layout layout, Optional<Hrs> place) {
    private static final int BYTES_MAX = 64 * 1024;
    private static final String NEXT =
            "restore it from the signer that wrote it; if it is lost, find out the last height"
                    + " that this validator signed, move the file away and run"
                    + " `state init --height` with it";

    /// Reads a file of any layout that says all by itself. Anything that is not clearly one of them
    /// is a failure: a floor that is not understood must not be taken for none.
    public static ForeignState read(Path file) throws Failure {
        ForeignState state = read(file, Optional.empty());
        if (state.layout() == Layout.HORCRUX) {
            throw Failure.configuration(
                    file + " is a state of Horcrux, which keeps two and means the higher",
                    "make the state first, then `state import --from-format horcrux` with the"
                            + " folder of both");
        }
        return state;
    }

    /// Reads a file of the layout, or of any.
    public static ForeignState read(Path file, Optional<Layout> layout) throws Failure {
        byte[] contents = PlainFile.read(file, "the state", BYTES_MAX);
        return parse(file, contents, layout);
    }

    /// What the file with these contents says; `file` is its name in failures.
    public static ForeignState parse(Path file, byte[] contents, Optional<Layout> layout)
            throws Failure {
        if (contents.length == 0) {
            throw untrusted(
                    file, List.of("it is empty, as after a crash of the signer that wrote it"));
        }
        try {
            if (JsonDocument.parse(contents) instanceof JsonValue.Members members) {
                requireNoRank(file, members);
                Layout told = layout.or(() -> Layout.of(members)).orElseThrow(() -> unclear(file));
                return read(file, told.asIn(members), members);
            }
        } catch (JsonException e) {
            throw untrusted(file, List.of(e.what()));
        }
        throw untrusted(file, List.of("it is no JSON object"));
    }

    private static ForeignState read(Path file, Layout layout, JsonValue.Members members)
            throws Failure {
        Problems problems = new Problems();
        Fields fields = new Fields(members, problems);
        OptionalLong height =
                layout.heightIsText()
                        ? fields.wholeInText("height", Long.MAX_VALUE)
                        : fields.whole("height", Long.MAX_VALUE);
        OptionalLong round =
                layout.roundIsText()
                        ? fields.wholeInText("round", Integer.MAX_VALUE)
                        : fields.whole("round", Integer.MAX_VALUE);
        Optional<String> written = fields.required("step").flatMap(value -> step(value, layout));
        Optional<Step> step = written.flatMap(layout::step);
        if (step.isEmpty() && fields.has("step")) {
            fields.wrong(
                    fields.required("step").orElseThrow().at(),
                    "this is no step of " + layout.title());
        }
        layout.askForTheRest(fields);
        fields.refuseOthers();
        if (!problems.isEmpty()) {
            throw untrusted(file, problems.all());
        }
        boolean nothing =
                height.orElseThrow() == 0
                        && round.orElseThrow() == 0
                        && step.orElseThrow() == Step.PROPOSE;
        return new ForeignState(
                layout,
                nothing
                        ? Optional.empty()
                        : Optional.of(
                                new Hrs(
                                        height.getAsLong(),
                                        (int) round.orElseThrow(),
                                        step.orElseThrow())));
    }

    /// Every layout has its steps as numbers; Nebula's newer one has names.
    private static Optional<String> step(JsonValue value, Layout layout) {
        return switch (value) {
            case JsonValue.Numeral number -> Optional.of(number.written());
            case JsonValue.Text text when layout == Layout.NEBULA && !isNumber(text.value()) ->
                    Optional.of(text.value());
            case JsonValue.Text _, JsonValue.Members _, JsonValue.Items _, JsonValue.Word _ ->
                    Optional.empty();
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]+");
    }

    /// SignCTRL keeps two files, and this one does not say what was signed.
    private static void requireNoRank(Path file, JsonValue.Members members) throws Failure {
        if (members.values().containsKey("last_rank")) {
            throw Failure.configuration(
                    file + " is SignCTRL's rank and not what it signed",
                    "give the priv_validator_state.json that lies beside it");
        }
    }

    private static Failure unclear(Path file) {
        return Failure.configuration(
                "the state "
                        + file
                        + " could be of more than one signer, which count the steps"
                        + " differently",
                "take it over with `state import --from-format`, which names the signer");
    }

    private static Failure untrusted(Path file, List<String> whys) {
        List<Problem> problems = new ArrayList<>();
        for (String why : whys) {
            String next = problems.size() == whys.size() - 1 ? NEXT : "";
            problems.add(new Problem("the state " + file + " cannot be trusted: " + why, next));
        }
        return new Failure(Fault.CONFIGURATION, problems);
    }
}
