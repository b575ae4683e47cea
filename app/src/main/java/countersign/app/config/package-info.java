/// What an operator configured, as values: chains, the nodes that ask, the keys that answer, and
/// what is wrong with a file. Nothing here reads a file, an environment or a clock; the package
/// `toml` below makes these values from text. May import `bytes` and `consensus`.
package countersign.app.config;
