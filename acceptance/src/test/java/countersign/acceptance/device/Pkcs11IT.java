package countersign.acceptance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.SignedChain;

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

/// A chain whose only key was made in a PKCS#11 token.
@Execution(ExecutionMode.CONCURRENT)
final class Pkcs11IT {
    private static final Duration BLOCKS_MAX = Duration.ofSeconds(90);
    private static final Duration ENDS_MAX = Duration.ofMinutes(1);
    private static final int EXIT_CONFIGURATION = 78;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void keyOfPkcs11Tool_signsEveryBlock_whileItsTokenGoesAndComesBack() throws IOException {
        SoftHsmTokens tokens = tokens();
        make(tokens, "EC:edwards25519");
        try (SignedChain chain = chain(tokens, SoftHsmTokens.PIN, "ed25519")) {
            chain.adoptKey("tendermint/PubKeyEd25519");
            try (Child signer = chain.startSigner()) {
                chain.start();
                chain.awaitBlock(5, BLOCKS_MAX);
                Path away = folder.resolve("away");
                Files.move(tokens.tokens(), away);
                signer.awaitWords("signing operation failed: pkcs11: ", BLOCKS_MAX);
                Files.move(away, tokens.tokens());
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
    void secp256k1KeyOfPkcs11Tool_signsEveryBlock() throws IOException {
        SoftHsmTokens tokens = tokens();
        make(tokens, "EC:secp256k1");
        try (SignedChain chain = chain(tokens, SoftHsmTokens.PIN, "secp256k1")) {
            chain.adoptKey("tendermint/PubKeySecp256k1");
            try (Child _ = chain.startSigner()) {
                chain.start();
                chain.awaitBlock(10, BLOCKS_MAX);
            }
            chain.assertSigned(chain.height() - 1);
        }
    }

    @Test
    void keyMadeByTheCommand_isListedTriedAndSigns() throws IOException {
        SoftHsmTokens tokens = tokens();
        try (SignedChain chain = chain(tokens, SoftHsmTokens.PIN, "ed25519")) {
            String made =
                    chain.run("pkcs11", "generate", "--key-label", "validator", "--key-id", "01");
            assertTrue(made.contains("key_label = \"validator\", key_id = \"01\""), made);
            assertTrue(
                    tokens.tool("--list-objects", "--type", "privkey")
                            .contains("sensitive, always sensitive, never extractable, local"));
            String listed = chain.run("pkcs11", "list");
            assertTrue(listed.contains("token `kms`"), listed);
            assertTrue(listed.contains("Ed25519 `validator`, id 01: "), listed);
            assertTrue(listed.contains(", configured"), listed);
            String tried = chain.run("pkcs11", "test", "-n", "20");
            assertTrue(tried.contains("on the token `kms`: 20 signatures, half of"), tried);

            chain.adoptKey("tendermint/PubKeyEd25519");
            try (Child _ = chain.startSigner()) {
                chain.start();
                chain.awaitBlock(5, BLOCKS_MAX);
            }
            chain.assertSigned(chain.height() - 1);
        }
    }

    @Test
    void wrongPin_endsTheStart() throws IOException {
        SoftHsmTokens tokens = tokens();
        make(tokens, "EC:edwards25519");
        try (SignedChain chain = chain(tokens, "987654", "ed25519");
                Child signer = chain.launchSigner()) {
            assertEquals(EXIT_CONFIGURATION, signer.awaitExit(ENDS_MAX));
            String said = signer.said();
            assertTrue(said.contains("CKR_PIN_INCORRECT"), said);
            assertTrue(!said.contains("987654"), said);
        }
    }

    private SoftHsmTokens tokens() throws IOException {
        return SoftHsmTokens.create(Files.createDirectory(folder.resolve("softhsm")));
    }

    private static void make(SoftHsmTokens tokens, String type) {
        tokens.tool("--keypairgen", "--key-type", type, "--label", "validator", "--id", "01");
    }

    private SignedChain chain(SoftHsmTokens tokens, String pin, String algorithm)
            throws IOException {
        SignedChain chain =
                SignedChain.withoutKey(
                        folder, SoftHsmTokens.VARIABLE, tokens.configuration().toString());
        Path file = folder.resolve("pin.txt");
        Files.writeString(file, pin + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        chain.configure(
                """

                [[providers.pkcs11]]
                module = "%s"
                token_label = "kms"
                pin_file = "%s"
                keys = [{ chain_ids = ["%s"], key_label = "validator", algorithm = "%s" }]
                """
                        .formatted(tokens.module(), file, chain.chainId(), algorithm));
        return chain;
    }
}
