package countersign.app.command;

import countersign.app.shell.Failure;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// The options that name a height, or a round and step of it.
public final class PlaceOptions {
    @Option(names = "--height", required = true, paramLabel = "H")
    private long height;

    @Option(names = "--round", paramLabel = "R", description = "default: all rounds of the height")
    private @Nullable Integer round;

    @Option(
            names = "--step",
            paramLabel = "S",
            defaultValue = "precommit",
            description = "propose, prevote or precommit; default: ${DEFAULT-VALUE}")
    private String step = "precommit";

    /// The place that is named, which itself counts as taken.
    public Hrs place() throws Failure {
        return place(height, round == null ? Integer.MAX_VALUE : round, step);
    }

    /// All rounds of a height.
    public static Hrs wholeHeight(long height) {
        return new Hrs(height, Integer.MAX_VALUE, Step.PRECOMMIT);
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
