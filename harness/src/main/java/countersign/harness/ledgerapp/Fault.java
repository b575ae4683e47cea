package countersign.harness.ledgerapp;

/// What goes wrong with the next signature.
public enum Fault {
    NONE,
    /// The cable is pulled after the app has heard the message and before it answers.
    UNPLUGGED,
    /// The app says nothing more.
    SILENT,
    /// The signature is over something else.
    WRONG_SIGNATURE,
    /// The signature has 63 bytes.
    SHORT_SIGNATURE
}
