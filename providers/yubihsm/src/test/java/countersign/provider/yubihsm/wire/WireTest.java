package countersign.provider.yubihsm.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.provider.yubihsm.Vectors;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Messages, answers and what is in them.
class WireTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void frame_hasCommandAndLength() throws MalformedException, DeviceRefusal {
        byte[] frame = Frame.of(Command.GET_PUBLIC_KEY, new byte[] {0, 3});
        assertEquals("5400020003", HEX.formatHex(frame));
        byte[] answer = Frame.answer(HEX.parseHex("d400020102"), Command.GET_PUBLIC_KEY);
        assertArrayEquals(new byte[] {1, 2}, answer);
    }

    @Test
    void malformedAnswers_areNone() {
        for (String answer :
                List.of("", "d4", "d400", "d4000101" + "00", "d4000201", "ea0000", "540000")) {
            assertThrows(
                    MalformedException.class,
                    () -> Frame.answer(HEX.parseHex(answer), Command.GET_PUBLIC_KEY),
                    answer);
        }
        assertThrows(
                MalformedException.class,
                () -> Frame.answer(new byte[Frame.BYTES_MAX + 1], Command.ECHO));
    }

    @Test
    void errorBytes_haveTheirNames() {
        DeviceRefusal known =
                assertThrows(
                        DeviceRefusal.class,
                        () -> Frame.answer(HEX.parseHex("7f00010b"), Command.ECHO));
        assertEquals(Optional.of(DeviceError.OBJECT_NOT_FOUND), known.error());
        assertTrue(String.valueOf(known.getMessage()).endsWith("(error 0x0b)"));
        DeviceRefusal unknown =
                assertThrows(
                        DeviceRefusal.class,
                        () -> Frame.answer(HEX.parseHex("7f0001aa"), Command.ECHO));
        assertEquals(Optional.empty(), unknown.error());
        assertEquals("an unknown error (error 0xaa)", unknown.getMessage());
    }

    @Test
    void firmware_decidesHowMuchIsSigned() throws MalformedException {
        DeviceInfo old = info("020301");
        DeviceInfo present = info("020400");
        assertEquals(2026, old.eddsaBytesMax());
        assertEquals(3114, present.eddsaBytesMax());
        assertEquals("2.4.0", present.firmware());
        assertEquals("0012345678", present.serialText());
        assertEquals(62, present.logSlots());
    }

    private static DeviceInfo info(String version) throws MalformedException {
        return DeviceInfo.read(HEX.parseHex(version + "00bc614e3e002e0f"));
    }

    @Test
    void objectInfo_isReadToItsLastByte() throws MalformedException {
        String label = HEX.formatHex("rfc8032-1".getBytes(StandardCharsets.UTF_8));
        String text =
                "00000000000101000007006000"
                        + "01032e0012"
                        + label
                        + "00".repeat(31)
                        + "00".repeat(8);
        ObjectInfo info = ObjectInfo.read(HEX.parseHex(text));
        assertEquals("rfc8032-1", info.label());
        assertEquals(7, info.id());
        assertTrue(Capability.SIGN_EDDSA.in(info.capabilities()));
        assertFalse(Capability.SIGN_ECDSA.in(info.capabilities()));
        assertEquals(
                Capability.mask(Capability.SIGN_EDDSA, Capability.EXPORTABLE_UNDER_WRAP),
                info.capabilities());
        assertEquals("ed25519", Algorithm.title(info.algorithm()));
        assertThrows(MalformedException.class, () -> ObjectInfo.read(HEX.parseHex(text + "00")));
        assertThrows(
                MalformedException.class, () -> ObjectInfo.read(HEX.parseHex(text.substring(2))));
    }

    @Test
    void filter_isTagsAndValues() {
        assertEquals(0, ObjectFilter.ALL.toArray().length);
        assertEquals("0203", HEX.formatHex(ObjectFilter.of(ObjectType.ASYMMETRIC_KEY).toArray()));
        ObjectFilter all = new ObjectFilter(Optional.of(7), Optional.empty(), Optional.of("a"));
        assertEquals("0100070661" + "00".repeat(39), HEX.formatHex(all.toArray()));
    }

    @Test
    void recordedLogEntries_areRead() throws MalformedException {
        for (JsonNode sample : Vectors.get("log_entries_sample")) {
            byte[] bytes = Vectors.bytes(sample, "bytes").toArray();
            LogEntry entry = LogEntry.read(new Fields(bytes));
            assertEquals(sample.path("item").asInt(), entry.item());
            assertEquals(sample.path("cmd").asInt(), entry.command());
            assertEquals(sample.path("length").asInt(), entry.length());
            assertEquals(sample.path("session_key").asInt(), entry.sessionKey());
            assertEquals(sample.path("target_key").asInt(), entry.targetKey());
            assertEquals(sample.path("second_key").asInt(), entry.secondKey());
            assertEquals(sample.path("result").asInt(), entry.result());
            assertEquals(sample.path("tick").asLong(), entry.tick());
            assertEquals(Vectors.bytes(sample, "digest"), entry.digest());
        }
    }

    @Test
    void secp256k1Key_isCompressed() {
        // The curve's generator, whose y is even.
        String x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
        String y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
        DevicePublicKey key = new DevicePublicKey(15, Bytes.ofHex(x + y));
        assertEquals(
                Optional.of(new PublicKey(KeyType.SECP256K1, Bytes.ofHex("02" + x))),
                key.cometKey());
        assertEquals(Optional.empty(), new DevicePublicKey(12, Bytes.ofHex(x + y)).cometKey());
        assertEquals(Optional.empty(), new DevicePublicKey(15, Bytes.ofHex(x)).cometKey());
        assertEquals(
                Optional.empty(), new DevicePublicKey(46, Bytes.ofHex("ff".repeat(32))).cometKey());
    }
}
