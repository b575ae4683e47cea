package countersign.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.app.Cli;
import countersign.app.Main;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.MockYubiHsm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A signer in a process of its own, which is told to end.
@Timeout(120)
final class SigtermTest {
    private static final int DEVICES = 4;

    @TempDir private Path directory = Path.of("unset");
    private final List<MockYubiHsm> devices = new ArrayList<>();

    SigtermTest() throws IOException {
        for (int i = 0; i < DEVICES; i++) {
            devices.add(MockYubiHsm.start());
        }
    }

    @AfterEach
    void unplug() {
        devices.forEach(MockYubiHsm::close);
    }

    /// The two in between take longer to be closed than everything else at the end of a process.
    @Test
    void sigterm_endsTheSessionOfEveryDevice() throws Exception {
        home();
        Path socket = directory.resolve("node.sock");
        try (ServerSocketChannel node = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            node.bind(UnixDomainSocketAddress.of(socket));
            Process signer = start();
            try {
                node.accept().close();
                assertEquals(1, devices.getLast().device().sessions());
                devices.get(1).fail(new Fault.Slow(Duration.ofMinutes(1)));
                devices.get(2).fail(new Fault.Slow(Duration.ofMinutes(1)));

                signer.destroy();

                assertEquals(0, signer.waitFor());
                assertEquals(0, devices.getFirst().device().sessions());
                assertEquals(0, devices.getLast().device().sessions());
            } finally {
                signer.destroyForcibly();
            }
        }
    }

    private void home() {
        Cli cli = Cli.countersign(directory);
        cli.write("password", "password");
        cli.write("priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);
        for (MockYubiHsm device : devices) {
            cli.write("tmkms.toml", configuration(List.of(device)));
            cli.run("yubihsm", "keys", "import", "-i", "1", "priv_validator_key.json").endsWith(0);
        }
        cli.write("tmkms.toml", configuration(devices));
        cli.run("state", "init").endsWith(0);
        devices.forEach(device -> device.device().restart());
    }

    private String configuration(List<MockYubiHsm> used) {
        String standby =
                used.stream()
                        .skip(1)
                        .map(device -> "[[providers.yubihsm.standby]]\n" + adapter(device))
                        .collect(Collectors.joining());
        return """
        [[chain]]
        id = "test-1"
        key_format = { type = "hex" }

        [[validator]]
        chain_id = "test-1"
        addr = "unix://%s/node.sock"

        [[providers.yubihsm]]
        auth = { key = 1, password_file = "password" }
        keys = [{ chain_ids = ["test-1"], key = 1 }]
        """
                        .formatted(directory)
                + adapter(used.getFirst())
                + standby;
    }

    private static String adapter(MockYubiHsm device) {
        return "adapter = { type = \"http\", addr = \"tcp://127.0.0.1:%d\" }\n"
                .formatted(device.port());
    }

    private Process start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        Path.of("target/classes").toAbsolutePath() + ":" + path + ":" + classes,
                        Main.class.getName(),
                        "start")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
