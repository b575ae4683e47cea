package countersign.app.config.section;

import countersign.app.config.FloorSettings;
import countersign.app.config.Located;
import countersign.app.config.StateHook;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads what tells a chain's height at start: `[chain.floor]` and tmkms' `state_hook`.
final class FloorReader {
    private static final int NODES_MAX = 16;
    private static final int URL_CHARS_MAX = 500;
    private static final int PORT_MAX = 65_535;
    private static final String EXAMPLE = "http://10.0.0.5:26657";
    private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+(?:/[^?#\\s]*)?");

    /// A request waits four seconds for its floor.
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(5);
    private static final long TIMEOUT_SECONDS_MAX = 60;
    private static final long HOOK_TIMEOUT_SECONDS_MAX = 3600;

    private final Problems problems;

    FloorReader(Problems problems) {
        this.problems = problems;
    }

    /// `[chain.floor]`.
    Optional<FloorSettings> floor(Section section) {
        boolean asks = section.has("rpc");
        List<Located<String>> written =
                asks ? section.requiredTexts("rpc", EXAMPLE) : List.<Located<String>>of();
        List<URI> nodes = nodes(written);
        int answersMin = answersMin(section, asks, written.size());
        Duration timeout = timeout(section, TIMEOUT, TIMEOUT_SECONDS_MAX);
        OptionalLong heightJumpMax = section.number("height_jump_max", 1, Long.MAX_VALUE);
        boolean misspelled = section.hasLike("rpc") || section.hasLike("height_jump_max");
        if (!asks && !section.has("height_jump_max") && !misspelled) {
            problems.error(
                    section.line(),
                    section.title() + " sets no floor",
                    "add `rpc = [\"" + EXAMPLE + "\"]`, `height_jump_max = 1000` or both");
        }
        section.refuseOthers();
        return Optional.of(new FloorSettings(nodes, answersMin, timeout, heightJumpMax));
    }

    /// `state_hook`.
    Optional<StateHook> hook(Section section) {
        List<String> command =
                section.requiredTexts("cmd", "/path/to/program").stream()
                        .map(Located::value)
                        .toList();
        Duration timeout = timeout(section, HOOK_TIMEOUT, HOOK_TIMEOUT_SECONDS_MAX);
        boolean failsClosed = section.flag("fail_closed", true);
        section.refuseOthers();
        return command.isEmpty()
                ? Optional.empty()
                : Optional.of(new StateHook(command, timeout, failsClosed));
    }

    /// One answer unless told otherwise: who names a witness wants to hear it.
    private int answersMin(Section section, boolean asks, int nodes) {
        if (!asks && section.has("answers_min")) {
            problems.error(
                    section.lineOf("answers_min"),
                    "`answers_min` in " + section.title() + " means nothing without `rpc`",
                    "add `rpc = [\"" + EXAMPLE + "\"]`, or delete the line");
            return 0;
        }
        long max = nodes == 0 ? NODES_MAX : nodes;
        return (int) section.number("answers_min", 0, max).orElse(asks ? 1 : 0);
    }

    private static Duration timeout(Section section, Duration otherwise, long secondsMax) {
        OptionalLong seconds = section.number("timeout_secs", 1, secondsMax);
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : otherwise;
    }

    private List<URI> nodes(List<Located<String>> written) {
        if (written.size() > NODES_MAX) {
            problems.error(
                    written.getFirst().line(),
                    "`rpc` names " + written.size() + " nodes",
                    "name at most " + NODES_MAX + "; two or three of your own are enough");
        }
        List<URI> nodes = new ArrayList<>();
        for (Located<String> text : written) {
            Optional<URI> node = node(text);
            if (node.isPresent() && nodes.contains(node.get())) {
                problems.error(
                        text.line(),
                        "`rpc` names %s twice".formatted(SourceText.quoted(text.value())),
                        "delete one of the two: each node counts once");
            }
            node.ifPresent(nodes::add);
        }
        return nodes;
    }

    private Optional<URI> node(Located<String> text) {
        String written = text.value().replaceFirst("/+$", "");
        if (written.contains("@")) {
            // Not repeated: what stands before it may be a password.
            return refused(
                    text.line(),
                    "`rpc` holds an address with an @",
                    "write it without user and password, as in " + EXAMPLE);
        }
        Optional<URI> url = url(written);
        if (url.isEmpty()) {
            return refused(
                    text.line(),
                    "`rpc`: %s is not the address of a node's RPC"
                            .formatted(SourceText.quoted(text.value())),
                    "write it as " + EXAMPLE + " or https://HOST/path, without query");
        }
        return url;
    }

    private static Optional<URI> url(String written) {
        if (written.length() > URL_CHARS_MAX || !URL.matcher(written).matches()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(written);
            boolean portPossible = url.getPort() == -1 || isPort(url.getPort());
            return url.getHost() != null && portPossible ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException impossible) {
            return Optional.empty();
        }
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= PORT_MAX;
    }

    private <T> Optional<T> refused(int line, String what, String hint) {
        problems.error(line, what, hint);
        return Optional.empty();
    }
}
