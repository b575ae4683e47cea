package countersign.acceptance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.SignedChain;
import countersign.bytes.Bytes;
import countersign.harness.ledgerapp.DeviceKey;
import countersign.harness.ledgerapp.Fault;
import countersign.harness.ledgerapp.LedgerApp;
import countersign.harness.ledgerapp.Person;
import countersign.harness.ledgerapp.Screen;
import countersign.harness.ledgerapp.SpeculosServer;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A chain whose only key is in a Ledger. Its id is short enough for all that it asks for.
@Execution(ExecutionMode.CONCURRENT)
final class LedgerIT {
    private static final Duration BLOCKS_MAX = Duration.ofMinutes(2);
    private static final Duration ENDS_MAX = Duration.ofMinutes(1);
    private static final int EXIT_CONFIGURATION = 78;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void everyBlock_isSigned_onceAPersonAgrees_andAgainWhenTheDeviceIsBack()
            throws IOException, InterruptedException {
        try (SignedChain chain = SignedChain.beforeExtensions(folder, "lg-1")) {
            LedgerApp app = new LedgerApp(key(chain), Person.AWAY);
            try (SpeculosServer speculos = SpeculosServer.start(app)) {
                configure(chain, "tcp://127.0.0.1:" + speculos.address().getPort());
                chain.home().initState();
                try (Child signer = chain.startSigner()) {
                    chain.start();
                    signer.awaitWords("asks a person before it signs Proposal", BLOCKS_MAX);
                    assertTrue(app.awaitQuestion(BLOCKS_MAX));
                    app.person(Person.ACCEPTS);
                    chain.awaitBlock(5, BLOCKS_MAX);

                    app.breakNext(Fault.UNPLUGGED);
                    signer.awaitWords("cannot be reached", BLOCKS_MAX);
                    app.show(Screen.DASHBOARD);
                    signer.awaitWords("has another app open, or none", BLOCKS_MAX);
                    app.show(Screen.APP);
                    chain.recover();
                    chain.awaitBlock(chain.height() + 3, BLOCKS_MAX);

                    app.breakNextProposal(Fault.WRONG_SIGNATURE);
                    signer.awaitWords("does not verify", BLOCKS_MAX);
                    chain.awaitBlock(chain.height() + 3, BLOCKS_MAX);
                    assertFalse(signer.said().contains("WARNING: A restricted method"));
                }
                chain.assertSigned(chain.height() - 1);
            }
        }
    }

    @Test
    void initialisedDevice_signsFromThereOn_andWhereEmptyExtensionsAreAskedFor()
            throws IOException {
        try (SignedChain chain = SignedChain.withoutExtensions(folder, "lg-1")) {
            LedgerApp app = new LedgerApp(key(chain), Person.ACCEPTS);
            try (SpeculosServer speculos = SpeculosServer.start(app)) {
                configure(chain, "tcp://127.0.0.1:" + speculos.address().getPort());
                chain.home().initState();
                String said = run(chain, "ledger", "init", "-H", "1", "-r", "0");
                assertTrue(said.contains("with height 1, and round 0"), said);

                app.person(Person.AWAY);
                try (Child _ = chain.startSigner()) {
                    chain.start();
                    chain.awaitBlock(5, BLOCKS_MAX);
                }
                chain.assertSigned(chain.height() - 1);
            }
        }
    }

    /// The device's file is opened by the system's own calls, for which the launcher asks leave.
    @Test
    void fileThatIsNoDevice_endsTheStart() throws IOException {
        try (SignedChain chain = SignedChain.withoutExtensions(folder, "lg-1")) {
            configure(chain, "/dev/null");
            try (Child signer = chain.home().launch(chain.home().program())) {
                assertEquals(EXIT_CONFIGURATION, signer.awaitExit(ENDS_MAX));
                String said = signer.said();
                assertTrue(said.contains("the Ledger at /dev/null is gone"), said);
                assertFalse(said.contains("WARNING"), said);
            }
        }
    }

    private static String run(SignedChain chain, String... command) {
        String[] all = new String[command.length + 2];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = "-c";
        all[command.length + 1] = chain.home().config().toString();
        return chain.home().program().run(all);
    }

    private static void configure(SignedChain chain, String device) throws IOException {
        chain.configure(
                """

                [[providers.ledgertm]]
                chain_ids = ["%s"]
                device = "%s"
                """
                        .formatted(chain.chainId(), device));
    }

    private static DeviceKey key(SignedChain chain) {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(chain.seed(), 0, publicKey, 0);
        return DeviceKey.ofSeed(Bytes.of(chain.seed()), Bytes.of(publicKey));
    }
}
