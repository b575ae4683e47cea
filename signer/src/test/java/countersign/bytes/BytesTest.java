package countersign.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BytesTest {
    private static final Bytes ABC = Bytes.ofHex("0a0b0c");

    @Test
    void sameContent_isEqual() {
        assertEquals(ABC, Bytes.of((byte) 10, (byte) 11, (byte) 12));
        assertEquals(ABC.hashCode(), Bytes.ofHex("0A0B0C").hashCode());
        assertNotEquals(ABC, Bytes.ofHex("0a0b"));
        assertNotEquals(ABC, Bytes.ofHex("0a0b0d"));
    }

    @Test
    void arrayThatWentIn_isNotShared() {
        byte[] array = {1, 2};
        Bytes bytes = Bytes.of(array);
        array[0] = 9;
        assertEquals(Bytes.ofHex("0102"), bytes);
    }

    @Test
    void arrayThatCameOut_isNotShared() {
        Bytes bytes = Bytes.ofHex("0102");
        bytes.toArray()[0] = 9;
        assertEquals(Bytes.ofHex("0102"), bytes);
    }

    @Test
    void partOfAnArray_isCopied() {
        byte[] array = {1, 2, 3, 4};
        assertEquals(Bytes.ofHex("0203"), Bytes.of(array, 1, 2));
    }

    @Test
    void slice_isWithinTheBytes() {
        assertEquals(Bytes.ofHex("0b"), ABC.slice(1, 2));
        assertEquals(Bytes.EMPTY, ABC.slice(3, 3));
        assertThrows(Bug.class, () -> ABC.slice(0, 4));
        assertThrows(Bug.class, () -> ABC.slice(2, 1));
        assertThrows(Bug.class, () -> ABC.slice(-1, 1));
    }

    @Test
    void first_isAtMostAllThereIs() {
        assertEquals(Bytes.ofHex("0a0b"), ABC.first(2));
        assertEquals(ABC, ABC.first(99));
    }

    @Test
    void concat_appends() {
        assertEquals(Bytes.ofHex("0a0b0c0a0b0c"), ABC.concat(ABC));
        assertEquals(ABC, ABC.concat(Bytes.EMPTY));
    }

    @Test
    void copyTo_writesAtTheOffset() {
        byte[] target = new byte[5];
        ABC.copyTo(target, 1);
        assertEquals(Bytes.ofHex("000a0b0c00"), Bytes.of(target));
    }

    @Test
    void hex_isLowerAndUpperCase() {
        assertEquals("0a0b0c", ABC.hex());
        assertEquals("0A0B0C", ABC.upperHex());
        assertEquals("0a0b0c", ABC.toString());
    }

    @Test
    void halfAByteOfHex_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofHex("0a0"));
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofHex("0g"));
    }

    @Test
    void sha256_isThatOfTheStandard() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Bytes.ofHex("616263").sha256().hex());
    }
}
