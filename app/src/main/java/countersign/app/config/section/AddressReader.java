package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `addr` of a `[[validator]]`: `tcp://[peerid@]host:port` (`tcp://` may be left out) or
/// `unix:///path`.
final class AddressReader {
    /// What fits into Linux's `sun_path` beside its final NUL.
    static final int SOCKET_PATH_BYTES_MAX = 107;

    private static final String EXAMPLE = "write it as tcp://HOST:26658 or unix:///path/to/socket";
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern ONE_SLASH = Pattern.compile("[A-Za-z]+:/[^/].*");
    private static final Pattern PEER_ID = Pattern.compile("[0-9a-f]{40}|[0-9A-F]{40}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})");
    private static final Pattern IPV4_LIKE = Pattern.compile("[0-9.]+");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](.*)");
    private static final int PORT_MAX = 65_535;

    private final Places places;
    private final Problems problems;

    AddressReader(Places places) {
        this.places = places;
        this.problems = places.problems();
    }

    /// The address that `addr` of the section holds. A TCP address needs the section's `secret_key`
    /// too.
    Optional<NodeAddress> read(Section section) {
        Optional<Located<Path>> secretKey = places.path(section, "secret_key");
        Optional<Located<String>> addr = section.requiredText("addr", "tcp://localhost:26658");
        if (addr.isEmpty()) {
            return Optional.empty();
        }
        String written = addr.get().value();
        int line = addr.get().line();
        Matcher url = SCHEME.matcher(written);
        if (ONE_SLASH.matcher(written).matches()) {
            return refused(
                    line, "addr %s lacks a slash".formatted(SourceText.quoted(written)), EXAMPLE);
        }
        String scheme = url.matches() ? url.group(1).toLowerCase(Locale.ROOT) : "tcp";
        String rest = url.matches() ? url.group(2) : written;
        return switch (scheme) {
            case "tcp" -> tcp(section, new Located<>(rest, line), secretKey);
            case "unix" -> unix(new Located<>(rest, line));
            case "noise" ->
                    refused(
                            line,
                            "`noise://` is not supported by this build",
                            "use tcp:// and set the node's priv_validator_laddr to tcp:// as well");
            default ->
                    refused(
                            line,
                            "addr %s has an unknown scheme".formatted(SourceText.quoted(written)),
                            EXAMPLE);
        };
    }

    private Optional<NodeAddress> unix(Located<String> rest) {
        if (rest.value().isEmpty()) {
            return refused(rest.line(), "addr has no path after `unix://`", EXAMPLE);
        }
        if (rest.value().startsWith("@")) {
            return refused(
                    rest.line(),
                    "addr names the abstract socket %s, which is not supported"
                            .formatted(SourceText.quoted(rest.value())),
                    "use a socket file: unix:///path/to/socket");
        }
        Optional<Located<Path>> socket = places.resolved("addr", rest);
        int bytes =
                socket.map(p -> p.value().toString().getBytes(StandardCharsets.UTF_8).length)
                        .orElse(0);
        if (bytes > SOCKET_PATH_BYTES_MAX) {
            return refused(
                    rest.line(),
                    "addr's socket path has %d bytes, more than the %d that systems allow"
                            .formatted(bytes, SOCKET_PATH_BYTES_MAX),
                    "use a shorter path, such as /run/countersign.sock");
        }
        return socket.map(path -> new NodeAddress.Unix(path.value()));
    }

    private Optional<NodeAddress> tcp(
            Section section, Located<String> rest, Optional<Located<Path>> secretKey) {
        int line = rest.line();
        String text = rest.value().replaceFirst("/$", "");
        int at = text.indexOf('@');
        Optional<String> peerId = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        if (peerId.isPresent() && !PEER_ID.matcher(peerId.get()).matches()) {
            refused(
                    line,
                    badPeerId(peerId.get()),
                    "delete it and the @: a node's listener has a new identity at every start");
            return Optional.empty();
        }
        String place = text.substring(at + 1);
        Optional<String> host = host(line, place);
        OptionalInt port = host.isEmpty() ? OptionalInt.empty() : port(line, place);
        section.require("secret_key", "\"secrets/kms-identity.key\"");
        if (host.isEmpty() || port.isEmpty() || secretKey.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new NodeAddress.Tcp(
                        host.get(),
                        port.getAsInt(),
                        peerId.map(id -> id.toLowerCase(Locale.ROOT)),
                        secretKey.get()));
    }

    private static String badPeerId(String id) {
        if (id.isEmpty()) {
            return "addr has an @, but no peer id in front of it";
        }
        String fault =
                id.length() != 40
                        ? "has %d characters, not 40".formatted(id.length())
                        : id.matches("[0-9a-fA-F]*")
                                ? "mixes upper and lower case, so it is probably mistyped"
                                : "has characters that are not hexadecimal";
        return "the peer id %s in addr %s".formatted(SourceText.quoted(id), fault);
    }

    private Optional<String> host(int line, String place) {
        Matcher bracketed = BRACKETED.matcher(place);
        if (bracketed.matches()) {
            return literal(line, bracketed.group(1), bracketed.group(1).contains(":"));
        }
        int colon = place.indexOf(':');
        if (colon != place.lastIndexOf(':')) {
            return refused(
                    line,
                    "addr %s has several colons".formatted(SourceText.quoted(place)),
                    "put an IPv6 address in brackets: tcp://[::1]:26658");
        }
        String host = colon < 0 ? place : place.substring(0, colon);
        if (IPV4_LIKE.matcher(host).matches()) {
            return literal(line, host, host.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}"));
        }
        if (!HOST.matcher(host).matches()) {
            return host.isEmpty()
                    ? refused(line, "addr names no host", EXAMPLE)
                    : refused(
                            line,
                            "addr names the impossible host " + SourceText.quoted(host),
                            EXAMPLE);
        }
        if (host.endsWith(".example.com")) {
            problems.warn(
                    line,
                    "addr still names the placeholder host %s".formatted(SourceText.quoted(host)),
                    "write your node's address, and its node id or nothing in front of the @");
        }
        return Optional.of(host);
    }

    private Optional<String> literal(int line, String host, boolean plausible) {
        String fault = "addr names the impossible address " + SourceText.quoted(host);
        if (!plausible) {
            return refused(line, fault, EXAMPLE);
        }
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(host.replaceFirst("%.*$", ""));
        } catch (IllegalArgumentException impossible) {
            return refused(line, fault, EXAMPLE);
        }
        if (address.isAnyLocalAddress()) {
            problems.warn(
                    line,
                    "addr %s means every address of this machine"
                            .formatted(SourceText.quoted(host)),
                    "that is for the node's priv_validator_laddr; write the node's address here");
        }
        return Optional.of(host);
    }

    private OptionalInt port(int line, String place) {
        int colon = place.lastIndexOf(':');
        if (colon < 0 || place.endsWith("]") || place.endsWith(":")) {
            refused(line, "addr %s has no port".formatted(SourceText.quoted(place)), EXAMPLE);
            return OptionalInt.empty();
        }
        String digits = place.substring(colon + 1);
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > PORT_MAX) {
            refused(
                    line,
                    "addr has the impossible port %s".formatted(SourceText.quoted(digits)),
                    "use the port of the node's priv_validator_laddr, 1 to " + PORT_MAX);
            return OptionalInt.empty();
        }
        return OptionalInt.of(port);
    }

    private <T> Optional<T> refused(int line, String what, String hint) {
        problems.error(line, what, hint);
        return Optional.empty();
    }

    /// The schemes that an address of some other service may have.
    static boolean hasScheme(String address, List<String> schemes) {
        Matcher url = SCHEME.matcher(address);
        return url.matches() && schemes.contains(url.group(1)) && !url.group(2).isEmpty();
    }
}
