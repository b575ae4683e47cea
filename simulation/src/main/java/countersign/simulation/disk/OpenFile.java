package countersign.simulation.disk;

import countersign.guard.Disk;
import countersign.simulation.clockwork.Death;
import countersign.simulation.clockwork.Life;

import java.io.EOFException;
import java.io.IOException;

/// An open state file. Its operations take no turn: they happen under a guard's lock.
final class OpenFile implements Disk {
    private final StoredFile file;
    private final Platter platter;
    private final Life life;
    private final Runnable failed;

    OpenFile(StoredFile file, Platter platter, Life life, Runnable failed) {
        this.file = file;
        this.platter = platter;
        this.life = life;
        this.failed = failed;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long length() throws IOException {
        begin();
        if (file.platter() != platter) {
            throw new IOException("another file has taken its place");
        }
        return platter.length();
    }

    @Override
    public byte[] read(int offset, int length) throws IOException {
        begin();
        if (offset + length > platter.length()) {
            throw new EOFException("the file ends before");
        }
        return platter.read(offset, length);
    }

    @Override
    public void write(int offset, byte[] content) throws IOException {
        life.requireAlive();
        Device device = file.device();
        device.takeTime();
        if (device.isPowerCutDue()) {
            platter.put(offset, content, content.length);
            device.cutPower();
            throw new Death();
        }
        if (device.fails()) {
            int sectors = content.length / Platter.SECTOR_BYTES;
            int done = device.chance().below(sectors + 1) * Platter.SECTOR_BYTES;
            platter.put(offset, content, done);
            platter.failToFlush(offset, done, device.chance());
            failed.run();
            throw new IOException("Input/output error");
        }
        platter.put(offset, content, content.length);
        platter.flush(offset, content.length);
    }

    @Override
    public void close() {
        file.release(life);
    }

    private void begin() throws IOException {
        life.requireAlive();
        file.device().takeTime();
        if (file.device().fails()) {
            failed.run();
            throw new IOException("Input/output error");
        }
    }
}
