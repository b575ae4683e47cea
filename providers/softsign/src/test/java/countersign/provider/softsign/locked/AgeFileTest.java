package countersign.provider.softsign.locked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.Bech32;
import countersign.provider.softsign.KeyFileException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// `age`'s own files, and ours read back. `AgePeerTest` asks `age` itself.
final class AgeFileTest {
    private static final String RECIPIENT =
            "age1txr0ajn3ejpu9ckdxavaz5x3ak4ksx3esmse060em78pd8dkjpsq67sldg";

    @Test
    void filesForAnIdentity_open() throws KeyFileException {
        for (String name : List.of("x25519.age", "two-recipients.armored.age")) {
            byte[] contents = Samples.read(name);
            assertTrue(AgeFile.isOne(contents));
            AgeFile file = AgeFile.parse(contents);
            assertFalse(file.wantsPassphrase());
            assertEquals(Samples.PLAIN, Samples.text(file.open(identities())), name);
            assertThrows(
                    KeyFileException.class,
                    () -> file.open(Samples.passphrase(Samples.PASSPHRASE)));
        }
    }

    @Test
    void filesForAPassphrase_open() throws KeyFileException {
        for (String name : List.of("passphrase.age", "passphrase.armored.age")) {
            AgeFile file = AgeFile.parse(Samples.read(name));
            assertTrue(file.wantsPassphrase());
            assertEquals(
                    Samples.PLAIN,
                    Samples.text(file.open(Samples.passphrase(Samples.PASSPHRASE))),
                    name);
            assertThrows(KeyFileException.class, () -> file.open(identities()));
        }
    }

    @Test
    void wrongPassphrase_isOneNamedError() throws KeyFileException {
        AgeFile file = AgeFile.parse(Samples.read("passphrase.age"));
        KeyFileException refused =
                assertThrows(KeyFileException.class, () -> file.open(Samples.passphrase("wrong")));
        assertEquals("the passphrase is wrong, or the file was changed", refused.what());
    }

    @Test
    void identityOfSomebodyElse_opensNothing() throws KeyFileException {
        byte[] other = seal("text");
        AgeFile file = AgeFile.parse(seal("text"));
        assertEquals("text", Samples.text(file.open(identities())));

        // The one bit that makes the recipient another: its share no longer fits.
        int share = new String(other, StandardCharsets.ISO_8859_1).indexOf("X25519 ") + 7;
        other[share] = (byte) (other[share] == 'A' ? 'B' : 'A');
        AgeFile changed = AgeFile.parse(other);
        KeyFileException refused =
                assertThrows(KeyFileException.class, () -> changed.open(identities()));
        assertEquals("it is not for any of the identities", refused.what());
    }

