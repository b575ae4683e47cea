package countersign.connection.secret;

import countersign.connection.PeerException;
import countersign.connection.PeerFault;

/// The peer speaks the protocol and breaks its rules: `MALFORMED`.
final class Breach {
    private static final String WHAT = "the peer broke the secret connection protocol: ";
    private static final String NEXT =
            "this is no honest node over a sound link: check what stands between the two, and that"
                    + " addr names the node's priv_validator_laddr";

    private Breach() {}

    static PeerException of(String why) {
        return new PeerException(PeerFault.MALFORMED, WHAT + why, NEXT);
    }

    static PeerException of(String why, Throwable cause) {
        return new PeerException(PeerFault.MALFORMED, WHAT + why, NEXT, cause);
    }
}
