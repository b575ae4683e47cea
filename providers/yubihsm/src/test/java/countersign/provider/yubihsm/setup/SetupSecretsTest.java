package countersign.provider.yubihsm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

final class SetupSecretsTest {
    @Test
    void hkd32_derivesItsVectors() {
        for (JsonNode vector : Vectors.hkd32()) {
            List<String> path = vector.get("path").valueStream().map(JsonNode::asString).toList();
            // tmkms puts its version in front of the path of its vectors.
            List<String> whole = new ArrayList<>(List.of("1"));
            whole.addAll(path);
            assertEquals(
                    Vectors.hex(vector.get("key")),
                    Hkd32.derive(Vectors.hex(vector.get("root")), whole),
                    path::toString);
        }
    }

    @Test
    void everyPassword_isTmkms() throws MnemonicException {
        for (JsonNode setup : Vectors.setups()) {
            try (SetupSecrets secrets = secrets(setup)) {
                for (Role role : Role.values()) {
                    assertEquals(
                            setup.get("passwords").get(role.word()).asString(),
                            Vectors.text(secrets.password(role)));
                }
            }
        }
    }

    @Test
    void wrapKey_isTmkms() throws MnemonicException {
        for (JsonNode setup : Vectors.setups()) {
            try (SetupSecrets secrets = secrets(setup)) {
                assertEquals(Vectors.hex(setup.get("wrapKey")), secrets.wrapKey(1));
                assertNotEquals(secrets.wrapKey(1), secrets.wrapKey(2));
            }
        }
    }

    private static SetupSecrets secrets(JsonNode setup) throws MnemonicException {
        return new SetupSecrets(
                Mnemonic.ofPhrase(Vectors.secret(setup.get("mnemonic").asString())));
    }
}