    @Test
    void everyFlippedBit_isRefused() throws KeyFileException {
        byte[] file = seal("secret");
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThrows(
                    KeyFileException.class,
                    () -> AgeFile.parse(changed).open(identities()),
                    "byte " + i);
        }
    }

    @Test
    void everyCutOffFile_isRefused() throws KeyFileException {
        byte[] file = seal("secret");
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(
                    KeyFileException.class,
                    () -> AgeFile.parse(cut).open(identities()),
                    "at " + length);
        }
    }

    /// A hostile file must not take the machine's memory, and no field is believed.
    @Test
    void hostileHeaders_areRefused() {
        String body = "A".repeat(43);
        String salt = "A".repeat(22);
        for (String header :
                List.of(
                        "age-encryption.org/v2\n-> X25519 " + body + "\n" + body + "\n",
                        "age-encryption.org/v1\n",
                        scrypt(salt, "19", body),
                        scrypt(salt, "63", body),
                        scrypt(salt, "0", body),
                        scrypt(salt, "-1", body),
                        scrypt(salt, "018", body),
                        scrypt(salt, "999999999999", body),
                        scrypt("AAAA", "10", body),
                        scrypt(salt, "10", "AAAA"),
                        scrypt(salt, "10", body) + "-> X25519 " + body + "\n" + body + "\n",
                        "age-encryption.org/v1\n-> X25519 " + body + "\n" + body + "=\n",
                        "age-encryption.org/v1\n-> X25519 " + body + "\n" + "A".repeat(65) + "\n",
                        "age-encryption.org/v1\n-> X25519  " + body + "\n" + body + "\n",
                        "age-encryption.org/v1\n->\n\n",
                        "age-encryption.org/v1\n-> X25519 " + body.substring(1) + "B\n\n",
                        "age-encryption.org/v1\n" + "-> x\n\n".repeat(33))) {
            byte[] file = Samples.ascii(header + "--- " + body + "\n" + "n".repeat(100));
            KeyFileException refused =
                    assertThrows(KeyFileException.class, () -> openAny(file), header);
            assertFalse(refused.next().isEmpty());
        }
    }

    /// A share of low order would give a key that everybody knows.
    @Test
    void shareOfLowOrder_isRefused() throws KeyFileException {
        String zero = AgeHeader.base64(Bytes.of(new byte[32]));
        String text =
                "age-encryption.org/v1\n-> X25519 " + zero + "\n" + zero + "\n--- " + zero + "\n";
        AgeFile file = AgeFile.parse(Samples.ascii(text + "n".repeat(100)));
        assertThrows(KeyFileException.class, () -> file.open(identities()));
        String nobody = Bech32.encode("age", Bytes.of(new byte[32]));
        AgeRecipient recipient = AgeRecipient.parse(nobody);
        assertThrows(
                KeyFileException.class,
                () -> AgeFile.seal(new byte[1], List.of(recipient), new SecureRandom()));
    }

    @Test
    void strangeRecipients_arePassedOver() throws KeyFileException {
        String text = new String(seal("text"), StandardCharsets.ISO_8859_1);
        String more =
                text.replaceFirst("\n", "\n-> joint-grease X Y\n" + "QUJD".repeat(16) + "\n\n");
        AgeFile file = AgeFile.parse(more.getBytes(StandardCharsets.ISO_8859_1));
        // It was not there when the header was authenticated.
        KeyFileException refused =
                assertThrows(KeyFileException.class, () -> file.open(identities()));
        assertTrue(refused.what().endsWith("its header was changed"), refused.what());
    }

    @Test
    void identityFiles_areReadStrictly() throws KeyFileException {
        String line =
                new String(Samples.read("identity.txt"), StandardCharsets.US_ASCII)
                        .lines()
                        .filter(l -> l.startsWith("AGE"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(1, AgeIdentities.parse(Samples.ascii("# x\n\r\n" + line)).scalars().size());
        for (String bad :
                List.of(
                        "",
                        "# only a remark\n",
                        line.toLowerCase(Locale.ROOT),
                        line.substring(0, 70),
                        line.replace('Q', 'P').replace("7E", "8E"),
                        line + "Q",
                        " " + line,
                        "AGE-PLUGIN-YUBIKEY-1" + line.substring(16),
                        "-----BEGIN OPENSSH PRIVATE KEY-----",
                        (line + "\n").repeat(17))) {
            KeyFileException refused =
                    assertThrows(
                            KeyFileException.class,
                            () -> AgeIdentities.parse(Samples.ascii(bad)),
                            bad);
            assertFalse(refused.toString().contains(line.substring(20, 30)));
        }
    }

    @Test
    void recipients_areCheckedWhenRead() {
        for (String bad : List.of("", "age1", RECIPIENT + "q", "osmo1w9wz64", "ssh-ed25519 AAAA")) {
            assertThrows(KeyFileException.class, () -> AgeRecipient.parse(bad), bad);
        }
    }

    /// RFC 7914, section 12, has no vector with r = 8 and p = 1 but this.
    @Test
    void scrypt_isThatOfTheRfc() {
        try (SecretBytes passphrase = Samples.passphrase("pleaseletmein")) {
            byte[] key = Scrypt.key(passphrase, Bytes.of(Samples.ascii("SodiumChloride")), 14);
            assertEquals(
                    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
                    Bytes.of(key).hex());
        }
    }

    private static void openAny(byte[] file) throws KeyFileException {
        AgeFile parsed = AgeFile.parse(file);
        if (parsed.wantsPassphrase()) {
            parsed.open(Samples.passphrase(Samples.PASSPHRASE));
        } else {
            parsed.open(identities());
        }
    }

    private static String scrypt(String salt, String logN, String body) {
        return "age-encryption.org/v1\n-> scrypt " + salt + " " + logN + "\n" + body + "\n";
    }

    private static byte[] seal(String text) throws KeyFileException {
        return AgeFile.seal(
                        Samples.ascii(text),
                        List.of(AgeRecipient.parse(RECIPIENT)),
                        new SecureRandom())
                .toArray();
    }

    private static AgeIdentities identities() throws KeyFileException {
        return AgeIdentities.parse(Samples.read("identity.txt"));
    }
}
