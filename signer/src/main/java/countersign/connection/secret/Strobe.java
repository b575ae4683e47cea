package countersign.connection.secret;

import countersign.bytes.Check;

import java.nio.charset.StandardCharsets;

/// The part of STROBE-128 (v1.0.2) that Merlin uses: `meta-AD`, `AD` and `PRF`.
final class Strobe {
    private static final int RATE = 166;
    private static final int FLAG_I = 1;
    private static final int FLAG_A = 1 << 1;
    private static final int FLAG_C = 1 << 2;
    private static final int FLAG_M = 1 << 4;

    private final Keccak state = new Keccak();
    private int position;
    private int operationBegin;
    private int flags;

    Strobe(byte[] protocol) {
        byte[] domain = {1, (byte) (RATE + 2), 1, 0, 1, 96};
        byte[] version = "STROBEv1.0.2".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < domain.length; i++) {
            state.xor(i, domain[i]);
        }
        for (int i = 0; i < version.length; i++) {
            state.xor(domain.length + i, version[i]);
        }
        state.permute();
        metaAd(protocol, false);
    }

    /// Absorbs framing. `more` says that it continues the operation before.
    void metaAd(byte[] data, boolean more) {
        begin(FLAG_M | FLAG_A, more);
        absorb(data);
    }

    /// Absorbs associated data.
    void ad(byte[] data) {
        begin(FLAG_A, false);
        absorb(data);
    }

    /// Fills `output` with bytes that depend on everything absorbed so far.
    void prf(byte[] output) {
        begin(FLAG_I | FLAG_A | FLAG_C, false);
        for (int i = 0; i < output.length; i++) {
            output[i] = state.at(position);
            state.xor(position, output[i]);
            advance();
        }
    }

    void wipe() {
        state.wipe();
    }

    private void begin(int operation, boolean more) {
        if (more) {
            Check.that(flags == operation, "only the operation in progress is continued");
            return;
        }
        int before = operationBegin;
        operationBegin = position + 1;
        flags = operation;
        absorb((byte) before, (byte) operation);
        if ((operation & FLAG_C) != 0 && position != 0) {
            runF();
        }
    }

    private void absorb(byte... data) {
        for (byte value : data) {
            state.xor(position, value);
            advance();
        }
    }

    private void advance() {
        position++;
        if (position == RATE) {
            runF();
        }
    }

    private void runF() {
        state.xor(position, operationBegin);
        state.xor(position + 1, 0x04);
        state.xor(RATE + 1, 0x80);
        state.permute();
        position = 0;
        operationBegin = 0;
    }
}
