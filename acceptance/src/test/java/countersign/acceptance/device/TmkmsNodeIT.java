package countersign.acceptance.device;

import countersign.acceptance.Child;
import countersign.acceptance.SignedChain;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// The way of tmkms' guide, gone by tmkms and by Countersign under its name: set the device up, put
/// the validator's key in, try it, and sign a real node's blocks as the validator's role.
@Execution(ExecutionMode.CONCURRENT)
final class TmkmsNodeIT {
    private static final String MNEMONIC =
            "double section release consider diet pilot flip shell mother alone what fantasy much"
                    + " answer lottery crew nut reopen stereo square popular addict just animal";
    private static final String VALIDATOR_PASSWORD =
            "kms-validator-password-1x4anf3n8vqkzm0klrwljhcx72sankcw0";

    private static final long BLOCKS = 10;
    private static final Duration BLOCKS_MAX = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @EnumSource(DeviceTool.class)
    void deviceThatWasSetUp_signsForARealNode(DeviceTool tool) throws IOException {
        tool.program();
        try (SignedChain chain = SignedChain.create(folder);
                DeviceHome device =
                        DeviceHome.create(folder.resolve("device"), chain.chainId(), "")) {
            device.run(tool, MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
            device.logInWith(MNEMONIC);
            String seed = Base64.getEncoder().encodeToString(chain.seed());
            secret(device.folder().resolve("seed"), seed);
            device.run(tool, "", "keys", "import", "-t", "base64", "-i", "1", "seed").endsWith(0);
            tryOut(tool, device);

            Path home = chain.home().directory();
            configure(chain, device);
            List<String> start = List.of(tool.program().toString(), "start", "-c", "tmkms.toml");
            Path log = folder.resolve("signer.log");
            try (Child signer = Child.start(log, home, tool.environment(), start)) {
                // A node waits for its signer no longer than three seconds.
                signer.awaitWords("added consensus", BLOCKS_MAX);
                chain.start();
                chain.awaitBlock(BLOCKS, BLOCKS_MAX);
            }
            chain.assertSigned(BLOCKS);
        }
    }

    /// `test` goes on for ever.
    private void tryOut(DeviceTool tool, DeviceHome device) {
        List<String> test = List.of(tool.program().toString(), "yubihsm", "test", "1");
        Path log = folder.resolve("test.log");
        try (Child running = Child.start(log, device.folder(), tool.environment(), test)) {
            running.awaitWords("signed message using key ID #1 in", BLOCKS_MAX);
        }
        device.mock().device().restart();
    }

    /// As the role that may sign and do nothing else.
    private static void configure(SignedChain chain, DeviceHome device) throws IOException {
        Path config = chain.home().config();
        String hex = "[[chain]]\nkey_format = { type = \"hex\" }\n";
        Files.writeString(config, Files.readString(config).replace("[[chain]]\n", hex));
        secret(chain.home().directory().resolve("secrets/validator"), VALIDATOR_PASSWORD);
        chain.configure(
                """

                [[providers.yubihsm]]
                adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
                auth = { key = 4, password_file = "secrets/validator" }
                keys = [{ chain_ids = ["%s"], key = 1 }]
                """
                        .formatted(device.mock().port(), chain.chainId()));
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
