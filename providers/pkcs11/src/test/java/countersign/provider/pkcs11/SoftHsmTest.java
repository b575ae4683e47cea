package countersign.provider.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.pkcs11.cryptoki.TokenFacts;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Keys that others made sign for us, and the other way round.
final class SoftHsmTest {
    private static final String ED25519 = "EC:edwards25519";
    private static final String SECP256K1 = "EC:secp256k1";
    private static final Bytes MESSAGE = Bytes.of("a vote".getBytes(UTF_8));
    private static final Bytes SPKI_HEADER = Bytes.ofHex("302a300506032b6570032100");

    /// RFC 8032, section 7.1, TEST 3.
    private static final Bytes SEED =
            Bytes.ofHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");

    private static final Bytes SEED_PUBLIC_KEY =
            Bytes.ofHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    private static final Bytes SEED_SIGNATURE =
            Bytes.ofHex(
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

    private static final SoftHsm HSM = SoftHsm.empty();

    @BeforeAll
    static void makeTokens() {
        HSM.with("kms").with("second");
        HSM.make("kms", ED25519, "validator", "01");
        HSM.make("kms", SECP256K1, "account", "02");
        HSM.make("kms", ED25519, "twin", "03");
        HSM.make("kms", ED25519, "twin", "04");
        HSM.bring("kms", SEED, "brought", "0a");
        HSM.make("second", ED25519, "validator", "01");
    }

    @Test
    void ed25519KeyOfPkcs11Tool_signsWhatTheJdkVerifies()
            throws ProviderException, GeneralSecurityException {
        try (KeyHandle key = HSM.open("kms", SoftHsm.key("validator", KeyType.ED25519))) {
            Bytes signature = key.sign(MESSAGE, soon());

            assertTrue(key.publicKey().verifies(MESSAGE, signature));
            Signature jdk = Signature.getInstance("Ed25519");
            Bytes spki = SPKI_HEADER.concat(key.publicKey().value());
            jdk.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(spki.toArray())));
            jdk.update(MESSAGE.toArray());
            assertTrue(jdk.verify(signature.toArray()));
            String listed = HSM.tool("kms", "--list-objects", "--type", "pubkey", "--id", "01");
            assertTrue(listed.contains("0420" + key.publicKey().value().hex()), listed);
        }
    }

    @Test
    void secp256k1KeyOfPkcs11Tool_signsInLowS() throws ProviderException {
        try (KeyHandle key = HSM.open("kms", SoftHsm.key("account", KeyType.SECP256K1))) {
            // Half of all signatures come with a high S, which `verifies` refuses.
            for (int i = 0; i < 20; i++) {
                Bytes message = Bytes.of((byte) i);
                assertTrue(key.publicKey().verifies(message, key.sign(message, soon())));
            }
        }
    }

    /// It stores the curve as an OID and the point without any header.
    @Test
    void importedKey_signsAsRfc8032Says() throws ProviderException {
        try (KeyHandle key = HSM.open("kms", SoftHsm.key("brought", KeyType.ED25519))) {
            assertEquals(SEED_PUBLIC_KEY, key.publicKey().value());
            assertEquals(SEED_SIGNATURE, key.sign(Bytes.ofHex("af82"), soon()));
        }
    }

    @Test
    void edDsaParameters_changeNothingForAModuleThatAcceptsThem() throws ProviderException {
        TokenSettings plain = HSM.settings("kms");
        Token token =
                new Token(
                        new TokenSettings(plain.module(), plain.name(), true),
                        SoftHsm.pin(SoftHsm.PIN),
                        Ticker.SYSTEM);
        KeySettings wanted = SoftHsm.key("brought", KeyType.ED25519);
        try (KeyHandle key = new Pkcs11Provider(token, List.of(wanted)).open().getFirst()) {
            assertEquals(SEED_SIGNATURE, key.sign(Bytes.ofHex("af82"), soon()));
        }
    }

    @Test
    void noBytesAtAll_areSigned() throws ProviderException {
        try (KeyHandle key = HSM.open("kms", SoftHsm.key("validator", KeyType.ED25519))) {
            Bytes signature = key.sign(Bytes.EMPTY, soon());

            assertTrue(key.publicKey().verifies(Bytes.EMPTY, signature));
            assertTrue(key.publicKey().verifies(MESSAGE, key.sign(MESSAGE, soon())));
        }
    }

    @Test
    void extensionOfAMebibyte_isSigned() throws ProviderException {
        Bytes large = Bytes.of(new byte[1 << 20]);
        try (KeyHandle key = HSM.open("kms", SoftHsm.key("validator", KeyType.ED25519))) {
            assertTrue(key.publicKey().verifies(large, key.sign(large, soon())));
        }
    }

    @Test
    void keysOfOneToken_comeInTheirOrderAndByIdToo() throws ProviderException {
        KeySettings byId =
                new KeySettings(
                        Optional.empty(),
                        Optional.of(Bytes.ofHex("03")),
                        KeyType.ED25519,
                        Optional.empty());
        List<KeyHandle> keys =
                new Pkcs11Provider(
                                HSM.token("kms"),
                                List.of(SoftHsm.key("brought", KeyType.ED25519), byId))
                        .open();

        assertEquals(SEED_PUBLIC_KEY, keys.getFirst().publicKey().value());
        keys.getFirst().close();
        PublicKey second = keys.getLast().publicKey();
        assertTrue(second.verifies(MESSAGE, keys.getLast().sign(MESSAGE, soon())));
        keys.getLast().close();
    }

    @Test
    void eightThreads_allGetTheirSignatures() throws Exception {
        try (KeyHandle key = HSM.open("kms", SoftHsm.key("validator", KeyType.ED25519));
                KeyHandle other = HSM.open("second", SoftHsm.key("validator", KeyType.ED25519));
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                Bytes message = Bytes.of((byte) i, (byte) (i >> 8));
                KeyHandle one = i % 2 == 0 ? key : other;
                work.add(() -> one.publicKey().verifies(message, one.sign(message, soon())));
            }
            for (Future<Boolean> verified : threads.invokeAll(work)) {
                assertTrue(verified.get());
            }
        }
    }

    @Test
    void keyThatWeMake_isKeptInTheTokenAndSignsForOthers(@TempDir Path folder)
            throws ProviderException, IOException {
        for (KeyType type : KeyType.values()) {
            String label = "ours-" + type.cometName();
            Bytes id = Bytes.of((byte) 0x50, (byte) type.publicKeyField());
            KeySettings wanted =
                    new KeySettings(Optional.of(label), Optional.of(id), type, Optional.empty());
            PublicKey made;
            try (Token token = HSM.token("kms")) {
                made = TokenTasks.generate(token, wanted);
            }
            String listed = HSM.tool("kms", "--list-objects", "--id", id.hex());
            assertTrue(listed.contains("sensitive, always sensitive, never extractable"), listed);
            if (type == KeyType.ED25519) {
                Path message = Files.write(folder.resolve("message"), MESSAGE.toArray());
                Path signature = folder.resolve("signature");
                HSM.tool(
                        "kms",
                        "--sign",
                        "--mechanism",
                        "EDDSA",
                        "--id",
                        id.hex(),
                        "--input-file",
                        message.toString(),
                        "--output-file",
                        signature.toString());
                assertTrue(made.verifies(MESSAGE, Bytes.of(Files.readAllBytes(signature))));
            }
        }
    }

    @Test
    void nameThatIsTaken_getsNoSecondKey() {
        try (Token token = HSM.token("kms")) {
            refused(
                    "has a key with the label",
                    () -> TokenTasks.generate(token, named("xx", "01")));
            refused(
                    "has a key with the label",
                    () -> TokenTasks.generate(token, named("validator", "77")));
        }
    }

    @Test
    void list_showsTokensAndTheirKeys() throws ProviderException {
        List<String> labels =
                TokenTasks.tokens(HSM.module()).stream()
                        .filter(TokenFacts::isInitialized)
                        .map(TokenFacts::label)
                        .sorted()
                        .toList();
        assertEquals(List.of("kms", "second"), labels);
        try (Token token = HSM.token("kms")) {
            KeyFacts brought =
                    TokenTasks.keys(token).stream()
                            .filter(key -> key.label().equals("brought"))
                            .findFirst()
                            .orElseThrow();
            assertEquals("Ed25519", brought.kind());
            assertEquals(Bytes.ofHex("0a"), brought.id());
            assertEquals(SEED_PUBLIC_KEY, brought.publicKey().orElseThrow().value());
        }
    }

    @Test
    void test_signsAsOftenAsAsked() throws ProviderException {
        try (Token token = HSM.token("kms")) {
            Latencies found = TokenTasks.test(token, SoftHsm.key("validator", KeyType.ED25519), 10);

            assertEquals(10, found.signatures());
            assertTrue(found.median().compareTo(found.longest()) <= 0);
            assertTrue(found.median().compareTo(Duration.ZERO) > 0);
        }
    }

    @Test
    void wrongKeys_areNamed() {
        wrong("is not on the token `kms`", SoftHsm.key("nobody", KeyType.ED25519));
        wrong("several private keys", SoftHsm.key("twin", KeyType.ED25519));
        wrong("is Ed25519 instead of secp256k1", SoftHsm.key("validator", KeyType.SECP256K1));
        wrong("is secp256k1 instead of Ed25519", SoftHsm.key("account", KeyType.ED25519));
        PublicKey other = new PublicKey(KeyType.ED25519, SEED_PUBLIC_KEY);
        wrong(
                "is another key: its public key is",
                SoftHsm.key("validator", KeyType.ED25519).pinned(other));
    }

    @Test
    void wrongTokensAndModules_areNamed() {
        KeySettings key = SoftHsm.key("validator", KeyType.ED25519);
        ProviderException noToken =
                assertThrows(ProviderException.class, () -> HSM.open("kme", key));
        assertEquals("the token `kme` is not there", noToken.what());
        assertTrue(noToken.next().contains("`kms` in slot"), noToken.next());
        assertEquals(Outcome.UNREACHED, noToken.outcome());
        refused("cannot load", () -> tokens(Path.of("/nowhere/module.so")));
        refused(
                "has no C_GetFunctionList",
                () -> tokens(Path.of(System.getProperty("java.home"), "lib", "libzip.so")));
    }

    private static List<TokenFacts> tokens(Path file) throws ProviderException {
        return TokenTasks.tokens(new TokenModule(file));
    }

    private static void wrong(String words, KeySettings key) {
        refused(words, () -> HSM.open("kms", key));
    }

    private static void refused(String words, Callable<?> attempt) {
        ProviderException refused = assertThrows(ProviderException.class, attempt::call);
        assertTrue(refused.what().contains(words), refused.what());
    }

    private static KeySettings named(String label, String id) {
        return new KeySettings(
                Optional.of(label),
                Optional.of(Bytes.ofHex(id)),
                KeyType.ED25519,
                Optional.empty());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1), Ticker.SYSTEM);
    }
}
