package countersign.harness.ledgerapp;

/// What the device shows.
public enum Screen {
    /// The validator app is open.
    APP,
    /// No app is open: the device answers, but knows no command of ours.
    DASHBOARD,
    /// The device wants its PIN.
    LOCKED,
    /// There is no device.
    UNPLUGGED
}
