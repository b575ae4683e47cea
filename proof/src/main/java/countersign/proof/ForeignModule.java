package countersign.proof;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/// A module that somebody could write, for the compiler to refuse: what must not be possible does
/// not compile.
///
/// @param name of the module; walls open to some names and not to others
/// @param requires the modules that it is built on
/// @param places where those are, and what they need
public record ForeignModule(String name, List<String> requires, List<Path> places) {
    public ForeignModule {
        requires = List.copyOf(requires);
        places = List.copyOf(places);
    }

    /// What the compiler said.
    ///
    /// @param code 0 where it compiled
    public record Said(int code, String words) {}

    /// A program whose `reach.Main.run()` does what `body` says. `declared` stands before the
    /// class: imports.
    public static Map<String, String> program(String declared, String body) {
        return Map.of(
                "reach/Main.java",
                "package reach; "
                        + declared
                        + " public class Main {"
                        + " public static Object run() throws Exception { "
                        + body
                        + " return 1; } }");
    }

    /// Compiles the sources, by their paths, and the module's descriptor into `classes`, which may
    /// be missing.
    public Said compile(Map<String, String> sources, Path classes) throws IOException {
        Files.createDirectories(classes);
        Path folder = Objects.requireNonNull(classes.toAbsolutePath().getParent());
        Path from = Files.createTempDirectory(folder, "from");
        List<String> command = new ArrayList<>(List.of("-d", classes.toString()));
        String path = places.stream().map(Path::toString).collect(Collectors.joining(":"));
        command.addAll(List.of("--module-path", path));
        Map<String, String> all = new LinkedHashMap<>(sources);
        all.put("module-info.java", descriptor());
        all.putIfAbsent("reach/Main.java", "package reach; public class Main {}");
        for (Map.Entry<String, String> source : all.entrySet()) {
            Path file = from.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            command.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        String[] arguments = command.toArray(String[]::new);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments);
        return new Said(code, said.toString());
    }

    private String descriptor() {
        String needs =
                requires.stream()
                        .map(module -> "requires " + module + "; ")
                        .collect(Collectors.joining());
        return "module " + name + " { " + needs + "exports reach; }";
    }
}
