package countersign.app.command.state;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.command.PlaceOptions;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.MarkText;
import countersign.app.state.StatePlace;
import countersign.consensus.Hrs;
import countersign.guard.Mark;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The one command that takes a mark down, by a sentence that is typed out.
@Command(
        name = "lower",
        mixinStandardHelpOptions = true,
        description =
                "Take the mark of CHAIN down, after a chain was started again below it. What is"
                        + " given up may be signed a second time: asks for a sentence to be"
                        + " typed. The signer must not be running.")
final class LowerCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final PlaceOptions options = new PlaceOptions();

    @Parameters(paramLabel = "CHAIN")
    private String chain = "";

    @Option(
            names = "--key",
            paramLabel = "ADDRESS",
            description = "the validator's address in hex, where the chain has several keys")
    private @Nullable String key;

    @Option(
            names = "--confirm",
            paramLabel = "SENTENCE",
            description = "the sentence that would be asked for, for scripts")
    private @Nullable String sentence;

    LowerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Home home = config.load(shell);
        Hrs to = options.place();
        List<StatePlace> places = home.places(chain, Optional.ofNullable(key));
        if (places.size() > 1) {
            throw Failure.usage(
                    "chain " + chain + " has several keys", "name one by its address with --key");
        }
        StatePlace place = places.getFirst();
        requireFloorOfItsOwn(home, place, to);
        boolean lowered =
                home.changes("state lower")
                        .lower(place, to, present -> consent(place, present, to));
        if (!lowered) {
            throw Failure.operation(
                    "the sentence is another one: nothing was changed",
                    "type it as it is shown, or leave the mark where it is");
        }
        shell.status("Lowered", "state: " + place.file() + ", now at " + MarkText.of(to));
        return 0;
    }

    /// tmkms' state file is a floor for every key of its chain, and lowering it for one would lower
    /// it for all.
    private static void requireFloorOfItsOwn(Home home, StatePlace place, Hrs to) throws Failure {
        Optional<Hrs> floor = place.tmkmsFloor();
        boolean alone = home.places(place.chain().value(), Optional.empty()).size() == 1;
        if (!alone && floor.isPresent() && floor.get().compareTo(to) > 0) {
            throw Failure.operation(
                    "tmkms' state file "
                            + place.tmkmsFile()
                            + " is a floor for every key of chain "
                            + place.chain()
                            + " and would raise the mark again, to "
                            + MarkText.of(floor.get()),
                    "start the signer once, so that every key has taken it over, stop it, and move"
                            + " that file away");
        }
    }

    private boolean consent(StatePlace place, Mark present, Hrs to) throws Failure {
        if (!present.isAbove(new Mark.Burnt(to))) {
            throw Failure.usage(
                    "the mark is at " + MarkText.of(present) + ", not above " + MarkText.of(to),
                    "`state raise` takes a mark up");
        }
        String wanted =
                "lower %s from %s to %s"
                        .formatted(place.chain(), MarkText.of(present), MarkText.of(to));
        if (sentence != null) {
            return sentence.equals(wanted);
        }
        String warning =
                """
                The mark of %s is at %s.
                Lowered to %s, everything between %s and %s may be signed a second time. Where the
                first signature is on a chain, the second one is double signing and costs the
                stake. Only a chain that was started again from below needs this.
                """
                        .formatted(
                                place,
                                MarkText.of(present),
                                MarkText.of(to),
                                MarkText.of(to),
                                MarkText.of(present));
        String question = warning + "Type `" + wanted + "` to do it:\n> ";
        return shell.ask(question, "add --confirm \"" + wanted + "\"").equals(wanted);
    }
}
