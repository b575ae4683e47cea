/// Transactions of an account whose key is in a device, signed by the packaged program for a chain
/// of today. The devices are those of the harness, which share no code with the program's side, and
/// SoftHSM. It may import `countersign.acceptance` with its packages `device` and `tx`, and
/// `countersign.harness`.
@NullMarked
package countersign.acceptance.tx.device;

import org.jspecify.annotations.NullMarked;
