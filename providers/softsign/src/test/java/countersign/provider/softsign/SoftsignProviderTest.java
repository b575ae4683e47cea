package countersign.provider.softsign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.keyring.spi.KeyHandle;

import org.junit.jupiter.api.Test;

import java.util.List;

final class SoftsignProviderTest {
    @Test
    void open_givesOneHandlePerKeyInTheirOrder() throws KeyFileException {
        SoftKey first = Vectors.key("signing_secp256k1.key").load();
        SoftKey second = Vectors.key("signing_ed25519.key").load();
        SoftsignProvider provider = new SoftsignProvider(List.of(first, second));

        List<KeyHandle> handles = provider.open();

        assertEquals("softsign", provider.name());
        assertEquals(
                List.of(first.publicKey(), second.publicKey()),
                handles.stream().map(KeyHandle::publicKey).toList());
        assertTrue(handles.stream().allMatch(handle -> handle.provider().equals("softsign")));
    }
}
