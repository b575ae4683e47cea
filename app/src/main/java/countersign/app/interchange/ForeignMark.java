package countersign.app.interchange;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.json.Spot;

import java.util.Optional;

/// One mark of an interchange file: nothing up to `place` may be signed again. `message` is the
/// SHA-256 of what was signed there, where that is known.
public record ForeignMark(
        ChainId chain, PublicKey key, Hrs place, Optional<Bytes> message, Spot at) {

    /// What one key signs only one message at.
    record Where(ChainId chain, PublicKey key, Hrs place) {}

    Where where() {
        return new Where(chain, key, place);
    }
}
