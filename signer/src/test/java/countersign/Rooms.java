package countersign;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which package of the signer may import which, or which types of one.
final class Rooms {
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("bytes", Set.of()),
                    Map.entry("proto", Set.of("bytes")),
                    Map.entry("consensus", Set.of("bytes", "proto")),
                    Map.entry("ed25519", Set.of("bytes")),
                    Map.entry("event", Set.of("bytes", "consensus")),
                    Map.entry("guard", Set.of("bytes", "consensus", "event")),
                    Map.entry(
                            "keyring.spi",
                            Set.of(
                                    "bytes",
                                    "consensus",
                                    "connection.Deadline",
                                    "connection.Ticker")),
                    Map.entry(
                            "keyring",
                            Set.of(
                                    "bytes",
                                    "consensus",
                                    "ed25519",
                                    "event",
                                    "keyring.spi",
                                    "guard.Permit",
                                    "connection.Deadline",
                                    "connection.Ticker")),
                    Map.entry("connection", Set.of("bytes")),
                    Map.entry(
                            "connection.secret",
                            Set.of(
                                    "bytes",
                                    "proto",
                                    "connection",
                                    "consensus.PublicKey",
                                    "consensus.KeyType")),
                    Map.entry(
                            "connection.socket",
                            Set.of("bytes", "connection", "connection.secret")),
                    Map.entry(
                            "privval",
                            Set.of(
                                    "bytes",
                                    "proto",
                                    "consensus",
                                    "connection.PeerException",
                                    "connection.PeerFault")),
                    Map.entry(
                            "session",
                            Set.of(
                                    "bytes",
                                    "consensus",
                                    "event",
                                    "guard",
                                    "keyring",
                                    "keyring.spi",
                                    "connection",
                                    "privval")));

    private static final Path SIGNER = Path.of("signer/src/main/java/countersign");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?countersign\\.((?:[a-z]+\\.)*[A-Z]\\w*)");

    private Rooms() {}

    static Stream<String> violations(Path file, JavaText java) {
        Stream<String> imports =
                IMPORT.matcher(java.code()).results().map((MatchResult match) -> match.group(1));
        if (file.startsWith(SIGNER) && !file.getFileName().toString().contains("-info")) {
            String room = SIGNER.relativize(file.getParent()).toString().replace('/', '.');
            if (!MAY_IMPORT.containsKey(room)) {
                return Stream.of(file + ": no row for " + room + " in the import table");
            }
            return imports.filter(type -> !may(room, type))
                    .map(type -> file + ": " + room + " may not import " + type);
        }
        if (file.startsWith("app/src/main")) {
            return imports.filter(type -> type.equals("keyring.spi.KeyHandle"))
                    .map(type -> file + ": only keyring calls a key; take a ConsensusSigner");
        }
        boolean mayUseApp = file.startsWith("app") || file.startsWith("fuzz");
        return imports.filter(type -> type.startsWith("app.") && !mayUseApp)
                .map(type -> file + ": nothing imports app, not even " + type);
    }

    private static boolean may(String room, String type) {
        String from = type.substring(0, type.lastIndexOf('.'));
        Set<String> allowed = MAY_IMPORT.getOrDefault(room, Set.of());
        return from.equals(room) || allowed.contains(from) || allowed.contains(type);
    }
}
