package countersign.harness.ledgerapp;

import countersign.bytes.Bytes;

/// The two bytes at the end of every answer.
enum Status {
    OK(0x9000),
    LOCKED(0x5515),
    WRONG_LENGTH(0x6700),
    EMPTY(0x6982),
    NO_ROOM(0x6983),
    DATA_INVALID(0x6984),
    REGRESSION(0x6985),
    REJECTED(0x6986),
    NO_INSTRUCTION(0x6d00),
    NO_CLASS(0x6e00);

    private final int word;

    Status(int word) {
        this.word = word;
    }

    Bytes alone() {
        return Bytes.of((byte) (word >> 8), (byte) word);
    }

    Bytes after(Bytes data) {
        return data.concat(alone());
    }
}
