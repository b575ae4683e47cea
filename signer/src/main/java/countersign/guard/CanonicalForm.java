package countersign.guard;

import com.google.protobuf.CodedInputStream;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Recognizes bytes that anybody could read as something that consensus signs.
///
/// Deliberately generous: whatever parses as a protobuf message, with or without a length in front,
/// counts, and so does whatever begins like CometBFT's textual domains. A signature over such bytes
/// could stand under a vote; refusing too much costs one extension, refusing too little costs the
/// stake. For the same reason it is the protobuf library that reads here: it is laxer than what
/// reads a node's requests.
final class CanonicalForm {
    /// How CometBFT's domain separators begin, raw signing's among them.
    private static final Bytes DOMAINS = Bytes.of("COMET::".getBytes(StandardCharsets.US_ASCII));

    private CanonicalForm() {}

    static boolean couldBe(Bytes bytes) {
        byte[] bare = bytes.toArray();
        return bytes.first(DOMAINS.length()).equals(DOMAINS)
                || parses(bare, 0, bare.length)
                || parsesDelimited(bare);
    }

    private static boolean parsesDelimited(byte[] bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            int length = in.readRawVarint32();
            int start = in.getTotalBytesRead();
            return length == bytes.length - start && parses(bytes, start, length);
        } catch (IOException notDelimited) {
            return false;
        }
    }

    private static boolean parses(byte[] bytes, int offset, int length) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
            while (!in.isAtEnd()) {
                in.skipField(in.readTag());
            }
            return true;
        } catch (IOException notProtobuf) {
            return false;
        }
    }
}
