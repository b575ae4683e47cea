package countersign.connection.socket;

import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Dials a node on a unix-domain socket. There is no handshake and no identity: who may open the
/// socket file is believed. One dial at a time.
public final class UnixDialer implements Dialer {
    private final Path socket;
    private final Dials dials = new Dials();

    public UnixDialer(Path socket) {
        this.socket = socket;
    }

    @Override
    public Dialled dial(Deadline deadline) throws PeerException {
        DialAttempt attempt = dials.begin();
        ConnectFailure failure = new ConnectFailure("unix://" + socket, "");
        try {
            SocketConnection connection =
                    attempt.connect(
                            SocketChannel.open(StandardProtocolFamily.UNIX),
                            UnixDomainSocketAddress.of(socket),
                            deadline);
            attempt.succeed();
            return new Dialled(connection, "", false);
        } catch (PeerException e) {
            throw e.fault() == PeerFault.TIMED_OUT ? failure.timedOut(e) : e;
        } catch (IOException e) {
            throw failure.overUnix(socket, e);
        }
    }

    @Override
    public void cancel() {
        dials.cancel();
    }
}
