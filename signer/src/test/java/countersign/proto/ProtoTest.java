package countersign.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoTest {
    @Test
    void zeroAndEmpty_areLeftOutButForMessages() {
        Bytes message =
                new ProtoWriter()
                        .varint(1, 0)
                        .fixed64(2, 0)
                        .bytes(3, Bytes.EMPTY)
                        .string(4, "")
                        .message(5, Bytes.EMPTY)
                        .encoded();
        assertEquals(Bytes.ofHex("2a00"), message);
    }

    @Test
    void values_areWrittenInTheOrderOfTheCalls() {
        Bytes message =
                new ProtoWriter()
                        .string(4, "\u00e9")
                        .varint(1, -1)
                        .fixed64(2, 258)
                        .bytes(3, Bytes.ofHex("ff"))
                        .encoded();
        assertEquals(
                Bytes.ofHex(
                        "2202c3a9" + "08ffffffffffffffffff01" + "110201000000000000" + "1a01ff"),
                message);
    }

    @Test
    void delimited_hasItsLengthInFront() {
        Bytes long200 = Bytes.of(new byte[200]);
        assertEquals(Bytes.ofHex("00"), new ProtoWriter().delimited());
        assertEquals(
                Bytes.ofHex("cb010ac801").concat(long200),
                new ProtoWriter().bytes(1, long200).delimited());
    }

    @Test
    void writtenMessage_isReadBack() throws MalformedException {
        Bytes inner = new ProtoWriter().varint(1, Long.MIN_VALUE).encoded();
        ProtoReader in =
                ProtoReader.of(
                        new ProtoWriter()
                                .varint(1, -7)
                                .message(2, inner)
                                .varint(3, 0xFFFF_FFFFL)
                                .string(4, "x")
                                .varint(5, 1)
                                .encoded());
        assertTrue(in.next());
        assertEquals(-7, in.int32());
        assertTrue(in.next());
        ProtoReader embedded = in.message();
        assertTrue(embedded.next());
        assertEquals(Long.MIN_VALUE, embedded.int64());
        assertFalse(embedded.next());
        assertTrue(in.next());
        assertEquals(0xFFFF_FFFFL, in.uint32());
        assertTrue(in.next());
        assertEquals(4, in.field());
        assertEquals(Bytes.ofHex("78"), in.bytes());
        assertTrue(in.next());
        assertTrue(in.bool());
        assertFalse(in.next());
    }

    @Test
    void fieldThatComesTwice_isMalformed() throws MalformedException {
        ProtoReader in = ProtoReader.of(Bytes.ofHex("0a000a00"));
        assertTrue(in.next());
        in.message();
        assertTrue(in.next());
        assertThrows(MalformedException.class, in::message);
    }

    /// The numbers as Go's decoders read them.
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "8000, 0",
        "80808080808080808000, 0",
        "83808080808080808000, 3",
        "83808080808080808002, 3",
        "ffffffffffffffff7f, 9223372036854775807",
        "ffffffffffffffffff01, -1",
        "ffffffffffffffffff7f, -1",
        "80808080808080808001, -9223372036854775808",
    })
    void varint_isReadAsGoDoes(String hex, long value) throws MalformedException {
        ProtoReader in = ProtoReader.of(Bytes.ofHex("08" + hex));
        assertTrue(in.next());
        assertEquals(value, in.int64());
        assertFalse(in.next());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "808080808080808080",
                "8080808080808080808000",
                "ffffffffffffffffffff01"
            })
    void varintCutOffOrOfMoreThanTenBytes_isMalformed(String hex) throws MalformedException {
        ProtoReader in = ProtoReader.of(Bytes.ofHex("08" + hex));
        assertTrue(in.next());
        assertThrows(MalformedException.class, in::int64);
    }

    @Test
    void unknownFieldThatComesTwice_isSkipped() throws MalformedException {
        ProtoReader in = ProtoReader.of(Bytes.ofHex("0a000a00"));
        in.skipAll();
        assertFalse(in.next());
    }

    /// A reader of an embedded message must not see the bytes behind it.
    @Test
    void embeddedMessage_endsWhereItEnds() throws MalformedException {
        ProtoReader in = ProtoReader.of(Bytes.ofHex("0a0208010807"));
        assertTrue(in.next());
        ProtoReader embedded = in.message();
        assertTrue(embedded.next());
        embedded.skip();
        assertFalse(embedded.next());

        ProtoReader cut = ProtoReader.of(Bytes.ofHex("0a01080807"));
        assertTrue(cut.next());
        ProtoReader inside = cut.message();
        assertTrue(inside.next());
        assertThrows(MalformedException.class, inside::int64);
    }

    @Test
    void fieldNumberFarAway_isTold() throws MalformedException {
        ProtoReader in = ProtoReader.of(Bytes.ofHex("f8ffffff0f05f8ffffff0f05"));
        assertTrue(in.next());
        assertEquals((1 << 29) - 1, in.field());
        in.skip();
        assertTrue(in.next());
        in.skip();
        assertFalse(in.next());
    }
}
