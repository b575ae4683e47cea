package countersign.app.config.provider;

import java.util.Optional;

/// What opens a key file that is locked.
///
/// @param passphrase of a file that a passphrase locks
/// @param identity the identities of a file that `age` encrypted to recipients
public record LockSettings(Optional<SecretSource> passphrase, Optional<SecretSource> identity) {
    public static final LockSettings NONE = new LockSettings(Optional.empty(), Optional.empty());

    public boolean isEmpty() {
        return equals(NONE);
    }
}
