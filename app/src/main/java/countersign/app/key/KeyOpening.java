package countersign.app.key;

import countersign.app.shell.Failure;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.locked.AgeFile;
import countersign.provider.softsign.locked.AgeIdentities;
import countersign.provider.softsign.locked.LockedKeyFile;

import java.util.Arrays;

/// From the contents of one key file to its key, in whatever format they turn out to be.
///
/// @param name the file's name, for questions and errors
/// @param origin stands in front of errors
record KeyOpening(KeyForm form, Unlocking unlocking, String name, String origin) {
    /// Whether a passphrase or an identity is needed to read these contents.
    static boolean isLocked(byte[] contents) {
        return LockedKeyFile.isOne(contents) || AgeFile.isOne(contents);
    }

    /// The caller wipes `contents`.
    SoftKey open(byte[] contents) throws Failure, KeyFileException {
        if (LockedKeyFile.isOne(contents)) {
            LockedKeyFile file = LockedKeyFile.parse(contents);
            requireType(file.publicKey().type());
            try (SecretBytes passphrase = unlocking.passphrase(name, origin)) {
                return file.unlock(passphrase);
            }
        }
        if (AgeFile.isOne(contents)) {
            return ofAge(AgeFile.parse(contents));
        }
        return switch (form.format()) {
            case BASE64 -> SoftKey.ofBase64(form.type(), contents);
            case JSON -> SoftKey.ofPrivValidatorJson(contents);
        };
    }

    /// What `age` encrypted is a key file in either format.
    private SoftKey ofAge(AgeFile file) throws Failure, KeyFileException {
        try (SecretBytes plain = file.wantsPassphrase() ? byPassphrase(file) : byIdentity(file)) {
            byte[] inner = plain.unsafeExport();
            try {
                return inner.length > 0 && inner[0] == '{'
                        ? SoftKey.ofPrivValidatorJson(inner)
                        : SoftKey.ofBase64(form.type(), inner);
            } finally {
                Arrays.fill(inner, (byte) 0);
            }
        }
    }

    private SecretBytes byPassphrase(AgeFile file) throws Failure, KeyFileException {
        try (SecretBytes passphrase = unlocking.passphrase(name, origin)) {
            return file.open(passphrase);
        }
    }

    private SecretBytes byIdentity(AgeFile file) throws Failure, KeyFileException {
        try (AgeIdentities identities = unlocking.identities(name, origin)) {
            return file.open(identities);
        }
    }

    /// A consensus key may be of either type, as in JSON; an account key is secp256k1.
    private void requireType(KeyType type) throws KeyFileException {
        if (form.type() == KeyType.SECP256K1 && type != KeyType.SECP256K1) {
            throw new KeyFileException(
                    "it holds an " + type.cometName() + " key, and an account key is secp256k1",
                    "name the right file, or take key_type = \"account\" out");
        }
    }
}
