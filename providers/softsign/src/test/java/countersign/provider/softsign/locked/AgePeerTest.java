package countersign.provider.softsign.locked;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.provider.softsign.KeyFileException;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program `age` beside us, both ways: what it writes we open, and what we write it opens.
final class AgePeerTest {
    private static final long PROGRAM_SECONDS_MAX = 60;

    @TempDir private Path folder = Path.of("unset");

    /// A missing peer skips the test and says so; where `COUNTERSIGN_REQUIRE_PEERS=1` it fails it.
    @BeforeEach
    void requireAge() throws Exception {
        try {
            run("age", "--version");
            run("age-keygen", "--version");
        } catch (IOException e) {
            String missing = "SKIPPED: there is no `age`; install the package of that name";
            if ("1".equals(System.getenv("COUNTERSIGN_REQUIRE_PEERS"))) {
                throw new AssertionError(missing, e);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
    }

    @Test
    void whatAgeEncrypts_opens() throws Exception {
        AgeIdentities identities = keygen("one");
        String recipient = recipient("one");
        write("plain", Samples.ascii(Samples.PLAIN));
        run("age", "-r", recipient, "-o", at("binary"), at("plain"));
        run("age", "-a", "-r", recipient, "-o", at("armored"), at("plain"));
        for (String name : List.of("binary", "armored")) {
            assertEquals(
                    Samples.PLAIN, Samples.text(AgeFile.parse(read(name)).open(identities)), name);
        }
    }

    @Test
    void whatWeEncrypt_opensByAge() throws Exception {
        keygen("one");
        keygen("two");
        Bytes sealed =
                AgeFile.seal(
                        Samples.ascii(Samples.PLAIN),
                        List.of(
                                AgeRecipient.parse(recipient("one")),
                                AgeRecipient.parse(recipient("two"))),
                        new SecureRandom());
        write("ours", sealed.toArray());
        for (String identity : List.of("one", "two")) {
            assertEquals(Samples.PLAIN, run("age", "-d", "-i", at(identity), at("ours")));
        }
    }

    private AgeIdentities keygen(String name) throws Exception {
        run("age-keygen", "-o", at(name));
        try {
            return AgeIdentities.parse(read(name));
        } catch (KeyFileException e) {
            throw new AssertionError(e);
        }
    }

    private String recipient(String name) throws Exception {
        return run("age-keygen", "-y", at(name)).strip();
    }

    private static String run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (!process.waitFor(PROGRAM_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " hangs");
        }
        assertEquals(0, process.exitValue(), () -> String.join(" ", command));
        return said;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private void write(String name, byte[] contents) throws IOException {
        Files.write(folder.resolve(name), contents);
    }
}
