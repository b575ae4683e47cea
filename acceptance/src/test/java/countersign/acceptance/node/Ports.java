package countersign.acceptance.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of this machine for the servers of a test.
public final class Ports {
    /// Below those that Linux gives to whoever asks for any: between looking for a free one and its
    /// use, another connection would get it now and then.
    private static final int FROM = 10_000;

    private static final int TO = 30_000;
    private static final int OF_A_PROCESS = 16;

    private static final AtomicInteger NEXT =
            new AtomicInteger(
                    FROM + (int) (ProcessHandle.current().pid() * OF_A_PROCESS) % (TO - FROM));

    private Ports() {}

    /// A port that nobody listened at a moment ago.
    public static int free() {
        for (int tried = FROM; tried < TO; tried++) {
            int port = NEXT.getAndUpdate(last -> last == TO ? FROM : last + 1);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                // Somebody has it; the next one, then.
            }
        }
        throw new AssertionError("no port is free");
    }
}
