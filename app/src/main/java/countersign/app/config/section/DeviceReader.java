package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Checks the providers whose keys live in devices and services. Only their keys are kept, because
/// this build cannot use them; above all no password stays in memory.
final class DeviceReader {
    private static final long ID_MAX = 65_535;
    private static final Pattern SERIAL = Pattern.compile("[0-9]{10}");
    private static final Pattern ENDPOINT = Pattern.compile("https://[^/?#@\\s]+/?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Places places;
    private final Problems problems;
    private final Function<Section, ConfiguredKey> keyReader;

    /// `keyReader` reads `chain_ids` and `type`, which all of them share.
    DeviceReader(Places places, Function<Section, ConfiguredKey> keyReader) {
        this.places = places;
        this.problems = places.problems();
        this.keyReader = keyReader;
    }

    List<ConfiguredKey> ledger(Section section) {
        ConfiguredKey key = keyReader.apply(section);
        section.refuseOthers();
        return List.of(key);
    }

    List<ConfiguredKey> yubihsm(Section section) {
        section.requiredTable("adapter", "{ type = \"usb\" }").ifPresent(this::adapter);
        section.requiredTable("auth", "{ key = 1, password_file = \"/path/to/password\" }")
                .ifPresent(this::auth);
        matching(section.text("serial_number"), SERIAL, "`serial_number` must have 10 digits");
        section.table("connector_server").ifPresent(this::connectorServer);
        List<ConfiguredKey> keys = new ArrayList<>();
        for (Section key : section.tables("keys", "`keys` of " + section.title())) {
            key.requiredNumber("key", 1, ID_MAX);
            keys.add(keyReader.apply(key));
            key.refuseOthers();
        }
        section.refuseOthers();
        return keys;
    }

    private void adapter(Section adapter) {
        adapter.requiredText("type", "usb");
        Optional<String> type = adapter.choice("type", List.of("usb", "http"), Function.identity());
        if (type.isEmpty()) {
            adapter.refuseGaps();
            return;
        }
        if (type.get().equals("usb")) {
            adapter.number("timeout_ms", 1, Integer.MAX_VALUE);
        } else {
            tcpAddress(adapter.requiredText("addr", "tcp://127.0.0.1:12345"));
        }
        adapter.refuseOthers();
    }

    private void auth(Section auth) {
        auth.requiredNumber("key", 1, ID_MAX);
        places.path(auth, "password_file");
        Optional<Located<String>> inline = auth.text("password");
        if (auth.has("password") == auth.has("password_file")) {
            problems.error(
                    auth.line(),
                    auth.title() + " needs either `password_file` or `password`",
                    "keep `password_file`: the password in a file of mode 0600");
        }
        inline.ifPresent(
                password ->
                        problems.warn(
                                password.line(),
                                "a password stands in the configuration file",
                                "put it into a file of mode 0600 and use `password_file`"));
        auth.refuseOthers();
    }

    private void connectorServer(Section server) {
        tcpAddress(server.requiredText("laddr", "tcp://127.0.0.1:12345"));
        server.table("cli")
                .ifPresent(
                        cli -> {
                            cli.number("auth_key", 1, ID_MAX);
                            cli.refuseOthers();
                        });
        server.refuseOthers();
    }

    List<ConfiguredKey> fortanix(Section section) {
        matching(
                section.requiredText("api_endpoint", "https://sdkms.fortanix.com"),
                ENDPOINT,
                "`api_endpoint` must be https://HOST without path, query or user");
        section.requiredText("api_key", "…");
        List<ConfiguredKey> keys = new ArrayList<>();
        for (Section key : section.tables("signing_keys", "`signing_keys` of " + section.title())) {
            keys.add(keyReader.apply(key));
            matching(key.text("key_id"), UUID, "`key_id` must be a UUID");
            key.text("key_name");
            if (key.has("key_id") == key.has("key_name")) {
                problems.error(
                        key.line(),
                        key.title() + " needs either `key_id` or `key_name`",
                        "keep one of the two");
            }
            key.refuseOthers();
        }
        section.refuseOthers();
        return keys;
    }

    private void tcpAddress(Optional<Located<String>> address) {
        matching(
                address,
                Pattern.compile("tcp://.+:[0-9]{1,5}"),
                "the address must be tcp://HOST:PORT");
    }

    private void matching(Optional<Located<String>> text, Pattern pattern, String rule) {
        if (text.isPresent() && !pattern.matcher(text.get().value()).matches()) {
            problems.error(text.get().line(), rule, "correct it, or delete the whole section");
        }
    }
}
