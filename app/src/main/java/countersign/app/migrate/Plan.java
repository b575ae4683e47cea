package countersign.app.migrate;

import countersign.app.state.MarkText;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything that a migration will write, and what it will not.
///
/// @param configuration where the new configuration comes from, for people
/// @param text its text, for a home at the path given
/// @param notes what is not taken over, or deserves a look
/// @param byHand what the operator must still do, in order
public record Plan(
        Wanted wanted,
        String configuration,
        Function<Path, String> text,
        List<KeyMove> keys,
        List<StateMove> states,
        List<String> notes,
        List<String> byHand) {
    public Plan {
        keys = List.copyOf(keys);
        states = List.copyOf(states);
        notes = List.copyOf(notes);
        byHand = List.copyOf(byHand);
    }

    /// All of it as lines.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("From " + wanted.origin().title() + ": " + wanted.old());
        lines.add("To a new home: " + wanted.home());
        lines.add("");
        lines.add("  tmkms.toml");
        lines.add("      " + configuration);
        for (KeyMove key : keys()) {
            lines.add("  " + key.to() + " (mode 0600)");
            lines.add("      " + words(key));
        }
        for (StateMove state : states()) {
            lines.add("  " + state.to());
            lines.add("      " + words(state));
        }
        lines.add("  .served");
        lines.add("      a note of what this home serves, by which a lost state is missed");
        lines.add("");
        notes().forEach(note -> lines.add("Note: " + note));
        lines.add("Nothing else is written, and the old files stay as they are.");
        return lines;
    }

    private static String words(KeyMove key) {
        return switch (key) {
            case KeyMove.Copied(Path from, String _, String what) -> what + ", from " + from;
            case KeyMove.Imported(Path from, String _, String what) -> what + ", from " + from;
            case KeyMove.Fresh fresh -> fresh.what();
        };
    }

    private static String words(StateMove state) {
        String from =
                state.named()
                        ? "--height"
                        : state.from().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(" and "));
        return state.mark().place().isEmpty()
                ? "nothing signed yet, from " + from
                : "nothing is signed up to " + MarkText.of(state.mark()) + ", from " + from;
    }
}
