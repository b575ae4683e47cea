package countersign.simulation.link;

import countersign.simulation.clockwork.Life;

import java.util.ArrayDeque;
import java.util.Deque;

/// One direction of a connection: what was written and not read yet.
final class Pipe {
    /// As much as a socket takes before its writer has to wait.
    static final int ROOM_BYTES = 64 * 1024;

    private final Life writer;
    private final Line line;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int bytes;
    private long lastArrival;
    private boolean ended;

    Pipe(Life writer, Line line) {
        this.writer = writer;
        this.line = line;
    }

    private static final class Chunk {
        private final byte[] content;
        private final long arrival;
        private int next;

        Chunk(byte[] content, long arrival) {
            this.content = content;
            this.arrival = arrival;
        }
    }

    boolean hasRoom() {
        return bytes < ROOM_BYTES;
    }

    /// Returns when it arrives. Bytes never overtake one another.
    long put(byte[] content, long arrival) {
        lastArrival = Math.max(lastArrival, arrival);
        bytes += content.length;
        chunks.add(new Chunk(content, lastArrival));
        return lastArrival;
    }

    boolean isReadable(long now) {
        return !line.isParted() && !chunks.isEmpty() && chunks.getFirst().arrival <= now;
    }

    int take(byte[] target, int offset, int length) {
        Chunk chunk = chunks.getFirst();
        int count = Math.min(length, chunk.content.length - chunk.next);
        System.arraycopy(chunk.content, chunk.next, target, offset, count);
        chunk.next += count;
        bytes -= count;
        if (chunk.next == chunk.content.length) {
            chunks.removeFirst();
        }
        return count;
    }

    void end() {
        ended = true;
    }

    /// Whether nothing will ever be written any more, by the word of the writer.
    boolean isEnded() {
        return ended || writer.hasHungUp();
    }

    /// The same as far as the reader can know.
    boolean isSeenToEnd() {
        return !line.isParted() && chunks.isEmpty() && isEnded();
    }
}
