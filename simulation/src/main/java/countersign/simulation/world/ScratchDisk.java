package countersign.simulation.world;

import countersign.guard.Disk;

import java.util.Arrays;

/// A copy of a disk to look at.
final class ScratchDisk implements Disk {
    private final byte[] content;

    ScratchDisk(byte[] content) {
        this.content = content;
    }

    @Override
    public String name() {
        return "a copy";
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public byte[] read(int offset, int length) {
        return Arrays.copyOfRange(content, offset, offset + length);
    }

    @Override
    public void write(int offset, byte[] written) {
        System.arraycopy(written, 0, content, offset, written.length);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
