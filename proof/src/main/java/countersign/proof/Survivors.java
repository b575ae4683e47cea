package countersign.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether every change to the code that no test noticed is explained in `docs/mutation.md`, and
/// whether all that is explained there is still true.
public final class Survivors {
    /// An item of a list: the change's name between backquotes, a colon, and why.
    private static final Pattern LISTED = Pattern.compile("(?m)^- `([^`]+)`: +\\S");

    private final List<Mutant> mutants;
    private final Set<String> listed;

    /// Of the listed ones only those count whose names begin as one of `only`; all, where it is
    /// empty.
    Survivors(List<Mutant> mutants, String page, List<String> only) {
        this.mutants = mutants;
        this.listed =
                LISTED.matcher(page)
                        .results()
                        .map((MatchResult item) -> item.group(1))
                        .filter(name -> only.isEmpty() || only.stream().anyMatch(name::startsWith))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Compares PIT's report `arguments[0]` with the page `arguments[1]`, as to classes whose names
    /// begin as what is named after it. Ends with 1 where they differ.
    public static void main(String[] arguments) throws IOException {
        Survivors survivors =
                new Survivors(
                        MutationReport.read(Path.of(arguments[0])),
                        Files.readString(Path.of(arguments[1])),
                        List.of(arguments).subList(2, arguments.length));
        List<String> wrong = survivors.wrong(arguments[1]);
        Stream.of(List.of(survivors.figures()), survivors.hung(), wrong)
                .flatMap(List::stream)
                .forEach(System.out::println);
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    String figures() {
        TreeMap<Mutant.Fate, Long> fates =
                mutants.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Mutant::fate, TreeMap::new, Collectors.counting()));
        return String.format(
                "%d changes: %d noticed, %d made a test hang, %d unnoticed; %d explained",
                mutants.size(),
                fates.getOrDefault(Mutant.Fate.NOTICED, 0L),
                fates.getOrDefault(Mutant.Fate.HUNG, 0L),
                fates.getOrDefault(Mutant.Fate.UNNOTICED, 0L),
                listed.size());
    }

    /// What made a test hang, a line each: for people, because a machine that is too busy looks the
    /// same.
    List<String> hung() {
        return mutants.stream()
                .filter(mutant -> mutant.fate() == Mutant.Fate.HUNG)
                .map(mutant -> "made a test hang: " + mutant)
                .toList();
    }

    /// What is wrong with the code's tests or with the page, a line each. A listed change that made
    /// a test hang is left alone: where nothing can notice it, it was the machine.
    List<String> wrong(String page) {
        List<String> wrong = new ArrayList<>();
        if (mutants.isEmpty()) {
            wrong.add("nothing was changed");
        }
        for (Mutant mutant : mutants) {
            boolean explained = listed.contains(mutant.name());
            switch (mutant.fate()) {
                case UNNOTICED -> add(wrong, !explained, mutant, "no test notices");
                case NOTICED -> add(wrong, explained, mutant, "noticed, but listed in " + page);
                case HUNG -> {}
            }
        }
        Collection<String> gone = new TreeSet<>(listed);
        mutants.forEach(mutant -> gone.remove(mutant.name()));
        gone.forEach(name -> wrong.add("gone, but listed in " + page + ": " + name));
        return wrong;
    }

    private static void add(List<String> wrong, boolean is, Mutant mutant, String what) {
        if (is) {
            wrong.add(what + ": " + mutant);
        }
    }
}
