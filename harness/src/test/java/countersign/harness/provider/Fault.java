package countersign.harness.provider;

/// What can be the matter with a device.
public enum Fault {
    /// Unplugged, its connector stopped, its service down: nothing answers.
    AWAY,
    /// It takes what it is asked and does not answer before every deadline has passed.
    SLOW,
    /// It answers with signatures that are of this key and not over this message, or of no key.
    LYING
}
