package countersign.tx;

import countersign.bytes.Bytes;

/// How a chain writes transactions: from a request to the bytes that are signed and those that are
/// broadcast.
public interface TxFormat {
    /// Every field is known and of its type, none is missing and none is too many; or all that is
    /// wrong is said at once. `timeoutHeight` is 0 where there is none, and must be 0 where
    /// [#hasTimeoutHeight] does not hold.
    Transaction decode(TxRequest request, long timeoutHeight) throws RefusedRequestException;

    /// Whether a transaction can say until when it may be included.
    boolean hasTimeoutHeight();

    /// What the account's key signs: these bytes, hashed once with SHA-256.
    Bytes signBytes(Transaction transaction, Account account);

    /// What is broadcast. Its SHA-256 is the transaction's hash.
    Bytes encode(Transaction transaction, Account account, Bytes signature);
}
