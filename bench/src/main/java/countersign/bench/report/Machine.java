package countersign.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a result is worth nothing without.
public record Machine(Map<String, String> facts) {
    /// Of this machine. `places` are the file systems of the states by their names, `commit` is
    /// what was built.
    public static Machine here(Map<String, String> places, String commit, String begun) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("begun", begun);
        facts.put("commit", commit);
        facts.put("processors", Runtime.getRuntime().availableProcessors() + " of " + model());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.runtime.version", ""));
        places.forEach((name, type) -> facts.put("state on " + name, type));
        return new Machine(facts);
    }

    /// How busy the machine is: the averages over 1, 5 and 15 minutes.
    public static String load() {
        try {
            String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return String.join(" ", words[0], words[1], words[2]);
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            Optional<String> name = lines.filter(l -> l.startsWith("model name")).findFirst();
            return name.map(l -> l.substring(l.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
