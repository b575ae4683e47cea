package countersign.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SecretBytesTest {
    @Test
    void take_wipesWhatItTook() {
        byte[] array = {1, 2, 3};
        SecretBytes secret = SecretBytes.take(array);
        assertArrayEquals(new byte[3], array);
        assertArrayEquals(new byte[] {1, 2, 3}, secret.unsafeExport());
    }

    @Test
    void export_isACopy() {
        SecretBytes secret = secret();
        secret.unsafeExport()[0] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, secret.unsafeExport());
    }

    @Test
    void part_isExportedAlone() {
        assertArrayEquals(new byte[] {2, 3}, secret().unsafeExport(1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> secret().unsafeExport(2, 2));
    }

    @Test
    void closedSecret_isNotRead() {
        SecretBytes secret = secret();
        secret.close();
        assertThrows(Bug.class, secret::unsafeExport);
        assertEquals(3, secret.length());
    }

    @Test
    void toString_showsTheLengthOnly() {
        assertEquals("SecretBytes(3)", secret().toString());
    }

    @Test
    void equality_isOfContentAndTheHashTellsNothing() {
        assertEquals(secret(), secret());
        SecretBytes other = SecretBytes.take(new byte[] {1, 2, 4});
        assertNotEquals(secret(), other);
        assertEquals(secret().hashCode(), other.hashCode());
    }

    private static SecretBytes secret() {
        return SecretBytes.take(new byte[] {1, 2, 3});
    }
}
