package countersign.provider.yubihsm.transport;

/// The numbers by which Linux says what is wrong with a USB device.
final class Errno {
    static final int ENOENT = 2;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int EPIPE = 32;
    static final int ESHUTDOWN = 108;
    static final int ETIMEDOUT = 110;

    private Errno() {}

    static String text(int errno) {
        return switch (errno) {
            case ENOENT, ENODEV, ESHUTDOWN -> "the device is gone";
            case EACCES -> "no permission";
            case EBUSY -> "another process has the device";
            case EPIPE -> "the endpoint is stalled";
            case ETIMEDOUT -> "no answer in time";
            default -> "error " + errno;
        };
    }
}
