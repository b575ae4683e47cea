/// JSON from strangers, for the program and for the transaction signer, which may be left out.
@org.jspecify.annotations.NullMarked
module countersign.json {
    requires static org.jspecify;
    requires tools.jackson.core;

    exports countersign.json to
            countersign.app,
            countersign.txsigner;
}
