package countersign.harness.provider;

import countersign.keyring.spi.Provider;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What is put through the contract: a provider, and the device behind it. Every claim makes a
/// subject of its own and closes it.
public interface Subject extends AutoCloseable {
    /// A provider as a start of the program would make it, for the same device and with the same
    /// settings each time. Called several times; what came before is closed by then.
    Provider provider() throws Exception;

    /// What [#cause] can do to the device. The claims on other faults are not made.
    default Set<Fault> faults() {
        return Set.of();
    }

    /// Makes the device fail until [#mend].
    default void cause(Fault fault) throws Exception {
        throw new UnsupportedOperationException(fault + " is not offered");
    }

    /// Ends what [#cause] began, as an operator would: the device is plugged in again. Does nothing
    /// to the provider, which must find out by itself.
    default void mend() throws Exception {}

    /// What must be read nowhere: PINs, passwords, tokens, private keys, each as the bytes that it
    /// is. Looked for as text, in hex and in base64.
    default List<byte[]> secrets() {
        return List.of();
    }

    /// Ends the device and whatever else was made for it.
    @Override
    default void close() throws IOException {}
}
