package countersign.provider.yubihsm.setup;

/// What was typed is no mnemonic. Says where it goes wrong, never which words were typed.
public final class MnemonicException extends Exception {
    private static final long serialVersionUID = 1L;

    MnemonicException(String what) {
        super(what);
    }

    /// What is wrong: a sentence without its full stop.
    public String what() {
        return String.valueOf(getMessage());
    }
}
