package countersign.app.config.toml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What may have been meant by a key that a table does not have.
final class KnownKeys {
    private static final Map<String, List<String>> BY_SECTION =
            Map.of(
                    "[audit]",
                    List.of("directory", "rotate_mib", "keep"),
                    "[[chain]]",
                    List.of("id", "key_format", "state_file", "state_dir", "state_hook", "floor"),
                    "[chain.floor]",
                    List.of("rpc", "answers_min", "height_jump_max"),
                    "[[validator]]",
                    List.of("addr", "secret_key", "reconnect", "timeout", "max_height", "key"),
                    "[[providers.softsign]]",
                    List.of(
                            "chain_ids",
                            "key_type",
                            "path",
                            "name",
                            "passphrase_file",
                            "passphrase_env",
                            "identity_file"),
                    "[[providers.yubihsm]]",
                    List.of(
                            "adapter",
                            "auth",
                            "keys",
                            "serial_number",
                            "standby",
                            "connector_server"),
                    "[[providers.fortanixdsm]]",
                    List.of("api_endpoint", "api_key", "ca_file", "signing_keys"),
                    "[[providers.ledgertm]]",
                    List.of("device"),
                    "[[tx_signer]]",
                    List.of(
                            "schema",
                            "account_number",
                            "account_address",
                            "acl",
                            "seq_file",
                            "policy",
                            "dialect",
                            "context",
                            "timeout_blocks"));

    private KnownKeys() {}

    /// The nearest of the keys that the table has, else the table that has the key, else a list.
    static String hintFor(String key, Set<String> here) {
        Optional<String> near = NearestName.of(key, here);
        if (near.isPresent()) {
            return "did you mean `" + near.get() + "`?";
        }
        List<String> elsewhere =
                BY_SECTION.entrySet().stream()
                        .filter(section -> section.getValue().contains(key))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (!elsewhere.isEmpty()) {
            return "`%s` belongs below %s".formatted(key, String.join(" or ", elsewhere));
        }
        return "delete it; what may stand here: "
                + here.stream().sorted().collect(Collectors.joining(", "));
    }
}
