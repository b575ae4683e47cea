package countersign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.ProofTable;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the documents say of proofs is what the tests are.
class ProofsTest {
    private static final Path PAGE = Path.of("docs/proofs.md");
    private static final Pattern PROMISED = Pattern.compile("(?m)^Proofs: (.+)$");
    private static final Pattern NAME = Pattern.compile("\\b([A-Z]\\d+)\\b");
    private static final Pattern PROOF = Pattern.compile("@Proof\\(\"([^\"]+)\"\\)");

    @Test
    void documentedProofs_areTheTestsThatThereAre() {
        assertEquals(inTests(), ProofTable.classes(Tree.read(PAGE)));
    }

    @Test
    void promises_nameProofsThatThereAre() {
        SortedSet<String> named = new TreeSet<>();
        PROMISED.matcher(Tree.read(Path.of("docs/promises.md")))
                .results()
                .forEach(line -> named.addAll(matches(NAME, line.group(1))));
        named.removeAll(ProofTable.classes(Tree.read(PAGE)).keySet());
        named.removeAll(ProofTable.commands(Tree.read(PAGE)).keySet());
        assertEquals(new TreeSet<>(), named);
    }

    @Test
    void proofsThatAreCommands_canBeRun() {
        String run = Tree.read(Path.of("run"));
        for (String command : ProofTable.commands(Tree.read(PAGE)).values()) {
            assertTrue(run.contains("    " + command + ")\n"), command);
        }
    }

    private static Map<String, SortedSet<String>> inTests() {
        Map<String, SortedSet<String>> tests = new TreeMap<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            for (String proof : matches(PROOF, Tree.read(file))) {
                tests.computeIfAbsent(proof, p -> new TreeSet<>()).add(name);
            }
        }
        return tests;
    }

    private static List<Path> sources() {
        return Tree.javaFiles().stream()
                .filter(file -> file.toString().contains("src/test/java"))
                .toList();
    }

    private static SortedSet<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
