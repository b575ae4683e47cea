package countersign.provider.yubihsm.wire;

/// A switch of the whole device.
public enum DeviceOption {
    /// One byte: 0 off, 1 on, 2 on for good. When on and the log is full, commands fail.
    FORCE_AUDIT(1),
    /// Pairs of a command and 0, 1 or 2.
    COMMAND_AUDIT(3),
    /// Pairs of an algorithm and 0, 1 or 2.
    ALGORITHM_TOGGLE(4),
    FIPS_MODE(5);

    private final int code;

    DeviceOption(int code) {
        this.code = code;
    }

    /// Its byte on the wire.
    public int code() {
        return code;
    }
}
