package countersign.privval;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

/// One codec for every version from v0.34 to v2, without a switch for the version.
///
/// Field numbers are from `proto/tendermint/privval/types.proto` (v0.x), `proto/cometbft/privval`
/// (v1, v2) and celestia-core's fork of the first. Where they disagree each node skips what it does
/// not know, so an answer carries the fields of all of them. The one collision, number 9 of the
/// `Message` oneof, is told apart by its content: Celestia's has two fields more than v1's.
///
/// What CometBFT's own decoder rejects is `MALFORMED`. What it would decode, but would reject as a
/// vote or proposal (`ValidateBasic` and the checks of its consensus), becomes a
/// [Request.Unsignable].
public final class Codec {
    /// The longest request there can be: a vote extension has at most 1 MiB in every version, the
    /// rest of a vote a few hundred bytes.
    public static final int REQUEST_BYTES_MAX = (1024 + 100) * 1024;

    /// What nodes before v0.40 read of an answer. Above it they leave the rest in the stream.
    public static final int ANSWER_BYTES_MAX = 10 * 1024;

    private Codec() {}

    /// Reads the content of one frame. Throws with [PeerFault#MALFORMED] for what is no request.
    public static Request decode(Bytes message) throws PeerException {
        try {
            return RequestReader.read(ProtoReader.of(message));
        } catch (MalformedException e) {
            throw new PeerException(
                    PeerFault.MALFORMED,
                    "the node sent a malformed message: " + e.getMessage(),
                    "check that the address is the priv_validator_laddr of a CometBFT node",
                    e);
        }
    }

    /// The content of one frame, at most [#ANSWER_BYTES_MAX] long.
    public static Bytes encode(Response response) {
        return ResponseWriter.write(response);
    }
}
