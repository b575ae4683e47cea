package countersign.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What came of one run of a proof; kept as one line, in a file of its own.
record Result(
        String proof,
        String test,
        String method,
        String form,
        Outcome outcome,
        long seconds,
        String figures) {
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 7;

    enum Outcome {
        PROVED,
        FAILED,
        /// The machine lacks what the proof needs.
        SKIPPED,
        /// It did not get so far as to leave a result.
        MISSING
    }

    static Result missing(String proof, String test) {
        return new Result(proof, test, "*", "", Outcome.MISSING, 0, "");
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String line =
                String.join(
                        SEPARATOR,
                        proof,
                        test,
                        method,
                        form,
                        outcome.name(),
                        Long.toString(seconds),
                        figures);
        Files.writeString(folder.resolve(proof + "-" + test + "-" + method), line + "\n");
    }

    static Result read(Path file) throws IOException {
        String line = Files.readString(file).replace("\n", "");
        List<String> fields = List.of(line.split(SEPARATOR, -1));
        if (fields.size() != FIELDS) {
            throw new IOException(file + " is not a result: " + fields);
        }
        return new Result(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                Outcome.valueOf(fields.get(4)),
                Long.parseLong(fields.get(5)),
                fields.get(6));
    }
}
