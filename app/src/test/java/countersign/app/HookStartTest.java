package countersign.app;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// `state_hook` and `[chain.floor]` at start.
final class HookStartTest {
    @TempDir private Path directory = Path.of("unset");

    @Test
    void hookThatAnswers_setsTheFloor() {
        home("state_hook = { cmd = [\"echo\", '{\"latest_block_height\":\"347290\"}'] }")
                .run("start")
                .endsWith(1)
                .prints("[test-1] nothing new is signed up to height 347290")
                .prints("state_hook echo");
    }

    @Test
    void hookThatFails_failsTheStart() {
        home("state_hook = { cmd = [\"false\"] }")
                .run("start")
                .endsWith(1)
                .complains("[test-1] state_hook false failed: it ended with exit code 1")
                .complains("fail_closed = false");
    }

    @Test
    void hookThatMayFail_isAWarning() {
        home("state_hook = { cmd = [\"false\"], fail_closed = false }")
                .run("start")
                .endsWith(1)
                .prints("WARN countersign::chain::floor: [test-1] the chain's height is not known:")
                .prints("node.sock");
    }

    @Test
    void check_runsNoHook() {
        Cli cli = home("state_hook = { cmd = [\"touch\", \"%s/ran\"] }".formatted(directory));
        cli.run("check").endsWith(0);
        if (cli.has("ran")) {
            throw new AssertionError("check ran the hook");
        }
    }

    @Test
    void nodeThatDoesNotAnswer_keepsNoLinkFromBeingDialled() {
        home("floor = { rpc = [\"http://127.0.0.1:1\"] }")
                .run("start")
                .endsWith(1)
                .prints("node.sock");
    }

    private Cli home(String chainOption) {
        Cli cli = Cli.countersign(directory);
        cli.writeHome();
        String configuration = cli.read("tmkms.toml");
        cli.write(
                "tmkms.toml",
                configuration.replaceFirst(
                        "state_file = .*\n", "$0" + chainOption.replace("\\", "\\\\") + "\n"));
        cli.run("state", "init").endsWith(0);
        return cli;
    }
}
