package countersign.provider.softsign.locked;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

final class LockedKeyFileTest {
    /// The least that is allowed, for tests that open many files.
    private static final Argon2Cost CHEAP = new Argon2Cost(Argon2Cost.MEMORY_KIB_MIN, 1, 1);

    private final SecureRandom random = new SecureRandom();

    @Test
    void fileThatOtherProgramsMade_opens() throws KeyFileException {
        LockedKeyFile file = LockedKeyFile.parse(Samples.read("osmosis.key"));

        assertEquals("osmosis validator", file.label());
        try (SoftKey key = unlock(file)) {
            assertEquals(Samples.key().publicKey(), key.publicKey());
            assertEquals(file.publicKey(), key.publicKey());
            assertArrayEquals(Samples.ascii(Samples.PLAIN), key.unsafeFileContents());
        }
    }

    @Test
    void newFile_opensAndIsNeverTheSame() throws KeyFileException {
        Bytes one = LockedKeyFile.lock(Samples.key(), "a b", passphrase(), random);
        Bytes two = LockedKeyFile.lock(Samples.key(), "a b", passphrase(), random);

        assertTrue(LockedKeyFile.isOne(one.toArray()));
        assertEquals(
                Samples.key().publicKey(), unlock(LockedKeyFile.parse(one.toArray())).publicKey());
        assertEquals(5, lines(one).filter(line -> lines(two).anyMatch(line::equals)).count());
        assertTrue(Samples.text(one).contains("m=65536,t=3,p=4"));
        assertNotEquals(one, two);
    }

    @Test
    void everyKindOfKey_comesBackAsItWas() throws KeyFileException {
        byte[] expanded = new byte[64];
        random.nextBytes(expanded);
        for (SoftKey key :
                new SoftKey[] {
                    SoftKey.generate(KeyType.ED25519, random),
                    SoftKey.generate(KeyType.SECP256K1, random),
                    SoftKey.ofSecret(KeyType.ED25519, expanded)
                }) {
            Bytes file = LockedKeyFile.lock(key, "key", passphrase(), random, CHEAP);
            SoftKey back = unlock(LockedKeyFile.parse(file.toArray()));
            assertEquals(key.publicKey(), back.publicKey());
            assertArrayEquals(key.unsafeSecret(), back.unsafeSecret());
        }
    }

    @Test
    void wrongPassphrase_isOneNamedError() throws KeyFileException {
        LockedKeyFile file = LockedKeyFile.parse(cheap().toArray());

        KeyFileException refused =
                assertThrows(
                        KeyFileException.class,
                        () -> file.unlock(Samples.passphrase("correct horse batterz")));

        assertEquals("the passphrase is wrong, or the file was changed", refused.what());
        assertFalse(refused.toString().contains("horse"));
    }

    /// Nothing in the file can be altered, not even its case or its white space.
    @Test
    void everyFlippedBit_isRefused() {
        byte[] file = cheap().toArray();
        int refusedAtOnce = 0;
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= (byte) (1 << i % 7);
            try {
                LockedKeyFile parsed = LockedKeyFile.parse(changed);
                assertThrows(KeyFileException.class, () -> unlock(parsed), "byte " + i);
            } catch (KeyFileException e) {
                refusedAtOnce++;
            }
        }
        assertTrue(refusedAtOnce > file.length / 3, "most are seen without the passphrase");
    }

    @Test
    void everyOtherLength_isRefused() {
        byte[] file = cheap().toArray();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(KeyFileException.class, () -> LockedKeyFile.parse(cut), "at " + length);
        }
        for (String more : new String[] {"\n", " ", "A", "\0"}) {
            byte[] longer = Samples.ascii(Samples.text(Bytes.of(file)) + more);
            assertThrows(KeyFileException.class, () -> LockedKeyFile.parse(longer));
        }
        byte[] windows = Samples.ascii(Samples.text(Bytes.of(file)).replace("\n", "\r\n"));
        assertThrows(KeyFileException.class, () -> LockedKeyFile.parse(windows));
    }

    /// A secret is bound to its header: to the label too, which nothing else would notice.
    @Test
    void anotherLabelOrPublicKey_doesNotOpen() throws KeyFileException {
        String file = Samples.text(cheap());
        String other =
                LockedHeader.base64(SoftKey.generate(KeyType.ED25519, random).publicKey().value());
        String own = LockedHeader.base64(Samples.key().publicKey().value());
        for (String changed :
                new String[] {file.replace("label key", "label kez"), file.replace(own, other)}) {
            LockedKeyFile parsed = LockedKeyFile.parse(Samples.ascii(changed));
            assertThrows(KeyFileException.class, () -> unlock(parsed));
        }
    }

    @TestFactory
    Stream<DynamicTest> hostileHeader_isRefusedUnopened() {
        Map<String, String> edits =
                Map.ofEntries(
                        Map.entry("m=8192", "m=2147483647"),
                        Map.entry("m=8192,", "m=65537,"),
                        Map.entry("m=8192, ", "m=8191,"),
                        Map.entry("t=1", "t=11"),
                        Map.entry("t=1,", "t=0,"),
                        Map.entry("p=1", "p=9"),
                        Map.entry("p=1,", "p=99999999999999999999,"),
                        Map.entry("type ed25519", "type ed448"),
                        Map.entry("key 1", "key 2"),
                        Map.entry("label key", "label  key"),
                        Map.entry("label key\n", "label \n"),
                        Map.entry("label ", "label " + "a".repeat(62)),
                        Map.entry("salt=", "salt=AAAA"),
                        Map.entry("argon2id", "argon2i"),
                        Map.entry("aes-256-gcm", "aes-128-gcm"));
        String file = Samples.text(cheap());
        return edits.entrySet().stream()
                .map(
                        edit ->
                                DynamicTest.dynamicTest(
                                        edit.getKey() + " to " + edit.getValue(),
                                        () -> assertRefused(file, edit)));
    }

    private static void assertRefused(String file, Map.Entry<String, String> edit) {
        String changed = file.replace(edit.getKey().strip(), edit.getValue());
        assertNotEquals(file, changed);
        KeyFileException refused =
                assertThrows(
                        KeyFileException.class, () -> LockedKeyFile.parse(Samples.ascii(changed)));
        assertFalse(refused.next().isEmpty());
    }

    @Test
    void labels_arePrintable() {
        assertTrue(LockedKeyFile.isLabel("osmosis-1 key (2)"));
        assertTrue(LockedKeyFile.isLabel("a".repeat(64)));
        for (String label : new String[] {"", " ", "a ", "a".repeat(65), "a\nb", "ü", "a\u001b"}) {
            assertFalse(LockedKeyFile.isLabel(label), label);
        }
    }

    private Bytes cheap() {
        return LockedKeyFile.lock(Samples.key(), "key", passphrase(), random, CHEAP);
    }

    private static SoftKey unlock(LockedKeyFile file) throws KeyFileException {
        try (SecretBytes passphrase = passphrase()) {
            return file.unlock(passphrase);
        }
    }

    private static SecretBytes passphrase() {
        return Samples.passphrase(Samples.PASSPHRASE);
    }

    private static Stream<String> lines(Bytes file) {
        return Samples.text(file).lines();
    }
}
