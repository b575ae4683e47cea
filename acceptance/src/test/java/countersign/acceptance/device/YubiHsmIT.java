package countersign.acceptance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.SignedChain;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.MockYubiHsm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// A chain whose only key is in a YubiHSM.
@Execution(ExecutionMode.CONCURRENT)
final class YubiHsmIT {
    private static final Duration BLOCKS_MAX = Duration.ofSeconds(90);
    private static final Duration ENDS_MAX = Duration.ofMinutes(1);
    private static final int KEY = 1;
    private static final int EXIT_CONFIGURATION = 78;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    private void password(SignedChain chain, String password) throws IOException {
        Path file = chain.home().directory().resolve("secrets/hsm.txt");
        Files.writeString(file, password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String provider(SignedChain chain, MockYubiHsm mock) {
        return """

        [[providers.yubihsm]]
        adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
        serial_number = "0012345678"
        auth = { key = 1, password_file = "secrets/hsm.txt" }
        keys = [{ chain_ids = ["%s"], key = %d }]
        """
                .formatted(mock.port(), chain.chainId(), KEY);
    }

    @Test
    void everyBlock_isSigned_whileTheDeviceFailsAndComesBack() throws IOException {
        try (SignedChain chain = SignedChain.create(folder);
                MockYubiHsm mock = MockYubiHsm.start()) {
            mock.device().holdEd25519(KEY, chain.seed());
            password(chain, "password");
            chain.configure(provider(chain, mock));
            chain.home().initState();
            try (Child signer = chain.startSigner()) {
                chain.start();
                chain.awaitBlock(5, BLOCKS_MAX);
                mock.device().restart();
                mock.failOnce(new Fault.BadMac());
                mock.failOnce(new Fault.Drop());
                chain.awaitBlock(10, BLOCKS_MAX);

                mock.fail(new Fault.Lie());
                signer.awaitWords("does not verify", BLOCKS_MAX);
                mock.heal();
                chain.recover();
                chain.awaitBlock(chain.height() + 2, BLOCKS_MAX);

                int port = mock.unplug();
                signer.awaitWords("cannot be reached", BLOCKS_MAX);
                mock.plugIn(port);
                chain.recover();
                chain.awaitBlock(chain.height() + 5, BLOCKS_MAX);
            }
            try (Child _ = chain.startSigner()) {
                chain.awaitBlock(chain.height() + 3, BLOCKS_MAX);
            }
            chain.assertSigned(chain.height() - 1);
        }
    }

    @Test
    void secondDevice_signsOn_whenTheFirstIsGone() throws IOException {
        try (SignedChain chain = SignedChain.create(folder);
                MockYubiHsm first = MockYubiHsm.start();
                MockYubiHsm second = MockYubiHsm.start()) {
            first.device().holdEd25519(KEY, chain.seed());
            second.device().holdEd25519(KEY, chain.seed());
            password(chain, "password");
            chain.configure(
                    provider(chain, first)
                            + """

                            [[providers.yubihsm.standby]]
                            adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
                            """
                                    .formatted(second.port()));
            chain.home().initState();
            try (Child _ = chain.startSigner()) {
                chain.start();
                chain.awaitBlock(3, BLOCKS_MAX);
                int before = second.messages();
                first.unplug();
                chain.awaitBlock(chain.height() + 10, BLOCKS_MAX);
                assertTrue(second.messages() > before);
            }
            chain.assertSigned(chain.height() - 1);
        }
    }

    @Test
    void wrongPassword_endsTheStart_afterOneAttempt() throws IOException {
        try (SignedChain chain = SignedChain.create(folder);
                MockYubiHsm mock = MockYubiHsm.start()) {
            mock.device().holdEd25519(KEY, chain.seed());
            password(chain, "not the password");
            chain.configure(provider(chain, mock));
            try (Child signer = chain.home().launch(chain.home().program())) {
                assertEquals(EXIT_CONFIGURATION, signer.awaitExit(ENDS_MAX));
                String said = signer.said();
                assertTrue(said.contains("the password of authentication key 0x0001"), said);
                assertTrue(!said.contains("not the password"), said);
            }
            assertTrue(mock.messages() <= 2, mock.messages() + " messages");
        }
    }
}
