package countersign.app.command;

import countersign.app.key.ConfiguredKeys;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.ForeignState;
import countersign.app.state.Served;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Double-sign protection by hand: making it, reading it, raising it. Nothing here can lower it.
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "Make, show and raise the double-sign protection.")
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
                height == null
                        ? Optional.empty()
                        : Optional.of(place(height, Integer.MAX_VALUE, "precommit"));
        createAll(home, States.higher(read, named), named.isPresent());
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show what every configured validator may have signed last.")
    int show(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "one JSON object a line") boolean json)
            throws Failure {
        for (StatePlace place : places(config.load(shell))) {
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
            @Option(names = "--height", required = true, paramLabel = "H") long height,
            @Option(
                            names = "--round",
                            paramLabel = "R",
                            description = "default: all rounds of the height")
                    @Nullable Integer round,
            @Option(
                            names = "--step",
                            paramLabel = "S",
                            defaultValue = "precommit",
                            description =
                                    "propose, prevote or precommit; default: ${DEFAULT-VALUE}")
                    String step)
            throws Failure {
        Home home = config.load(shell);
        Hrs floor = place(height, round == null ? Integer.MAX_VALUE : round, step);
        List<StatePlace> places =
                places(home).stream().filter(p -> p.chain().value().equals(chain)).toList();
        if (places.isEmpty()) {
            throw Failure.configuration(
                    "no validator of chain " + chain + " is configured",
                    "name a chain of " + home.file());
        }
        for (StatePlace place : places) {
            home.states().raise(place, floor);
            shell.out().println(StateText.of(place, States.read(place), false));
        }
        return 0;
    }

    /// Makes what is missing and says what was made and what was there.
    static void createAll(Home home, Optional<Hrs> floor, boolean named) throws Failure {
        States states = home.states();
        for (StatePlace place : places(home)) {
            if (states.create(place, floor, named)) {
                home.shell().status("Generated", "state: " + place.file());
            } else if (floor.isPresent()) {
                states.raise(place, floor.get());
                home.shell().status("Raised", "state: " + place.file());
            } else {
                home.shell().status("Kept", "state: " + place.file());
            }
        }
    }

    private static List<StatePlace> places(Home home) throws Failure {
        try (ConfiguredKeys keys = ConfiguredKeys.open(home.config(), new KeyFiles(home.shell()))) {
            return List.copyOf(Served.places(home.config(), keys).values());
        }
    }

    private static Hrs place(long height, int round, String step) throws Failure {
        if (height < 0 || round < 0) {
            throw Failure.usage("a height or round is negative", "name what was signed last");
        }
        Step at =
                switch (step) {
                    case "propose", "proposal" -> Step.PROPOSE;
                    case "prevote" -> Step.PREVOTE;
                    case "precommit" -> Step.PRECOMMIT;
                    default ->
                            throw Failure.usage(
                                    "unknown step: " + step, "propose, prevote or precommit");
                };
        return new Hrs(height, round, at);
    }
}
