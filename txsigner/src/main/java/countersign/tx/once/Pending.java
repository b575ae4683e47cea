package countersign.tx.once;

import countersign.bytes.Bytes;
import countersign.bytes.Check;

/// A transaction that was signed and of which nobody knows yet what becomes of it. Until that is
/// known nothing else is signed.
///
/// @param request which request it carries out, as the journal counts them
/// @param hash SHA-256 of `transaction`
/// @param transaction the very bytes that are broadcast, as often as need be
/// @param signedHeight a height that the chain had reached before it was signed: no block up to it
///   can hold it
/// @param timeoutHeight the last height at which it may be included; 0 where there is no such limit
public record Pending(
        long request,
        long sequence,
        Bytes hash,
        Bytes transaction,
        long signedHeight,
        long timeoutHeight) {
    public Pending {
        Check.that(request >= 0 && sequence >= 0, "requests and sequences are counted from 0");
        Check.that(signedHeight >= 0 && timeoutHeight >= 0, "a height is not negative");
    }
}
