package countersign.harness.node;

import countersign.bytes.Bytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.PeerException;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;
import countersign.connection.socket.SocketConnection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.function.UnaryOperator;

/// One accepted signer, with everything a node may do to it and nothing checked.
///
/// Over TCP messages travel inside SecretConnection, over a unix socket as they are.
public final class NodeLink implements AutoCloseable {
    /// More than any node reads, so that an answer that is too long can be named as that.
    private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

    private static final int PAYLOAD_BITS = 7;

    private final SocketChannel channel;
    private final Connection connection;
    private final CountedReads counted;
    private final DelimitedMessages messages;
    private long bytesOfWholeMessages;

    private NodeLink(SocketChannel channel, Connection connection) {
        this.channel = channel;
        this.connection = connection;
        this.counted = new CountedReads(connection);
        this.messages = new DelimitedMessages(counted, ANSWER_BYTES_MAX);
    }

    /// How much came from the signer, whether or not it was whole messages.
    private static final class CountedReads implements Connection {
        private final Connection connection;
        private long bytes;

        CountedReads(Connection connection) {
            this.connection = connection;
        }

        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline)
                throws PeerException {
            int read = connection.read(target, offset, length, deadline);
            bytes += read;
            return read;
        }

        @Override
        public void write(byte[] source, int offset, int length, Deadline deadline)
                throws PeerException {
            connection.write(source, offset, length, deadline);
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    /// Accepts the next signer and sees the handshake through, if the transport has one. A signer
    /// that fails it is dropped with a [PeerException].
    public static NodeLink accept(
            NodeListener listener, ConnectionKey identity, Deadline connected, Deadline handshaken)
            throws PeerException {
        NodeLink raw = acceptRaw(listener, connected);
        return switch (listener.address()) {
            case ListenAddress.Unix _ -> raw;
            case ListenAddress.Tcp _ -> raw.secured(identity, handshaken);
        };
    }

    /// Accepts the next signer and leaves it without a handshake.
    public static NodeLink acceptRaw(NodeListener listener, Deadline connected)
            throws PeerException {
        SocketChannel channel = listener.accept(connected);
        return new NodeLink(channel, SocketConnection.over(channel));
    }

    /// The same link behind the handshake, or closed with a [PeerException].
    public NodeLink secured(ConnectionKey identity, Deadline deadline) throws PeerException {
        boolean done = false;
        try {
            Connection secret = SecretConnection.establish(connection, identity, deadline);
            done = true;
            return new NodeLink(channel, secret);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /// The same link through what `wrap` makes of its connection.
    public NodeLink through(UnaryOperator<Connection> wrap) {
        return new NodeLink(channel, wrap.apply(connection));
    }

    /// The stream itself.
    public Connection connection() {
        return connection;
    }

    /// Sends `bytes` as they are, without a length.
    public void write(Bytes bytes, Deadline deadline) throws PeerException {
        connection.write(bytes.toArray(), 0, bytes.length(), deadline);
    }

    /// Sends one message behind its length.
    public void send(Bytes message, Deadline deadline) throws PeerException {
        messages.send(message, deadline);
    }

    /// The next message.
    public Bytes receive(Deadline deadline) throws PeerException {
        Bytes message = messages.receive(deadline);
        int lengthBits = Integer.SIZE - Integer.numberOfLeadingZeros(message.length() | 1);
        int lengthBytes = (lengthBits + PAYLOAD_BITS - 1) / PAYLOAD_BITS;
        bytesOfWholeMessages += lengthBytes + message.length();
        return message;
    }

    /// Whether the signer has sent more than what was received as whole messages: a part of one, if
    /// it goes away now.
    public boolean isWithinAMessage() {
        return counted.bytes > bytesOfWholeMessages;
    }

    /// Closes with a reset instead of an orderly end, where the transport can (TCP).
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException e) {
            // A unix socket has no resets, and a closed one nothing to reset: close it.
            close();
            return;
        }
        close();
    }

    @Override
    public void close() {
        connection.close();
    }
}
