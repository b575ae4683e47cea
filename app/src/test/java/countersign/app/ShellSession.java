package countersign.app;

import countersign.app.shell.Persona;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A session in a shell as it is written down: what is typed, and below it what comes of it.
///
/// | a line that begins with | |
/// | --- | --- |
/// | `#` | says what the session is about |
/// | `home` | makes a home with the key of tmkms' own tests |
/// | `file NAME` | writes a file of mode 0600 with the indented lines that follow |
/// | `mode MODE FILE` | changes a file's mode |
/// | `remove FILE` | deletes a file |
/// | `~ PATTERN` | shows as `…` what is different each time |
/// | `$ NAME ARGUMENTS` | runs a command, as `countersign` or as `tmkms` |
/// | `1>`, `2>`, `=` | is what it printed, where it complained, and how it ended |
/// | `ls` | lists every file below, with its mode |
final class ShellSession {
    private static final String INDENT = "    ";

    private final Path directory;
    private final List<Pattern> masks =
            new ArrayList<>(
                    List.of(
                            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"),
                            Pattern.compile("(?<=start: (countersign|tmkms) )\\S+(?= starting)"),
                            Pattern.compile("^(unknown|\\d+\\.\\d+\\.\\d+)$")));
    private final List<String> transcript = new ArrayList<>();

    private ShellSession(Path directory) {
        this.directory = directory;
    }

    /// Plays what is typed in `script` and returns it with what came of it this time.
    static String play(String script, Path directory) throws IOException {
        ShellSession session = new ShellSession(directory);
        List<String> lines = script.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            session.line(lines, at);
        }
        return String.join("\n", session.transcript) + "\n";
    }

    private void line(List<String> lines, int at) throws IOException {
        String line = lines.get(at);
        if (line.matches("(1>|2>|=|-).*") || line.matches("[dl-][rwx-]{9} .*")) {
            return;
        }
        transcript.add(line);
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "home" -> Cli.countersign(directory).writeHome();
            case "file" -> write(words[1], lines.subList(at + 1, lines.size()));
            case "mode" ->
                    Files.setPosixFilePermissions(
                            directory.resolve(words[2]), PosixFilePermissions.fromString(words[1]));
            case "remove" -> Files.delete(directory.resolve(words[1]));
            case "~" -> masks.add(Pattern.compile(line.substring(2)));
            case "$" -> run(words);
            case "ls" -> list();
            case "#", "" -> {
                // For the reader.
            }
            default -> {
                if (!line.startsWith(INDENT)) {
                    throw new IllegalArgumentException("nothing begins like this: " + line);
                }
            }
        }
    }

    private void write(String name, List<String> rest) {
        List<String> text =
                rest.stream()
                        .takeWhile(line -> line.startsWith(INDENT))
                        .map(line -> line.substring(INDENT.length()))
                        .toList();
        Cli.countersign(directory).write(name, String.join("\n", text) + "\n");
    }

    private void run(String[] words) {
        Persona persona = Persona.ofName(words[1]);
        Cli.Said said =
                new Cli(persona, directory, Map.of())
                        .run(Arrays.copyOfRange(words, 2, words.length));
        said.out().lines().forEach(line -> transcript.add("1> " + masked(line)));
        said.err().lines().forEach(line -> transcript.add("2> " + masked(line)));
        transcript.add("= " + said.code());
    }

    private void list() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.filter(p -> !p.equals(directory)).sorted().toList()) {
                String kind = Files.isDirectory(path) ? "d" : "-";
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                transcript.add(masked(kind + mode + " " + directory.relativize(path)));
            }
        }
    }

    private String masked(String line) {
        String masked = line.replace(directory.toString(), "DIR").stripTrailing();
        for (Pattern mask : masks) {
            masked = mask.matcher(masked).replaceAll("…");
        }
        return masked;
    }
}
