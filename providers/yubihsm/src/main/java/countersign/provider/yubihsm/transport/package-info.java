/// How a message reaches the device and its answer comes back: through a connector over HTTP, or
/// over USB by Linux' own device files. Knows lengths and deadlines, and nothing of what a message
/// says. May import `bytes`, `wire`, `keyring.spi` and, of `connection`, `Deadline` and `Ticker`.
package countersign.provider.yubihsm.transport;
