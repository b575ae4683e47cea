package countersign.provider.yubihsm.wire;

import java.io.Serial;
import java.util.Optional;

/// The device answered with an error byte. The cause of the `ProviderException` that says what was
/// asked of it.
public final class DeviceRefusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final int code;

    /// `code` is the byte that the device sent.
    public DeviceRefusal(int code) {
        super(text(code));
        this.code = code;
    }

    /// The byte that the device sent.
    public int code() {
        return code;
    }

    /// What the byte means, unless no firmware known here sends it.
    public Optional<DeviceError> error() {
        return DeviceError.of(code);
    }

    private static String text(int code) {
        String meaning = DeviceError.of(code).map(DeviceError::meaning).orElse("an unknown error");
        return "%s (error 0x%02x)".formatted(meaning, code);
    }
}
