package countersign.app.audit.chain;

import countersign.bytes.Bytes;

/// SHA-256, as it stands in lines.
final class Digest {
    private Digest() {}

    static String hex(byte[] bytes) {
        return Bytes.of(bytes).sha256().hex();
    }
}
