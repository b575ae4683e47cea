/// Real nodes signed for by the packaged program with keys that are in devices, and what becomes of
/// the chain while devices fail. The devices are those of the harness, which share no code with the
/// program's side, and real programs that somebody else wrote. It may import
/// `countersign.acceptance` and `countersign.harness`.
@NullMarked
package countersign.acceptance.device;

import org.jspecify.annotations.NullMarked;
