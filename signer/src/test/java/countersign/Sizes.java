package countersign;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How large things may get before they are divided.
final class Sizes {
    static final int LINE_CHARS_MAX = 100;
    static final int FILE_LINES_MAX = 400;
    static final int METHOD_LINES_MAX = 70;
    static final int PARAMETERS_MAX = 6;
    static final int PACKAGE_TYPES_MAX = 20;
    static final int BLOB_BYTES_MAX = 64 * 1024;

    private Sizes() {}

    static Stream<String> violations(Path file, String source, JavaText java) {
        List<String> lines = source.lines().toList();
        Stream<String> wide =
                IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).length() > LINE_CHARS_MAX)
                        .mapToObj(i -> file + ":" + (i + 1) + ": more than 100 columns");
        Stream<String> tall =
                Stream.of(lines.size())
                        .filter(count -> count > FILE_LINES_MAX)
                        .map(count -> file + ": " + count + " lines instead of at most 400");
        Stream<String> methods = java.methods().stream().flatMap(method -> ofMethod(file, method));
        return Stream.of(wide, tall, methods).flatMap(s -> s);
    }

    private static Stream<String> ofMethod(Path file, JavaText.Method method) {
        String where = file + ":" + method.line() + ": ";
        Stream<String> tall =
                Stream.of(method.lines())
                        .filter(count -> count > METHOD_LINES_MAX)
                        .map(count -> where + "a method of " + count + " lines, 70 at most");
        Stream<String> wide =
                Stream.of(method.parameters())
                        .filter(count -> count > PARAMETERS_MAX)
                        .map(count -> where + count + " parameters: use a record");
        return Stream.concat(tall, wide);
    }
}
