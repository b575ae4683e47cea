package countersign.app.foreign;

import countersign.app.shell.Failure;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files in which another signer keeps the state of one chain. Most have one; Horcrux has one
/// for the whole signature and one for its share of it, of which neither is always the newer.
public final class ForeignFiles {
    private static final String WHOLE = "_priv_validator_state.json";
    private static final String SHARE = "_share_sign_state.json";

    private ForeignFiles() {}

    /// What was found, and where.
    public record Found(Layout layout, Optional<Hrs> place, List<Path> files) {
        public Found {
            files = List.copyOf(files);
        }
    }

    /// The highest place that the files for `chain` say: those in the folder `named`, which is
    /// Horcrux's, or the file `named` and, of Horcrux, the one beside it. A file whose name is that
    /// of another chain's is refused.
    public static Found read(Path named, Optional<ForeignFormat> format, ChainId chain)
            throws Failure {
        List<Path> files = files(named, format, chain);
        Optional<Layout> layout = format.map(ForeignFormat::layout);
        List<ForeignState> states = new ArrayList<>();
        for (Path file : files) {
            states.add(ForeignState.read(file, layout));
        }
        Optional<Hrs> highest =
                states.stream().flatMap(state -> state.place().stream()).max(Hrs::compareTo);
        return new Found(states.getFirst().layout(), highest, files);
    }

    private static List<Path> files(Path named, Optional<ForeignFormat> format, ChainId chain)
            throws Failure {
        boolean mayBeHorcrux = format.isEmpty() || format.get() == ForeignFormat.HORCRUX;
        if (mayBeHorcrux && Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> there = pair(named, chain);
            if (there.isEmpty()) {
                throw Failure.configuration(
                        "there is no state of chain " + chain + " in " + named,
                        "Horcrux calls it " + chain + WHOLE);
            }
            return there;
        }
        String name = String.valueOf(named.getFileName());
        requireChain(named, name, WHOLE, chain);
        requireChain(named, name, SHARE, chain);
        boolean isShare = name.equals(chain + SHARE);
        Path folder = named.toAbsolutePath().getParent();
        boolean isWhole = name.equals(chain + WHOLE) && mayBeHorcrux && folder != null;
        return folder != null && (isShare || isWhole) ? pair(folder, chain) : List.of(named);
    }

    private static List<Path> pair(Path folder, ChainId chain) {
        List<Path> there = new ArrayList<>();
        for (String end : List.of(WHOLE, SHARE)) {
            Path file = folder.resolve(chain + end);
            // What cannot be looked at is not taken for nothing.
            if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                there.add(file);
            }
        }
        return there;
    }

    private static void requireChain(Path file, String name, String end, ChainId chain)
            throws Failure {
        if (name.endsWith(end) && !name.equals(chain + end)) {
            throw Failure.configuration(
                    "by its name, "
                            + file
                            + " is the state of chain "
                            + name.substring(0, name.length() - end.length())
                            + " and not of "
                            + chain,
                    "name the chain with --chain, or give the file of chain " + chain);
        }
    }
}
