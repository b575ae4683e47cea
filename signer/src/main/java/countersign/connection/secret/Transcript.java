package countersign.connection.secret;

import java.nio.charset.StandardCharsets;

/// A Merlin v1.0 transcript: labelled messages go in, challenges that bind all of them come out.
final class Transcript implements AutoCloseable {
    private final Strobe strobe = new Strobe(ascii("Merlin v1.0"));

    Transcript(String protocol) {
        append("dom-sep", ascii(protocol));
    }

    void append(String label, byte[] message) {
        frame(label, message.length);
        strobe.ad(message);
    }

    byte[] challenge(String label, int bytes) {
        frame(label, bytes);
        byte[] challenge = new byte[bytes];
        strobe.prf(challenge);
        return challenge;
    }

    @Override
    public void close() {
        strobe.wipe();
    }

    private void frame(String label, int length) {
        byte[] bytes = new byte[Integer.BYTES];
        LittleEndian.putInt(bytes, 0, length);
        strobe.metaAd(ascii(label), false);
        strobe.metaAd(bytes, true);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
