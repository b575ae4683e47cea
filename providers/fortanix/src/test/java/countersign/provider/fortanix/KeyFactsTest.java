package countersign.provider.fortanix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.keyring.spi.ProviderException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.Optional;

/// What a service may show in the place of a public key.
final class KeyFactsTest {
    private static final String POINT =
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final DsmKey KEY =
            new DsmKey(new KeyReference.Name("k"), KeyType.ED25519, Optional.empty());

    @Test
    void publicKey_isTheOneInTheDer() throws ProviderException {
        KeyFacts facts = facts("302a300506032b6570032100" + POINT);
        assertEquals(Bytes.ofHex(POINT), facts.publicKey(KEY).value());
    }

    /// Among them bit strings with bits to spare, without any bits and without a count of them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "3000",
                "300b300506032b657003020100",
                "302a300506032b6570032107" + POINT,
                "300a300506032b6570030100",
                "3009300506032b65700300",
                "302a300506032b6571032100" + POINT,
                "302a300506032b6570032100",
            })
    void whatIsNoPublicKey_isAFailureByName(String der) {
        ProviderException refused =
                assertThrows(ProviderException.class, () -> facts(der).publicKey(KEY));
        assertTrue(refused.what().contains("showed no ed25519 public key"), refused.what());
    }

    private static KeyFacts facts(String der) {
        String base64 = Base64.getEncoder().encodeToString(Bytes.ofHex(der).toArray());
        return new KeyFacts("EC", "Ed25519", base64, true);
    }
}
