package countersign.acceptance.device;

import countersign.acceptance.PackagedProgram;
import countersign.acceptance.Peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A program with tmkms' commands: tmkms, or Countersign under its name.
enum DeviceTool {
    TMKMS,
    COUNTERSIGN;

    private static final int SECONDS_MAX = 60;

    /// What a command said and how it ended.
    record Said(int code, String out, String err) {
        Said endsWith(int wanted) {
            if (code != wanted) {
                throw new AssertionError("it ended with " + code + "\n" + out + err);
            }
            return this;
        }

        /// Both streams without what is different each time and what only we say.
        String essence() {
            return Stream.concat(lines("1> ", out), lines("2> ", err))
                    .collect(Collectors.joining("\n"));
        }

        private static Stream<String> lines(String stream, String text) {
            return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                    .replaceAll("\\d+ ms", "N ms")
                    .lines()
                    .filter(line -> !line.startsWith("warning: tmkms.toml"))
                    .filter(line -> !line.startsWith("hint: "))
                    .filter(line -> !line.isBlank())
                    .map(line -> stream + line.stripTrailing());
        }
    }

    /// Runs `yubihsm` and these words in `home`, with `input` on its standard input.
    Said yubihsm(Path home, String input, String... words) {
        List<String> command = new ArrayList<>(List.of(program().toString(), "yubihsm"));
        command.addAll(List.of(words));
        try {
            Path in = Files.writeString(Files.createTempFile(home, "in", ""), input);
            Path out = Files.createTempFile(home, "out", "");
            Path err = Files.createTempFile(home, "err", "");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(home.toFile())
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment());
            // tmkms writes its log to standard output, between what the command says.
            builder.environment().put("RUST_LOG", "off");
            Process process = builder.start();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " hangs\n" + Files.readString(err));
            }
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    /// How it is started.
    Path program() {
        return switch (this) {
            case TMKMS -> Peers.tmkms();
            case COUNTERSIGN -> PackagedProgram.in(Path.of("")).launcher();
        };
    }

    /// What it is started with.
    Map<String, String> environment() {
        return switch (this) {
            case TMKMS -> Map.of("NO_COLOR", "1");
            case COUNTERSIGN -> Map.of("COUNTERSIGN_NAME", "tmkms", "NO_COLOR", "1");
        };
    }
}
