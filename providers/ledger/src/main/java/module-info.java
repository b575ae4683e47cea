/// The provider `ledgertm`: a key in a Ledger, by the Tendermint validator app. The device's file
/// is read and written by system calls, which needs native access for this module.
@org.jspecify.annotations.NullMarked
module countersign.provider.ledger {
    requires static org.jspecify;
    requires countersign.signer;

    exports countersign.provider.ledger to
            countersign.app;
}
