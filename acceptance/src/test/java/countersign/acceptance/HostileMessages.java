package countersign.acceptance;

import static countersign.acceptance.Wire.bytes;
import static countersign.acceptance.Wire.join;
import static countersign.acceptance.Wire.number;
import static countersign.acceptance.Wire.tag;
import static countersign.acceptance.Wire.text;
import static countersign.acceptance.Wire.varint;
import static countersign.acceptance.Wire.zeros;

import countersign.bytes.Bytes;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests that no node of any version sends. Those that are close to a signature name a height
/// far above all others: signing one of them would be the end of the chain.
final class HostileMessages {
    private static final long ABOVE_ALL = 1_000_000_000;

    private static final int PREVOTE = 1;
    private static final int PRECOMMIT = 2;
    private static final int PROPOSAL = 32;

    private static final Bytes CHAIN = text(2, FakeChain.CHAIN);
    private static final Bytes HEIGHT = number(2, ABOVE_ALL);
    private static final Bytes BLOCK =
            bytes(4, bytes(1, zeros(32)), bytes(2, number(1, 1), bytes(2, zeros(32))));
    private static final Bytes TIME = bytes(5, number(1, 1_700_000_000));

    private HostileMessages() {}

    /// Bytes that are no message in its frame; the frame and all is given.
    static Map<String, Bytes> frames() {
        Map<String, Bytes> cases = new LinkedHashMap<>();
        cases.put("length of 2^31 - 1", varint(Integer.MAX_VALUE));
        cases.put("length of 2^31", varint(1L << 31));
        cases.put("length of 2^63 - 1", varint(Long.MAX_VALUE));
        cases.put("length of 2^64 - 1", varint(-1));
        cases.put("length of 11 bytes", Bytes.ofHex("8080808080808080808001"));
        cases.put("length that never ends", Bytes.ofHex("ff".repeat(64)));
        cases.put("length beyond the limit", varint(1_200_000));
        cases.put("length cut short", Bytes.ofHex("ff"));
        cases.put("message cut short", varint(100).concat(zeros(50)));
        cases.put("a thousand empty messages", zeros(1000));
        cases.put("HTTP", ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        cases.put("TLS", Bytes.ofHex("16030100c8010000c40303").concat(zeros(200)));
        cases.put("a SecretConnection's first message", Bytes.ofHex("220a20").concat(zeros(32)));
        return cases;
    }

    /// Messages without their length.
    static Map<String, Bytes> messages() {
        Map<String, Bytes> cases = new LinkedHashMap<>();
        addMembers(cases);
        addKeys(cases);
        addVotes(cases);
        addProposals(cases);
        addBareBytes(cases);
        return cases;
    }

    private static void addMembers(Map<String, Bytes> cases) {
        cases.put("nothing", Bytes.EMPTY);
        for (int member : new int[] {2, 4, 6, 8, 10, 11, 15, 99, (1 << 29) - 1}) {
            cases.put("member " + member, bytes(member));
        }
        cases.put("field 0", Bytes.ofHex("0200"));
        cases.put("wire type 6", tag(3, 6));
        cases.put("wire type 7", tag(3, 7));
        cases.put("group without end", tag(3, 3));
        cases.put("end without group", tag(3, 4));
        cases.put("ten thousand groups", groups(10_000));
        cases.put("vote as a number", number(3, 1));
        cases.put("vote as 32 bits", tag(3, 5).concat(zeros(4)));
        cases.put("vote as 64 bits", tag(3, 1).concat(zeros(8)));
        cases.put("length beyond the end", Bytes.ofHex("1a7f00"));
        cases.put("negative length", join(tag(3, 2), varint(-1)));
        cases.put("tag cut short", Bytes.ofHex("80"));
        cases.put("a million bytes of nothing known", bytes(99, zeros(1_000_000)));
    }

    private static void addKeys(Map<String, Bytes> cases) {
        cases.put("key of no chain", bytes(1));
        cases.put("key of another chain", bytes(1, text(1, "other-1")));
        cases.put("key of a long chain", bytes(1, text(1, "x".repeat(51))));
        cases.put("key of a chain of a megabyte", bytes(1, text(1, "x".repeat(1_000_000))));
        cases.put("key of a chain with a new line", bytes(1, text(1, "fake-1\nERROR forged")));
        cases.put("key of a chain with an escape", bytes(1, text(1, "\u001b[2J")));
        cases.put("key of a chain with a NUL", bytes(1, text(1, "fake-1\0")));
        cases.put("key of a chain that is no UTF-8", bytes(1, bytes(1, Bytes.ofHex("fffe80"))));
        cases.put("key of a chain as a number", bytes(1, number(1, 1)));
    }

    private static void addVotes(Map<String, Bytes> cases) {
        cases.put("no vote", bytes(3, CHAIN));
        cases.put("empty vote", vote());
        for (long type : new long[] {0, 3, PROPOSAL, -1, 1L << 31}) {
            cases.put("vote of type " + type, vote(number(1, type), HEIGHT, BLOCK, TIME));
        }
        Bytes precommit = number(1, PRECOMMIT);
        for (long height : new long[] {-1, Long.MIN_VALUE}) {
            cases.put("vote at height " + height, vote(precommit, number(2, height), BLOCK, TIME));
        }
        Bytes fixed = tag(2, 1).concat(zeros(7)).concat(Bytes.ofHex("01"));
        cases.put("vote at a height of 64 fixed bits", vote(precommit, fixed, BLOCK, TIME));
        for (long round : new long[] {-1, Integer.MIN_VALUE}) {
            cases.put(
                    "vote in round " + round,
                    vote(precommit, HEIGHT, number(3, round), BLOCK, TIME));
        }
        for (int length : new int[] {1, 31, 33, 64}) {
            Bytes hash = bytes(1, zeros(length));
            Bytes parts = bytes(2, number(1, 1), bytes(2, zeros(length)));
            cases.put(
                    "vote for a hash of " + length,
                    vote(precommit, HEIGHT, bytes(4, hash, parts), TIME));
            cases.put(
                    "vote for parts of a hash of " + length,
                    vote(precommit, HEIGHT, bytes(4, bytes(1, zeros(32)), parts), TIME));
        }
        for (long nanos : new long[] {-1, 1_000_000_000}) {
            cases.put(
                    "vote at nanosecond " + nanos,
                    vote(precommit, HEIGHT, BLOCK, bytes(5, number(2, nanos))));
        }
        Bytes extension = text(9, "extension");
        cases.put(
                "prevote with extension", vote(number(1, PREVOTE), HEIGHT, BLOCK, TIME, extension));
        cases.put("precommit for nil with extension", vote(precommit, HEIGHT, TIME, extension));
        cases.put("vote of another chain", votesOf("other-1", precommit, HEIGHT, BLOCK, TIME));
        cases.put("vote of no chain", bytes(3, bytes(1, precommit, HEIGHT, BLOCK, TIME)));
        cases.put(
                "vote with garbage behind", vote(precommit, HEIGHT, BLOCK, TIME).concat(tag(3, 2)));
    }

    private static void addProposals(Map<String, Bytes> cases) {
        Bytes time = bytes(6, number(1, 1_700_000_000));
        Bytes block = bytes(5, bytes(1, zeros(32)), bytes(2, number(1, 1), bytes(2, zeros(32))));
        Bytes type = number(1, PROPOSAL);
        cases.put("no proposal", bytes(5, CHAIN));
        cases.put("empty proposal", proposal());
        cases.put(
                "proposal of a prevote's type", proposal(number(1, PREVOTE), HEIGHT, block, time));
        cases.put(
                "proposal with proof from round -2",
                proposal(type, HEIGHT, number(4, -2), block, time));
        cases.put("proposal at height -1", proposal(type, number(2, -1), block, time));
        cases.put("proposal in round -1", proposal(type, HEIGHT, number(3, -1), block, time));
        cases.put(
                "proposal for a hash of 31",
                proposal(type, HEIGHT, bytes(5, bytes(1, zeros(31))), time));
    }

    private static void addBareBytes(Map<String, Bytes> cases) {
        cases.put("v1's bare bytes", bytes(9, bytes(1, zeros(32))));
        cases.put("v1's bare bytes, none", bytes(9));
        cases.put(
                "Celestia's raw bytes",
                bytes(9, text(1, FakeChain.CHAIN), bytes(2, zeros(32)), text(3, "id")));
    }

    private static Bytes vote(Bytes... fields) {
        return votesOf(FakeChain.CHAIN, fields);
    }

    private static Bytes votesOf(String chain, Bytes... fields) {
        return bytes(3, bytes(1, fields), text(2, chain));
    }

    private static Bytes proposal(Bytes... fields) {
        return bytes(5, bytes(1, fields), CHAIN);
    }

    private static Bytes groups(int depth) {
        return Bytes.ofHex(tag(15, 3).hex().repeat(depth));
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
