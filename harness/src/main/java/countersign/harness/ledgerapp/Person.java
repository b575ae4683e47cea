package countersign.harness.ledgerapp;

/// Whoever sits in front of the device.
public enum Person {
    /// Presses the right button as soon as the device asks.
    ACCEPTS,
    /// Presses the left one.
    REJECTS,
    /// Presses nothing before a test does.
    AWAY
}
