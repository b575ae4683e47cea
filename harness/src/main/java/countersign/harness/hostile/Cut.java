package countersign.harness.hostile;

/// Where the socket is cut: after so many bytes written or read, handshake included.
public record Cut(long writtenMax, long readMax) {
    public static final Cut NOWHERE = new Cut(Long.MAX_VALUE, Long.MAX_VALUE);

    /// After the node has written so many bytes.
    public static Cut afterWriting(long bytes) {
        return new Cut(bytes, Long.MAX_VALUE);
    }

    /// After the node has read so many bytes.
    public static Cut afterReading(long bytes) {
        return new Cut(Long.MAX_VALUE, bytes);
    }
}
