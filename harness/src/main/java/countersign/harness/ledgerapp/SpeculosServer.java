package countersign.harness.ledgerapp;

import countersign.bytes.Bytes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The device behind the TCP port of Speculos, Ledger's emulator: commands behind their length in
/// four bytes, answers behind the length of their data, which leaves out the two bytes of the
/// status.
///
/// One client at a time; while the device is unplugged, whoever comes is sent away.
public final class SpeculosServer implements AutoCloseable {
    private static final int COMMAND_BYTES_MAX = 260;
    private static final int STATUS_BYTES = 2;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final LedgerApp app;
    private final ServerSocket server;
    private final ReentrantLock sending = new ReentrantLock();
    private final Thread thread;
    private volatile Optional<Socket> served = Optional.empty();

    private SpeculosServer(LedgerApp app, ServerSocket server) {
        this.app = app;
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().name("speculos").unstarted(this::serve);
    }

    /// Listens at a port of 127.0.0.1 of its own choosing.
    public static SpeculosServer start(LedgerApp app) throws IOException {
        SpeculosServer speculos =
                new SpeculosServer(app, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        speculos.thread.start();
        return speculos;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /// Returns when nobody reaches it any more: until the thread has left its accept, the system
    /// lets one more in.
    @Override
    public void close() throws IOException {
        server.close();
        Optional<Socket> client = served;
        if (client.isPresent()) {
            client.get().close();
        }
        try {
            thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setTcpNoDelay(true);
                served = Optional.of(client);
                serve(client);
            } catch (IOException gone) {
                // The next one may come, unless the server was closed.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        while (app.screen() != Screen.UNPLUGGED) {
            int length = in.readInt();
            if (length < 0 || length > COMMAND_BYTES_MAX) {
                return;
            }
            Bytes command = Bytes.of(in.readNBytes(length));
            app.receive(command, answer -> send(answer, out));
        }
    }

    private void send(Bytes answer, DataOutputStream out) {
        sending.lock();
        try {
            byte[] framed = new byte[Integer.BYTES + answer.length()];
            framed[2] = (byte) ((answer.length() - STATUS_BYTES) >> 8);
            framed[3] = (byte) (answer.length() - STATUS_BYTES);
            answer.copyTo(framed, Integer.BYTES);
            out.write(framed);
            out.flush();
        } catch (IOException gone) {
            // Nobody listens any more, and a device does not mind.
        } finally {
            sending.unlock();
        }
    }
}
