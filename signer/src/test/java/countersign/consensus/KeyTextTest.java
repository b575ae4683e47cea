package countersign.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With the keys of cometbft-rs' (made in Go) and tmkms' tests.
final class KeyTextTest {
    private static final PublicKey ED25519 =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "cba8cec72988a6cd9a61902f38ebc383bb4e3ccabb5a78df69500fd5d5c6ec1e"));
    private static final PublicKey SECP256K1 =
            new PublicKey(
                    KeyType.SECP256K1,
                    Bytes.ofHex(
                            "03b9fca83b7f4063e9a5668a96592cd9ba699e2302875b4c239cc92fab30e30b64"));

    @ParameterizedTest
    @CsvSource({
        "ED25519, 4a25c6640a1f72b9c975338294ef51b6d1c33158bb6ecba69fbc3fb5a33c9dce,"
                + " cosmosvalconspub, cosmosvalconspub1zcjduepqfgjuveq2raetnjt4xwpffm63kmguxv2chdhv"
                + "hf5lhslmtgeunh8qmf7exk",
        "ED25519, cba8cec72988a6cd9a61902f38ebc383bb4e3ccabb5a78df69500fd5d5c6ec1e,"
                + " cosmosvalconspub, cosmosvalconspub1zcjduepqew5va3ef3znvmxnpjqhn367rswa5u0x2hdd8"
                + "3hmf2q8at4wxas0qy7ncuk",
        "SECP256K1, 02a1633cafcc01ebfb6d78e39f687a1f0995c62fc95f51ead10a02ee0be551b5dc,"
                + " cosmospub, cosmospub1addwnpepq2skx090esq7h7md0r3e76r6ruyet330e904r6k3pgpwuzl92x"
                + "6actrt4uq"
    })
    void bech32_isWhatGoWrites(KeyType type, String hex, String prefix, String text) {
        assertEquals(text, KeyText.bech32(new PublicKey(type, Bytes.ofHex(hex)), prefix));
    }

    @Test
    void bech32Address_isOfTheAddress() {
        assertEquals(
                "cosmosvalcons16xuzh0v09ncpch50g5w6g0wwnvmfep4f92u9kp",
                KeyText.bech32Address(ED25519, "cosmosvalcons"));
        assertEquals(
                "terra164jrw96rxhts4khpv36xmwgj460j6r0ry7z2jn",
                KeyText.bech32Address(SECP256K1, "terra"));
    }

    @Test
    void hex_isOfTheBareKeyInCapitals() {
        assertEquals(
                "03B9FCA83B7F4063E9A5668A96592CD9BA699E2302875B4C239CC92FAB30E30B64",
                KeyText.hex(SECP256K1));
    }

    @Test
    void cosmosJson_namesTheType() {
        assertEquals(
                "{\"@type\":\"/cosmos.crypto.ed25519.PubKey\","
                        + "\"key\":\"y6jOxymIps2aYZAvOOvDg7tOPMq7WnjfaVAP1dXG7B4=\"}",
                KeyText.cosmosJson(ED25519));
        assertEquals(
                "{\"@type\":\"/cosmos.crypto.secp256k1.PubKey\","
                        + "\"key\":\"A7n8qDt/QGPppWaKllks2bppniMCh1tMI5zJL6sw4wtk\"}",
                KeyText.cosmosJson(SECP256K1));
    }
}
