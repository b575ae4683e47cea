package countersign.connection.socket;

import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Why a connect failed, in the operator's terms. The system's own words stay in the sentence, to
/// be searched for; `detail` stands before them.
record ConnectFailure(String url, String detail) {
    private static final String NEXT_REFUSED =
            "is the node running, and does its priv_validator_laddr name this address?";

    PeerException overTcp(IOException cause) {
        String words = String.valueOf(cause.getMessage());
        if (!(cause instanceof ConnectException)) {
            return unreachable(words, cause);
        }
        // ETIMEDOUT is a ConnectException too; it comes after minutes of silence.
        return words.contains("timed out") ? timedOut(cause) : refused(NEXT_REFUSED, cause);
    }

    PeerException overUnix(Path socket, IOException cause) {
        if (cause instanceof ConnectException) {
            return refused(
                    NEXT_REFUSED + " A node that has stopped may leave a dead socket file behind",
                    cause);
        }
        if (Files.notExists(socket)) {
            return new PeerException(
                    PeerFault.UNREACHABLE, "no such socket file: " + url, NEXT_REFUSED, cause);
        }
        if (!Files.isWritable(socket)) {
            return new PeerException(
                    PeerFault.UNREACHABLE,
                    "permission denied on " + url,
                    "give this user write permission on the socket and search permission on its"
                            + " folders; the node makes the socket with its own umask",
                    cause);
        }
        return unreachable(String.valueOf(cause.getMessage()), cause);
    }

    PeerException timedOut(Exception cause) {
        return new PeerException(
                PeerFault.TIMED_OUT,
                "no answer from " + url + " in time",
                "is the host up, is the address right, and does a firewall drop the connection?",
                cause);
    }

    private PeerException unreachable(String words, Exception cause) {
        return new PeerException(
                PeerFault.UNREACHABLE,
                "cannot reach " + url + " (" + detail + words + ")",
                "check the address, and the route and firewalls between here and the node",
                cause);
    }

    private PeerException refused(String next, IOException cause) {
        return new PeerException(
                PeerFault.REFUSED,
                "nobody listens at " + url + " (" + detail + cause.getMessage() + ")",
                next,
                cause);
    }
}
