/// What a configuration says of transaction signers, as records. Whoever reads the file makes them;
/// whoever runs a signer or judges a transaction takes them. Opens nothing.
package countersign.app.config.tx;
