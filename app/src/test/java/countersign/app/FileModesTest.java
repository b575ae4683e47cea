package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Whatever the umask, nobody but the owner can write to anything that a home consists of, and
/// nobody else can read a secret or a state.
final class FileModesTest {
    private static final Map<String, String> HOME =
            Map.ofEntries(
                    Map.entry("home", "rwxr-xr-x"),
                    Map.entry("home/schema", "rwxr-xr-x"),
                    Map.entry("home/schema/cosmos-sdk-0.39.toml", "rw-r--r--"),
                    Map.entry("home/schema/terra-columbus-3.toml", "rw-r--r--"),
                    Map.entry("home/schema/terra-columbus-4.toml", "rw-r--r--"),
                    Map.entry("home/audit", "rwx------"),
                    Map.entry("home/secrets", "rwx------"),
                    Map.entry("home/secrets/kms-identity.key", "rw-------"),
                    Map.entry("home/secrets/osmosis-1-consensus.key", "rw-------"),
                    Map.entry("home/state", "rwx------"),
                    Map.entry("home/tmkms.toml", "rw-r--r--"),
                    Map.entry("home/.served", "rw-r--r--"),
                    Map.entry("more.key", "rw-------"));

    @TempDir private Path directory = Path.of("unset");

    @Proof("K3")
    void everyFileOfAHome_hasItsModeUnderEveryUmask(Figures figures) throws Exception {
        int files = 0;
        List<String> umasks = figures.only(List.of("000", "077"), List.of("000", "022", "077"));
        for (String umask : umasks) {
            Path folder = Files.createDirectory(directory.resolve(umask));
            run(umask, folder, "init -n osmosis home");
            run(umask, folder, "keygen more.key");
            run(umask, folder, "start -c home/tmkms.toml");
            Map<String, String> found = modes(folder);
            for (Map.Entry<String, String> file : found.entrySet()) {
                String wanted = HOME.getOrDefault(file.getKey(), "rw-------");
                String mode = umask.equals("077") ? ownerOnly(wanted) : wanted;
                assertEquals(mode, file.getValue(), umask + " " + file.getKey());
            }
            assertTrue(found.keySet().containsAll(HOME.keySet()), found::toString);
            files += found.size();
        }
        figures.found("files and folders under umask " + String.join(" and ", umasks), files);
    }

    /// Who may write to the folder may put an older state in place.
    @Proof("K3")
    void folderOrFileOpenToOthers_isRefused() throws IOException {
        Cli cli = Cli.countersign(directory);
        cli.writeHome();
        cli.run("state", "init").endsWith(0);
        Map<String, String> loose =
                Map.of(
                        "state",
                        "rwxrwxrwx",
                        cli.stateFile(),
                        "rw-rw----",
                        "secrets/consensus.key",
                        "rw-r-----");
        for (Map.Entry<String, String> file : loose.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(file.getValue()));
            assertTrue(cli.run("check").code() != 0, file::toString);
            assertTrue(cli.run("start").err().contains(path.toString()), file::toString);
            Files.setPosixFilePermissions(path, before);
        }
        cli.run("check").endsWith(0);
    }

    private static String ownerOnly(String mode) {
        return mode.substring(0, 3) + "------";
    }

    private static Map<String, String> modes(Path folder) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(p -> !p.equals(folder)).toList()) {
                modes.put(
                        folder.relativize(path).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        return modes;
    }

    /// Runs the program in a process of its own, which is where a umask is. The node of the home is
    /// not there; `start` is given the time to note what it serves.
    private static void run(String umask, Path folder, String arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String modules = System.getProperty("jdk.module.path", "");
        String program =
                modules.isEmpty()
                        ? "-cp " + System.getProperty("java.class.path") + " countersign.app.Main"
                        : "-p " + modules + " -m countersign.app/countersign.app.Main";
        String limit = arguments.startsWith("start") ? "timeout -s TERM 60 " : "";
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "umask "
                                        + umask
                                        + "; exec "
                                        + limit
                                        + java
                                        + " -Xshare:auto "
                                        + "-XX:TieredStopAtLevel=1 "
                                        + program
                                        + " "
                                        + arguments)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        if (limit.isEmpty()) {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
        } else {
            assertTrue(
                    process.inputReader().lines().anyMatch(line -> line.contains("KMS node ID")));
            process.destroy();
            process.waitFor();
        }
    }
}
