package countersign.provider.yubihsm.setup;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.consensus.Bech32;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Every secret that follows from a mnemonic, by tmkms' paths. A mnemonic brings them back on any
/// machine, for any device.
public final class SetupSecrets implements AutoCloseable {
    /// The first component of every path, so that another derivation may come one day.
    private static final String VERSION = "1";

    /// Half a derived key: a password of the device is worth 128 bits at most.
    private static final int PASSWORD_BYTES = 16;

    private final Mnemonic mnemonic;

    /// Takes the mnemonic over and closes it.
    public SetupSecrets(Mnemonic mnemonic) {
        this.mnemonic = mnemonic;
    }

    public Mnemonic mnemonic() {
        return mnemonic;
    }

    /// The password of a role's authentication key, which the caller must close: the words
    /// themselves for the admin, else bech32 such as `kms-operator-password-1…`.
    public SecretBytes password(Role role) {
        return switch (role) {
            case ADMIN -> mnemonic.phrase();
            case OPERATOR, AUDITOR, VALIDATOR -> derivedPassword(role.word());
        };
    }

    /// The 32 bytes of the wrap key with this id, which the caller must close.
    public SecretBytes wrapKey(int id) {
        return derive("wrap", "0x%04x".formatted(id));
    }

    @Override
    public void close() {
        mnemonic.close();
    }

    private SecretBytes derivedPassword(String role) {
        try (SecretBytes derived = derive("role", role)) {
            byte[] half = derived.unsafeExport(0, PASSWORD_BYTES);
            // Bech32 gives a `String`, of which a copy stays in the heap of a process that is about
            // to show the password on the screen.
            String password = Bech32.encode("kms-" + role + "-password-", Bytes.of(half));
            Arrays.fill(half, (byte) 0);
            return SecretBytes.take(password.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private SecretBytes derive(String kind, String name) {
        try (SecretBytes root = mnemonic.entropy()) {
            return Hkd32.derive(root, List.of(VERSION, kind, name));
        }
    }
}
