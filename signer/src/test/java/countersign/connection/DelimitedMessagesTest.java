package countersign.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bytes;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class DelimitedMessagesTest {
    private static final int BYTES_MAX = 70_000;
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(20), Ticker.SYSTEM);

    private final PipedConnection.Pair pair = PipedConnection.pair();
    private final DelimitedMessages ours = new DelimitedMessages(pair.left(), BYTES_MAX);
    private final DelimitedMessages theirs = new DelimitedMessages(pair.right(), BYTES_MAX);

    @AfterEach
    void close() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 4093, 4094, 4095, 4096, 16_383, 16_384, 60_000})
    void messageOfAnySize_comesBackEqual(int size) throws PeerException {
        Bytes body = body(size);
        theirs.send(body, SOON);
        assertEquals(body, ours.receive(SOON));
    }

    @Test
    void messageOfTheLimit_isReceived() throws Exception {
        Bytes body = body(BYTES_MAX);
        Thread sender = Thread.ofVirtual().start(() -> sendQuietly(body));
        assertEquals(body, ours.receive(SOON));
        sender.join();
    }

    @Test
    void messagesInOneRead_areReceivedOneByOne() throws PeerException {
        write("023a00" + "00" + "0142" + "03aabbcc");
        assertEquals(Bytes.ofHex("3a00"), ours.receive(SOON));
        assertEquals(Bytes.EMPTY, ours.receive(SOON));
        assertEquals(Bytes.ofHex("42"), ours.receive(SOON));
        assertEquals(Bytes.ofHex("aabbcc"), ours.receive(SOON));
    }

    @Test
    void messageByteByByte_isReceived() throws PeerException {
        Bytes message = Bytes.ofHex("8201").concat(body(130));
        Connection trickle =
                new OneByteReads(
                        message,
                        () -> {
                            // as fast as it is read
                        });
        assertEquals(body(130), new DelimitedMessages(trickle, BYTES_MAX).receive(SOON));
    }

    @Test
    void paddedLength_isReceivedAsGoDoes() throws PeerException {
        write("8280808080808080" + "8000" + "3a00");
        assertEquals(Bytes.ofHex("3a00"), ours.receive(SOON));
    }

    @Test
    void send_isOneWriteOfLengthAndBody() throws PeerException {
        ours.send(body(300), SOON);
        byte[] written = new byte[1000];
        int count = pair.right().read(written, 0, written.length, SOON);
        assertEquals(Bytes.ofHex("ac02").concat(body(300)), Bytes.of(written, 0, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f1a204", // 70001
                "ffffffff07", // 2^31 - 1
                "8080808008", // 2^31
                "ffffffffffffffff7f", // 2^63 - 1
                "ffffffffffffffffff01", // 2^64 - 1
                "8080808080808080807f", // bits beyond the 64th
                "8080808080808080808001", // eleven bytes
                "808080808080808080808080808080808080"
            })
    void badLength_isMalformed(String length) throws PeerException {
        write(length);
        assertFault(PeerFault.MALFORMED, ours, SOON);
    }

    /// Nothing is waited for and nothing allocated for a length that is over the limit.
    @Proof("E7")
    void everyLengthOverTheLimit_isMalformedWithItsLastByte(Figures figures) throws PeerException {
        int refused = 0;
        for (int bits = 17; bits <= Long.SIZE; bits++) {
            long power = 1L << (bits - 1);
            for (long length : new long[] {power, power + 1, power | (power - 1)}) {
                if (Long.compareUnsigned(length, BYTES_MAX) > 0) {
                    assertRefusedAtOnce(varint(length));
                    refused++;
                }
            }
        }
        for (int digits = 10; digits <= 64; digits++) {
            assertRefusedAtOnce(Bytes.ofHex("80".repeat(digits)));
            assertRefusedAtOnce(Bytes.ofHex("ff".repeat(digits)));
            refused += 2;
        }
        figures.found("lengths of messages refused", refused);
    }

    private static void assertRefusedAtOnce(Bytes length) throws PeerException {
        try (PipedConnection.Pair peers = PipedConnection.pair()) {
            peers.right().write(length.toArray(), 0, length.length(), SOON);
            assertFault(PeerFault.MALFORMED, new DelimitedMessages(peers.left(), BYTES_MAX), SOON);
        }
    }

    private static Bytes varint(long value) {
        byte[] digits = new byte[10];
        int count = 0;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            digits[count++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        digits[count++] = (byte) rest;
        return Bytes.of(digits, 0, count);
    }

    @Test
    void endBetweenMessages_isClosed() {
        pair.right().close();
        assertFault(PeerFault.CLOSED, ours, SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "02", "023a", "ffff03aabbcc"})
    void endWithinMessage_isClosed(String begun) throws PeerException {
        write(begun);
        pair.right().close();
        assertFault(PeerFault.CLOSED, ours, SOON);
    }

    @Proof("E3")
    void byteASecond_hitsTheTotalDeadline() {
        FakeTicker ticker = new FakeTicker();
        Connection trickle =
                new OneByteReads(
                        Bytes.ofHex("64").concat(body(100)),
                        () -> ticker.advance(Duration.ofSeconds(1)));
        DelimitedMessages messages = new DelimitedMessages(trickle, BYTES_MAX);
        assertFault(PeerFault.TIMED_OUT, messages, Deadline.after(Duration.ofSeconds(15), ticker));
    }

    @Proof("E3")
    void silence_hitsTheDeadline() {
        FakeTicker ticker = new FakeTicker();
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), ticker);
        Thread.ofVirtual().start(() -> ticker.advance(Duration.ofSeconds(11)));
        assertFault(PeerFault.TIMED_OUT, ours, deadline);
    }

    private void sendQuietly(Bytes body) {
        try {
            theirs.send(body, SOON);
        } catch (PeerException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String hex) throws PeerException {
        byte[] raw = Bytes.ofHex(hex).toArray();
        pair.right().write(raw, 0, raw.length, SOON);
    }

    private static void assertFault(
            PeerFault fault, DelimitedMessages messages, Deadline deadline) {
        PeerException e = assertThrows(PeerException.class, () -> messages.receive(deadline));
        assertEquals(fault, e.fault(), e::what);
    }

    private static Bytes body(int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 31 + 7);
        }
        return Bytes.of(body);
    }

    /// Every read has one byte, and `before` happens first.
    private static final class OneByteReads implements Connection {
        private final Bytes content;
        private final Runnable before;
        private int next;

        OneByteReads(Bytes content, Runnable before) {
            this.content = content;
            this.before = before;
        }

        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline)
                throws PeerException {
            before.run();
            if (deadline.hasPassed()) {
                throw new PeerException(PeerFault.TIMED_OUT, "no bytes in time", "");
            }
            target[offset] = content.at(next++);
            return 1;
        }

        @Override
        public void write(byte[] source, int offset, int length, Deadline deadline) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public void close() {
            next = content.length();
        }
    }
}
