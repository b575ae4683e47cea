package countersign.provider.yubihsm.relay;

import countersign.bytes.Bytes;
import countersign.provider.yubihsm.wire.Frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A request of HTTP/1.1 with a length, as far as a connector reads it.
///
/// @param headers by their names in lower case
record Request(String method, String path, Map<String, String> headers, Bytes body) {
    private static final int HEAD_BYTES_MAX = 8 * 1024;
    private static final int END = 0x0d0a0d0a;

    /// What is no such request is an `IOException`, and so is the end of the connection.
    static Request read(InputStream in) throws IOException {
        String[] lines = head(in).split("\r\n");
        String[] first = lines[0].split(" ");
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            throw new IOException("no request");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new IOException("no header");
            }
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            headers.put(name, lines[i].substring(colon + 1).strip());
        }
        String length = headers.getOrDefault("content-length", "0");
        if (headers.containsKey("transfer-encoding") || !length.matches("[0-9]{1,4}")) {
            throw new IOException("no length");
        }
        int bytes = Integer.parseInt(length);
        // One byte more than any message shows that it is too long.
        byte[] body = in.readNBytes(Math.min(bytes, Frame.BYTES_MAX + 1));
        return new Request(first[0], first[1], headers, Bytes.of(body));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != END) {
            int next = in.read();
            if (next < 0 || head.size() == HEAD_BYTES_MAX) {
                throw new IOException("no whole request");
            }
            head.write(next);
            last = last << Byte.SIZE | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
