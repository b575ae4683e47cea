package countersign.acceptance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.SignedChain;
import countersign.bytes.Bytes;
import countersign.harness.fortanix.Dsm;
import countersign.harness.fortanix.DsmFault;
import countersign.harness.fortanix.DsmKey;
import countersign.harness.fortanix.DsmServer;
import countersign.harness.fortanix.ThrowawayCertificate;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
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
import java.util.List;

/// A chain whose only key is in Fortanix DSM, with the extension signatures that its node asks for.
@Execution(ExecutionMode.CONCURRENT)
final class FortanixIT {
    private static final Duration BLOCKS_MAX = Duration.ofMinutes(2);
    private static final Duration ENDS_MAX = Duration.ofMinutes(1);
    private static final int EXIT_CONFIGURATION = 78;
    private static final String API_KEY = "dXNlcjpwYXNzd29yZA==";
    private static final String ID = "11111111-2222-3333-4444-555555555555";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void everyBlock_isSigned_whileTheServiceFailsAndComesBack() throws IOException {
        try (SignedChain chain = SignedChain.create(folder)) {
            Dsm dsm = new Dsm(API_KEY, List.of(key(chain)));
            ThrowawayCertificate certificate = ThrowawayCertificate.make(folder);
            try (DsmServer server = DsmServer.start(dsm, certificate.tls())) {
                configure(chain, server, certificate, API_KEY);
                chain.home().initState();
                try (Child signer = chain.startSigner()) {
                    chain.start();
                    chain.awaitBlock(5, BLOCKS_MAX);
                    dsm.fail(DsmFault.HANGS_UP_ONCE);
                    chain.awaitBlock(chain.height() + 2, BLOCKS_MAX);

                    costsAVote(chain, signer, dsm, DsmFault.BROKEN, "HTTP status 500");
                    costsAVote(chain, signer, dsm, DsmFault.UNAUTHORIZED, "HTTP status 401");
                    costsAVote(chain, signer, dsm, DsmFault.SILENT, "did not answer in time");
                    costsAVote(chain, signer, dsm, DsmFault.WRONG_SIGNATURE, "does not verify");
                    chain.awaitBlock(chain.height() + 3, BLOCKS_MAX);
                    assertFalse(signer.said().contains(API_KEY));
                }
                chain.assertSigned(chain.height() - 1);
            }
        }
    }

    @Test
    void wrongApiKey_endsTheStart() throws IOException {
        try (SignedChain chain = SignedChain.create(folder)) {
            Dsm dsm = new Dsm(API_KEY, List.of(key(chain)));
            ThrowawayCertificate certificate = ThrowawayCertificate.make(folder);
            try (DsmServer server = DsmServer.start(dsm, certificate.tls())) {
                configure(chain, server, certificate, "b3RoZXI=");
                try (Child signer = chain.home().launch(chain.home().program())) {
                    assertEquals(EXIT_CONFIGURATION, signer.awaitExit(ENDS_MAX));
                    String said = signer.said();
                    assertTrue(said.contains("HTTP status 401"), said);
                    assertFalse(said.contains("b3RoZXI="), said);
                }
            }
        }
    }

    private static void costsAVote(
            SignedChain chain, Child signer, Dsm dsm, DsmFault fault, String words)
            throws IOException {
        dsm.fail(fault);
        signer.awaitWords(words, BLOCKS_MAX);
        dsm.fail(DsmFault.NONE);
        chain.recover();
    }

    private static void configure(
            SignedChain chain, DsmServer server, ThrowawayCertificate certificate, String apiKey)
            throws IOException {
        Path file = chain.home().directory().resolve("secrets/dsm");
        Files.writeString(file, apiKey + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        chain.configure(
                """

                [[providers.fortanixdsm]]
                api_endpoint = "%s"
                api_key_file = "secrets/dsm"
                ca_file = "%s"
                signing_keys = [{ chain_ids = ["%s"], type = "consensus", key_id = "%s" }]
                """
                        .formatted(server.endpoint(), certificate.pem(), chain.chainId(), ID));
    }

    private static DsmKey key(SignedChain chain) {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(chain.seed(), 0, publicKey, 0);
        return DsmKey.ed25519(ID, "validator", Bytes.of(chain.seed()), Bytes.of(publicKey));
    }
}
