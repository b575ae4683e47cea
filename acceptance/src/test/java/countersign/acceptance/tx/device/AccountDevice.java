package countersign.acceptance.tx.device;

import static java.nio.charset.StandardCharsets.US_ASCII;

import countersign.acceptance.PackagedProgram;
import countersign.acceptance.device.SoftHsmTokens;
import countersign.harness.fortanix.Dsm;
import countersign.harness.fortanix.DsmKey;
import countersign.harness.fortanix.DsmServer;
import countersign.harness.fortanix.ThrowawayCertificate;
import countersign.harness.yubihsm.MockYubiHsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Where an account's key can be that is in no file of its own.
enum AccountDevice {
    YUBIHSM,
    PKCS11,
    FORTANIX;

    private static final int KEY = 1;
    private static final String ID = "11111111-2222-3333-4444-555555555555";
    private static final String API_KEY = "dXNlcjpwYXNzd29yZA==";

    /// A device that runs and has one secp256k1 key.
    ///
    /// @param section of the configuration that names the key, for the chain with this id
    /// @param environment what the program needs to find the device
    record Held(UnaryOperator<String> section, Map<String, String> environment, End end)
            implements AutoCloseable {
        /// The program in that directory.
        PackagedProgram program(Path directory) {
            PackagedProgram program = PackagedProgram.in(directory);
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                program = program.with(variable.getKey(), variable.getValue());
            }
            return program;
        }

        @Override
        public void close() throws IOException {
            end.come();
        }
    }

    /// What ends a device.
    interface End {
        void come() throws IOException;
    }

    /// Starts one, whose files are in `folder`.
    Held start(Path folder) throws IOException {
        Files.createDirectories(folder);
        return switch (this) {
            case YUBIHSM -> yubiHsm(folder);
            case PKCS11 -> pkcs11(folder);
            case FORTANIX -> fortanix(folder);
        };
    }

    private static Held yubiHsm(Path folder) throws IOException {
        Path password = secret(folder, "password");
        MockYubiHsm mock = MockYubiHsm.start();
        mock.device().holdSecp256k1(KEY, "an account's key in a device ...".getBytes(US_ASCII));
        return new Held(
                chain ->
                        """
                        [[providers.yubihsm]]
                        adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
                        auth = { key = 1, password_file = "%s" }
                        keys = [{ chain_ids = ["%s"], key = %d, type = "account" }]
                        """
                                .formatted(mock.port(), password, chain, KEY),
                Map.of(),
                mock::close);
    }

    private static Held pkcs11(Path folder) throws IOException {
        SoftHsmTokens tokens = SoftHsmTokens.create(folder);
        tokens.tool(
                "--keypairgen", "--key-type", "EC:secp256k1", "--label", "account", "--id", "01");
        Path pin = secret(folder, SoftHsmTokens.PIN);
        return new Held(
                chain ->
                        """
                        [[providers.pkcs11]]
                        module = "%s"
                        token_label = "kms"
                        pin_file = "%s"
                        keys = [{ chain_ids = ["%s"], key_label = "account", type = "account" }]
                        """
                                .formatted(tokens.module(), pin, chain),
                Map.of(SoftHsmTokens.VARIABLE, tokens.configuration().toString()),
                () -> {});
    }

    private static Held fortanix(Path folder) throws IOException {
        ThrowawayCertificate certificate = ThrowawayCertificate.make(folder);
        Path apiKey = secret(folder, API_KEY);
        Dsm dsm = new Dsm(API_KEY, List.of(DsmKey.secp256k1(ID, "account")));
        DsmServer server = DsmServer.start(dsm, certificate.tls());
        return new Held(
                chain ->
                        """
                        [[providers.fortanixdsm]]
                        api_endpoint = "%s"
                        api_key_file = "%s"
                        ca_file = "%s"
                        signing_keys = [{ chain_ids = ["%s"], type = "account", key_id = "%s" }]
                        """
                                .formatted(server.endpoint(), apiKey, certificate.pem(), chain, ID),
                Map.of(),
                server::close);
    }

    /// A file of mode 0600 with a word.
    private static Path secret(Path folder, String word) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), word + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
