package countersign.app.command;

import countersign.app.foreign.ForeignState;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.StateChanges;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.consensus.Hrs;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Optional;

/// Double-sign protection by hand: making it, reading it, raising it. What is longer has a class of
/// its own in `command.state`.
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "Make, show, check, move and take over the double-sign protection.")
final class StateCommands {
    private final Shell shell;

    StateCommands(Shell shell) {
        this.shell = shell;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Make the state of every configured validator that has none. What tmkms'"
                            + " state_file says is taken over.")
    int init(
            @Mixin ConfigOption config,
            @Option(
                            names = "--from",
                            paramLabel = "FILE",
                            description =
                                    "take over CometBFT's priv_validator_state.json or another"
                                            + " state of tmkms as well")
                    @Nullable Path from,
            @Option(
                            names = "--height",
                            paramLabel = "H",
                            description =
                                    "sign nothing up to this height; needed where a state was lost")
                    @Nullable Long height)
            throws Failure {
        Home home = config.load(shell);
        Optional<Hrs> read =
                from == null ? Optional.empty() : ForeignState.read(shell.resolve(from)).place();
        if (height != null && height < 1) {
            throw Failure.usage(
                    "--height is below 1", "name the last height that may have been signed");
        }
        Optional<Hrs> named =
                height == null ? Optional.empty() : Optional.of(PlaceOptions.wholeHeight(height));
        createAll(home, "state init", States.higher(read, named), named.isPresent());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show what every configured validator may have signed last.")
    int show(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "one JSON object a line") boolean json)
            throws Failure {
        for (StatePlace place : config.load(shell).places()) {
            shell.out().println(StateText.of(place, States.read(place), json));
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Never again sign anything of CHAIN up to a height, or up to a round and step"
                            + " of it. The signer must not be running.")
    int raise(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "CHAIN") String chain,
            @Mixin PlaceOptions options)
            throws Failure {
        Home home = config.load(shell);
        Hrs floor = options.place();
        for (StatePlace place : home.places(chain, Optional.empty())) {
            home.changes("state raise").raise(place, floor);
            shell.out().println(StateText.of(place, States.read(place), false));
        }
        return 0;
    }

    /// Makes what is missing and says what was made and what was there. `typed` is the command.
    static void createAll(Home home, String typed, Optional<Hrs> floor, boolean named)
            throws Failure {
        StateChanges changes = home.changes(typed);
        for (StatePlace place : home.places()) {
            if (changes.create(place, floor, named)) {
                home.shell().status("Generated", "state: " + place.file());
            } else if (floor.isPresent()) {
                changes.raise(place, floor.get());
                home.shell().status("Raised", "state: " + place.file());
            } else {
                home.shell().status("Kept", "state: " + place.file());
            }
        }
    }
}
