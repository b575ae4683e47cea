package countersign.tx.protobuf;

/// The types of protobuf's fields that Cosmos' messages use, and one for all others.
enum Kind {
    INT64,
    UINT64,
    INT32,
    UINT32,
    BOOL,
    STRING,
    MESSAGE,
    BYTES,
    ENUM,
    /// Floating-point and fixed numbers, zigzag and groups: never signed.
    OTHER;

    /// By the number in a descriptor.
    static Kind of(int type) {
        return switch (type) {
            case 3 -> INT64;
            case 4 -> UINT64;
            case 5 -> INT32;
            case 8 -> BOOL;
            case 9 -> STRING;
            case 11 -> MESSAGE;
            case 12 -> BYTES;
            case 13 -> UINT32;
            case 14 -> ENUM;
            default -> OTHER;
        };
    }

    boolean isVarint() {
        return switch (this) {
            case INT64, UINT64, INT32, UINT32, BOOL, ENUM -> true;
            case STRING, MESSAGE, BYTES, OTHER -> false;
        };
    }
}
