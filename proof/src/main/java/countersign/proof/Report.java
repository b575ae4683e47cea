package countersign.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The results of a run as the table that `docs/proofs.md` shows.
public final class Report {
    private static final Comparator<String> BY_LETTER_AND_NUMBER =
            Comparator.<String, String>comparing(name -> name.substring(0, 1))
                    .thenComparingInt(name -> Integer.parseInt(name.substring(1)));

    private Report() {}

    /// Prints the table of the results in a folder, `arguments[0]`. Ends with 1 unless every proof
    /// of the page `arguments[1]`, or every one of those named after it, ran and is proved.
    public static void main(String[] arguments) throws IOException {
        List<Result> results = new ArrayList<>(read(Path.of(arguments[0])));
        String page = Files.readString(Path.of(arguments[1]));
        List<String> only = List.of(arguments).subList(2, arguments.length);
        results.addAll(missing(results, page, only));
        table(results).forEach(System.out::println);
        boolean proved =
                results.stream().allMatch(result -> result.outcome() == Result.Outcome.PROVED);
        System.exit(proved && !results.isEmpty() ? 0 : 1);
    }

    /// What should have left a result and did not: a test that fails or is skipped while it is set
    /// up never gets to write one.
    static List<Result> missing(List<Result> results, String page, List<String> only) {
        List<Result> missing = new ArrayList<>();
        ProofTable.classes(page)
                .forEach(
                        (proof, classes) ->
                                classes.stream()
                                        .filter(test -> only.isEmpty() || only.contains(proof))
                                        .filter(test -> results.stream().noneMatch(of(proof, test)))
                                        .map(test -> Result.missing(proof, test))
                                        .forEach(missing::add));
        return missing;
    }

    private static Predicate<Result> of(String proof, String test) {
        return result -> result.proof().equals(proof) && result.test().equals(test);
    }

    static List<Result> read(Path folder) throws IOException {
        List<Result> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                results.add(Result.read(file));
            }
        }
        return results;
    }

    /// One row for each proof; its tests share it.
    static List<String> table(List<Result> results) {
        Map<String, List<Result>> proofs = new TreeMap<>(BY_LETTER_AND_NUMBER);
        results.forEach(r -> proofs.computeIfAbsent(r.proof(), p -> new ArrayList<>()).add(r));
        List<String> rows = new ArrayList<>();
        rows.add("| proof | result | figures | seconds |");
        rows.add("| --- | --- | --- | --- |");
        proofs.forEach((proof, runs) -> rows.add(row(proof, runs)));
        return rows;
    }

    private static String row(String proof, List<Result> runs) {
        List<String> bad =
                runs.stream()
                        .filter(run -> run.outcome() != Result.Outcome.PROVED)
                        .map(run -> run.outcome() + ": " + run.test() + "." + run.method())
                        .toList();
        List<String> figures =
                runs.stream().map(Result::figures).filter(told -> !told.isEmpty()).toList();
        return String.format(
                "| %s | %s | %s | %d |",
                proof,
                bad.isEmpty() ? "proved" : String.join("; ", bad),
                String.join("; ", figures),
                runs.stream().mapToLong(Result::seconds).sum());
    }
}
