package countersign.provider.yubihsm.relay;

import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.wire.Frame;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Listens as a connector does. The JDK's own server spells `Content-length`, which some of a
/// connector's clients do not read, and so the few lines of HTTP are written here.
///
/// Whoever reaches it may spend the device's time and its sixteen sessions, but not sign: that
/// takes a password. Requests that a browser sends for somebody's page are refused.
public final class RelayServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 8;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    /// From the wait for a request until its answer is taken, however slowly either goes.
    private static final Duration REQUEST_MAX = Duration.ofSeconds(30);

    /// A system that is out of descriptors says so at once, again and again.
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    /// Less than a vote has: it may have to wait for this.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final Relay relay;
    private final String serial;
    private final Duration requestMax;
    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("yubihsm-relay-deadlines").daemon().factory());
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /// Listens at once. `serial` is what it says of its device.
    public RelayServer(DeviceAddress.Connector address, String serial, Relay relay)
            throws IOException {
        this(address, serial, relay, REQUEST_MAX);
    }

    RelayServer(DeviceAddress.Connector address, String serial, Relay relay, Duration requestMax)
            throws IOException {
        this.relay = relay;
        this.serial = serial;
        this.requestMax = requestMax;
        deadlines.setRemoveOnCancelPolicy(true);
        this.socket = new ServerSocket();
        socket.setReuseAddress(true);
        InetAddress host = InetAddress.getByName(address.host());
        socket.bind(new InetSocketAddress(host, address.port()), CONNECTIONS_MAX);
        Thread.ofVirtual().start(this::accept);
    }

    /// Where it listens.
    public int port() {
        return socket.getLocalPort();
    }

    /// Ends it and every connection. What is on its way to the device comes to its end there, and
    /// nobody hears the answer: an interrupt would break the signer's own session.
    @Override
    public void close() {
        closed.countDown();
        close(socket);
        // First this, so that whoever comes too late for the second finds it done.
        deadlines.shutdownNow();
        clients.forEach(RelayServer::close);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is of no use either way.
            return;
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            acceptNext();
        }
    }

    private void acceptNext() {
        try {
            Socket client = socket.accept();
            if (places.tryAcquire()) {
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } else {
                client.close();
            }
        } catch (IOException ended) {
            // Either it is closed, which ends this, or this one client was not meant to be.
            Turn.await(closed, ACCEPT_PAUSE);
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) SILENCE_MAX.toMillis());
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                goesOn = serveOne(client, in);
            }
        } catch (IOException | RejectedExecutionException over) {
            // The connection ends with it. No deadline is taken once this is closed.
            return;
        } finally {
            clients.remove(client);
            places.release();
        }
    }

    /// Whether there may be another request. Who sends byte by byte, or takes no answer, is closed
    /// meanwhile.
    private boolean serveOne(Socket client, InputStream in) throws IOException {
        ScheduledFuture<?> end =
                deadlines.schedule(() -> close(client), requestMax.toNanos(), TimeUnit.NANOSECONDS);
        try {
            Request request = Request.read(in);
            answer(request, client.getOutputStream());
            return !request.headers().getOrDefault("connection", "").equalsIgnoreCase("close");
        } finally {
            end.cancel(false);
        }
    }

    private void answer(Request request, OutputStream out) throws IOException {
        if (request.headers().containsKey("origin")) {
            say(out, "403 Forbidden", "", new byte[0]);
            return;
        }
        switch (request.path()) {
            case "/connector/status" -> status(request, out);
            case "/connector/api" -> api(request, out);
            default -> say(out, "404 Not Found", "", new byte[0]);
        }
    }

    private void status(Request request, OutputStream out) throws IOException {
        if (!request.method().equals("GET")) {
            say(out, "405 Method Not Allowed", "\r\nAllow: GET", new byte[0]);
            return;
        }
        String text =
                "status=OK\nserial=%s\nversion=3.0.7\npid=%d\naddress=%s\nport=%d\n"
                        .formatted(
                                serial,
                                ProcessHandle.current().pid(),
                                socket.getInetAddress().getHostAddress(),
                                port());
        say(out, "200 OK", "", text.getBytes(StandardCharsets.US_ASCII));
    }

    private void api(Request request, OutputStream out) throws IOException {
        byte[] message = request.body().toArray();
        if (!request.method().equals("POST")) {
            say(out, "405 Method Not Allowed", "\r\nAllow: POST", new byte[0]);
        } else if (!isFrame(message)) {
            say(out, "400 Bad Request", "", new byte[0]);
        } else {
            Optional<byte[]> answer = relayed(message);
            if (answer.isPresent()) {
                say(out, "200 OK", id(request), answer.get());
            } else {
                say(out, "500 Internal Server Error", id(request), new byte[0]);
            }
        }
    }

    private Optional<byte[]> relayed(byte[] message) {
        try {
            return Optional.of(relay.exchange(message, Deadline.after(ANSWER_MAX, Ticker.SYSTEM)));
        } catch (ProviderException e) {
            // The client hears that it failed; the signer's own requests tell the operator why.
            return Optional.empty();
        }
    }

    /// Nothing else is for a device, and some firmware is confused by it.
    private static boolean isFrame(byte[] message) {
        return message.length >= Frame.HEADER_BYTES
                && message.length <= Frame.BYTES_MAX
                && Short.toUnsignedInt(ByteBuffer.wrap(message).getShort(1))
                        == message.length - Frame.HEADER_BYTES;
    }

    private static String id(Request request) {
        return Optional.ofNullable(request.headers().get("x-request-id"))
                .filter(id -> id.matches("[0-9A-Za-z-]{1,64}"))
                .map(id -> "\r\nX-Request-ID: " + id)
                .orElse("");
    }

    private static void say(OutputStream out, String status, String more, byte[] body)
            throws IOException {
        boolean binary = body.length > 0 && body[0] < 0;
        String type = binary ? "application/octet-stream" : "text/plain";
        byte[] head =
                "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d%s\r\n\r\n"
                        .formatted(status, type, body.length, more)
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
        out.flush();
    }
}
