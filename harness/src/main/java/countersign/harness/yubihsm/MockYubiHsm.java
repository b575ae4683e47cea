package countersign.harness.yubihsm;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A device behind a connector at a port of this machine, which fails on command. Safe for several
/// threads.
public final class MockYubiHsm implements AutoCloseable {
    private final HsmDevice device;
    private final HsmSetup setup;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Fault> once = new ArrayDeque<>();
    private Optional<Fault> lasting = Optional.empty();
    private Optional<ConnectorServer> server;
    private int messages;

    private MockYubiHsm(HsmSetup setup, int port) throws IOException {
        this.setup = setup;
        this.device = new HsmDevice(setup);
        this.server = Optional.of(new ConnectorServer(this, port));
    }

    /// A device as it is delivered, with firmware 2.4 and serial number 0012345678, at some port.
    public static MockYubiHsm start() throws IOException {
        return start(new HsmSetup(12_345_678, "2.4.0", new SecureRandom(), System::nanoTime), 0);
    }

    /// This device, at this port; 0 for some free one.
    public static MockYubiHsm start(HsmSetup setup, int port) throws IOException {
        return new MockYubiHsm(setup, port);
    }

    /// Where its connector listens.
    public int port() {
        return server.orElseThrow().port();
    }

    /// The device behind it.
    public HsmDevice device() {
        return device;
    }

    /// How many messages came so far.
    public int messages() {
        lock.lock();
        try {
            return messages;
        } finally {
            lock.unlock();
        }
    }

    /// What it does with the next message; with several calls, with as many messages. A lie waits
    /// for a signature like every other fault waits for a message.
    public void failOnce(Fault fault) {
        lock.lock();
        try {
            once.add(fault);
        } finally {
            lock.unlock();
        }
    }

    /// What it does with every message from now on.
    public void fail(Fault fault) {
        lock.lock();
        try {
            lasting = Optional.of(fault);
        } finally {
            lock.unlock();
        }
    }

    /// Does everything as it should again.
    public void heal() {
        lock.lock();
        try {
            once.clear();
            lasting = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The connector ends. Its port is free until [#plugIn].
    public int unplug() {
        int port = port();
        server.orElseThrow().close();
        server = Optional.empty();
        return port;
    }

    /// The connector is back at this port; the device was without power meanwhile.
    public void plugIn(int port) throws IOException {
        device.restart();
        server = Optional.of(new ConnectorServer(this, port));
    }

    @Override
    public void close() {
        server.ifPresent(ConnectorServer::close);
        server = Optional.empty();
    }

    HsmSetup setup() {
        return setup;
    }

    /// The fault for a message that has come.
    Optional<Fault> next() {
        lock.lock();
        try {
            messages++;
            return Optional.ofNullable(once.poll()).or(() -> lasting);
        } finally {
            lock.unlock();
        }
    }
}
