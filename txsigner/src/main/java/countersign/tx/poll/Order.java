package countersign.tx.poll;

import countersign.tx.TxRequest;

/// A request on its way to being carried out.
///
/// @param number as the journal counts
/// @param signings how many times it was signed so far
record Order(long number, TxRequest request, int signings) {
    /// A request that comes too late again and again is not worth more fees.
    static final int SIGNINGS_MAX = 3;

    Order signedAgain() {
        return new Order(number, request, signings + 1);
    }

    boolean maySignAgain() {
        return signings < SIGNINGS_MAX;
    }
}
