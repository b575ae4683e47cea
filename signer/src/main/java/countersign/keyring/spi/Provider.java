package countersign.keyring.spi;

import java.util.List;

/// A key backend, built with its settings by the program that knows them.
public interface Provider {
    /// The name as operators configure it, for instance `softsign`.
    String name();

    /// Opens every configured key. Each handle has proved itself: its public key was derived from
    /// or confirmed by the private one. On an exception nothing stays open.
    List<KeyHandle> open() throws ProviderException;
}
