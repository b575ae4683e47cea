package countersign.provider.yubihsm.transport;

import java.time.Duration;
import java.util.Optional;

/// Where a device is, and which one it must be.
public sealed interface DeviceAddress {
    /// Ten digits, where the device must be the one of this serial number.
    Optional<String> serial();

    /// Behind a connector that speaks HTTP, which has one device of its own.
    record Connector(String host, int port, Optional<String> serial) implements DeviceAddress {
        /// `host:port`, with brackets around an IPv6 address.
        public String authority() {
            boolean bare = host.contains(":") && !host.startsWith("[");
            return (bare ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return "the YubiHSM at " + authority();
        }
    }

    /// At this machine's USB: the one of this serial number, or the only one.
    ///
    /// @param answerMax how long one message may take
    record Usb(Optional<String> serial, Duration answerMax) implements DeviceAddress {
        @Override
        public String toString() {
            return serial.map(number -> "the YubiHSM " + number).orElse("the YubiHSM at USB");
        }
    }
}
