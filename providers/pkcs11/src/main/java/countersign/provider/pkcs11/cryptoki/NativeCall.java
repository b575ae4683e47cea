package countersign.provider.pkcs11.cryptoki;

/// A function of a module. Public because the JDK makes its implementations; of no use elsewhere.
public interface NativeCall {
    /// Calls it, which may take as long as it likes, and returns its `CK_RV`.
    long call(Object... arguments);
}
