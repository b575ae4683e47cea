package countersign.acceptance.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.acceptance.PackagedProgram;
import countersign.acceptance.process.Consensus;
import countersign.acceptance.process.Machine;
import countersign.bytes.Bytes;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be found of the keys of a signer at work, in its files and in its memory.
final class SecretsIT {
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    /// One copy each of seed, scalar and prefix lies outside the heap for good. A collection in the
    /// moment of a signature may leave one more behind, and another where its survivors are.
    private static final int COPIES_MAX = 4;

    private static final String PASSPHRASE = "a passphrase that nobody else would think of";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("S1")
    @Execution(ExecutionMode.CONCURRENT)
    void keysInAnyEncoding_areInNoFileButTheirOwn(Figures figures) throws Exception {
        int signatures = figures.size("signatures", 300, 10_000);
        try (FakeChain chain = FakeChain.create(folder, tcp());
                Child signer = chain.home().launch(tidy(chain), "-v", "--log-format", "json")) {
            Map<String, Bytes> wanted = new HashMap<>();
            SecretForms.ofKeyFile(key(chain)).encodings().forEach(wanted::put);
            SecretForms.ofKeyFile(connectionKey(chain))
                    .encodings()
                    .forEach((name, bytes) -> wanted.put("connection " + name, bytes));
            Consensus consensus = new Consensus(chain);
            consensus.sign(signatures);
            assertInstanceOf(Outcome.Refused.class, chain.ask(consensus.place(), 1));
            Path proc = Path.of("/proc", Long.toString(signer.id()));
            assertEquals(List.of(), FileScan.in(proc.resolve("cmdline"), wanted));
            assertEquals(List.of(), FileScan.in(proc.resolve("environ"), wanted));
            Machine.signal("QUIT", signer, folder);
            signer.awaitWords("Full thread dump", STOP_MAX);
            signer.terminate();
            assertEquals(0, signer.awaitExit(STOP_MAX), signer::tail);
            Set<Path> theirs = Set.of(key(chain), connectionKey(chain));
            List<String> found = FileScan.below(folder, theirs, wanted);
            figures.found("encodings of two keys", wanted.size());
            figures.found("hits", found.size());
            assertEquals(List.of(), found);
            assertEquals(2, FileScan.below(folder, Set.of(), wanted).size(), "the scan finds keys");
        }
    }

    @Proof("S2")
    @Execution(ExecutionMode.CONCURRENT)
    void keysInMemory_areFewAndDoNotGrowWithSignatures(Figures figures) throws Exception {
        Machine.requireRoot();
        int signatures = figures.size("signatures", 300, 10_000);
        try (FakeChain chain = FakeChain.create(folder, tcp());
                Child signer = chain.home().launch(tidy(chain))) {
            Map<String, Bytes> wanted = SecretForms.ofKeyFile(key(chain)).inMemory();
            Consensus consensus = new Consensus(chain);
            consensus.sign(1);
            Map<String, Integer> first = MemoryScan.of(signer.id(), wanted);
            consensus.sign(signatures);
            Map<String, Integer> last = MemoryScan.of(signer.id(), wanted);
            figures.say("copies after the first " + first);
            figures.say("and after the last " + last);
            figures.say(
                    "of the connection's key "
                            + MemoryScan.of(
                                    signer.id(),
                                    SecretForms.ofKeyFile(connectionKey(chain)).inMemory()));
            assertTrue(last.getOrDefault("scalar", 0) > 0, "the scan sees the scalar that signs");
            last.forEach(
                    (form, count) -> assertTrue(count <= COPIES_MAX, () -> form + ": " + count));
        }
    }

    /// What opens the file goes the same way as the key: both are gone from the heap by the first
    /// signature.
    @Proof("S2")
    @Execution(ExecutionMode.CONCURRENT)
    void keyOfALockedFile_isInMemoryAsFewTimes(Figures figures) throws Exception {
        Machine.requireRoot();
        int signatures = figures.size("signatures", 100, 1_000);
        try (FakeChain chain = FakeChain.create(folder, tcp())) {
            Map<String, Bytes> wanted = new HashMap<>(SecretForms.ofKeyFile(key(chain)).inMemory());
            wanted.put("passphrase", Bytes.of(PASSPHRASE.getBytes(StandardCharsets.US_ASCII)));
            lock(chain);
            try (Child signer = chain.home().launch(tidy(chain))) {
                Consensus consensus = new Consensus(chain);
                consensus.sign(signatures);
                Map<String, Integer> found = MemoryScan.of(signer.id(), wanted);
                figures.say("copies of a key that was locked " + found);
                assertTrue(found.getOrDefault("scalar", 0) > 0, "the scan sees the scalar");
                assertEquals(0, found.getOrDefault("passphrase", 0), "copies of the passphrase");
                found.forEach(
                        (form, count) ->
                                assertTrue(count <= COPIES_MAX, () -> form + ": " + count));
            }
        }
    }

    /// Locks the validator's key, deletes the plain file and configures the locked one.
    private static void lock(FakeChain chain) throws Exception {
        Path plain = key(chain);
        Path passphrase = plain.resolveSibling("passphrase");
        Files.createFile(
                passphrase,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passphrase, PASSPHRASE + "\n");
        chain.home()
                .program()
                .run(
                        "softsign",
                        "encrypt",
                        "--passphrase-file",
                        passphrase.toString(),
                        plain.toString(),
                        plain.resolveSibling("locked.key").toString());
        Files.delete(plain);
        String config = Files.readString(chain.home().config());
        String locked = "path = \"secrets/locked.key\"\npassphrase_file = \"secrets/passphrase\"";
        Files.writeString(
                chain.home().config(),
                config.replace("path = \"secrets/" + plain.getFileName() + "\"", locked));
    }

    /// What the JVM would write to the system's folder for temporary files goes to one of ours.
    private PackagedProgram tidy(FakeChain chain) throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        return chain.home()
                .program()
                .with("TMPDIR", temporary.toString())
                .with("COUNTERSIGN_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    }

    private static Path key(FakeChain chain) {
        return chain.home().keyFile("validator");
    }

    private static Path connectionKey(FakeChain chain) {
        return chain.home().keyFile("kms");
    }

    private static ListenAddress tcp() {
        return new ListenAddress.Tcp("127.0.0.1", 0);
    }
}
