package countersign.app.migrate;

import countersign.app.config.ConfigException;
import countersign.app.config.section.ConfigFile;
import countersign.app.foreign.ForeignFiles;
import countersign.app.foreign.ForeignFormat;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.bytes.Bytes;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.guard.Mark;
import countersign.provider.softsign.SoftKey;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What has been found in an old home so far, and everything that is wrong with it.
final class Findings {
    /// The connection key of a home that is written anew.
    static final String IDENTITY = "secrets/kms-identity.key";

    private final Wanted wanted;
    private final KeyFiles files;
    private final List<Problem> problems = new ArrayList<>();
    private final List<KeyMove> keys = new ArrayList<>();
    private final List<StateMove> states = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Findings(Wanted wanted, Shell shell) {
        this.wanted = wanted;
        this.files = new KeyFiles(shell);
    }

    Wanted wanted() {
        return wanted;
    }

    void problem(String what, String next) {
        problems.add(new Problem(what, next));
    }

    void problems(Failure failure) {
        problems.addAll(failure.problems());
    }

    void note(String note) {
        notes.add(note);
    }

    /// The consensus key in CometBFT's JSON or in base64, to be written in our own format as
    /// [#consensusFile].
    Optional<PublicKey> consensusKey(ChainId chain, Path from) {
        try {
            requirePlain(from);
            try (SoftKey key = files.read(from, KeyType.ED25519)) {
                keys.add(new KeyMove.Imported(from, consensusFile(chain), whose(chain, key)));
                return Optional.of(key.publicKey());
            }
        } catch (Failure e) {
            problems(e);
            return Optional.empty();
        }
    }

    static String consensusFile(ChainId chain) {
        return "secrets/" + chain + "-consensus.key";
    }

    /// A connection key in tmkms' format.
    void identity(Path from) {
        try {
            requirePlain(from);
            try (ConnectionKey key = files.readConnectionKey(from, "")) {
                keys.add(new KeyMove.Copied(from, IDENTITY, "the connection key " + key.nodeId()));
            }
        } catch (Failure e) {
            problems(e);
        }
    }

    void freshIdentity() {
        keys.add(new KeyMove.Fresh(IDENTITY));
    }

    void add(KeyMove key) {
        keys.add(key);
    }

    /// The state of a key as another signer's files say it, `named` and what belongs to it. No file
    /// would mean height 0, which is never taken for granted.
    void state(ChainId chain, PublicKey key, Path named, ForeignFormat format) {
        if (!StatePlace.mayExist(named)) {
            state(chain, key, Optional.empty(), List.of(), named);
            return;
        }
        try {
            ForeignFiles.Found found = ForeignFiles.read(named, Optional.of(format), chain);
            if (found.place().isEmpty()) {
                note(named + " says that nothing was ever signed on " + chain);
            }
            Mark mark = found.place().<Mark>map(Mark.Burnt::new).orElseGet(Mark.Unsigned::new);
            state(chain, key, Optional.of(mark), found.files(), named);
        } catch (Failure e) {
            problems(e);
        }
    }

    /// The state of a key that is at `mark`, as `from` say; `missed` is the file to name where
    /// there is none.
    void state(ChainId chain, PublicKey key, Optional<Mark> mark, List<Path> from, Path missed) {
        Optional<Mark> floor = floor(chain).map(Mark.Burnt::new);
        if (mark.isEmpty() && floor.isEmpty()) {
            problem(
                    "there is no state of chain " + chain + ": " + missed + " does not exist",
                    "without it every height could be signed anew: find it, or name the last height"
                            + " that may have been signed with --height");
            return;
        }
        boolean named = floor.isPresent() && (mark.isEmpty() || floor.get().isAbove(mark.get()));
        Mark first = named ? floor.get() : mark.orElseThrow();
        states.add(new StateMove(chain, key, first, from, named));
    }

    /// The height that was named, where it is that of this chain.
    Optional<Hrs> floor(ChainId chain) {
        return wanted.chain().map(chain.value()::equals).orElse(true)
                ? wanted.floor()
                : Optional.empty();
    }

    /// The mark of a state of our own.
    Optional<Mark> ownMark(StatePlace place) {
        try {
            return Optional.of(States.read(place));
        } catch (Failure e) {
            problems(e);
            return Optional.empty();
        }
    }

    /// Whatever a link leads to may be another file tomorrow.
    void requirePlain(Path file) throws Failure {
        if (Files.isSymbolicLink(file)) {
            throw Failure.configuration(
                    file + " is a symbolic link",
                    "name the file itself, or put a plain file in its place");
        }
        if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.configuration(
                    file + " is a folder, device, pipe or socket", "name the file itself");
        }
    }

    static String whose(ChainId chain, SoftKey key) {
        return whose(chain, key.publicKey());
    }

    static String whose(ChainId chain, PublicKey key) {
        return "the key of validator " + key.address().upperHex() + " on " + chain;
    }

    /// The plan, or every problem at once. `stop` is what must be done first.
    Plan plan(String configuration, Function<Path, String> text, String stop) throws Failure {
        if (wanted.floor().isPresent() && wanted.chain().isEmpty() && states.size() > 1) {
            problem(
                    "--height could be the height of any of " + states.size() + " states",
                    "name its chain with --chain");
        }
        requireNoProblems();
        requireSound(text.apply(wanted.home()));
        return new Plan(wanted, configuration, text, keys, states, notes, byHand(stop));
    }

    void requireNoProblems() throws Failure {
        if (!problems.isEmpty()) {
            throw new Failure(Fault.CONFIGURATION, problems);
        }
    }

    /// Reads the new configuration as the next start will: what the old signer, or somebody at a
    /// command line, called a node may be no address to us.
    private void requireSound(String text) throws Failure {
        try {
            Bytes contents = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
            ConfigFile.read("tmkms.toml", contents, wanted.home(), wanted.home());
        } catch (ConfigException e) {
            e.problems()
                    .forEach(
                            p ->
                                    problem(
                                            "the new configuration would not do: " + p.what(),
                                            p.hint()));
            requireNoProblems();
        }
    }

    private List<String> byHand(String stop) {
        List<String> all = new ArrayList<>(List.of(stop));
        Path configuration = wanted.home().resolve("tmkms.toml");
        states.stream()
                .filter(state -> !state.from().isEmpty())
                .forEach(state -> all.add(again(configuration, state)));
        String node = wanted.origin() == Origin.FILE_PV ? "the node again, and " : "";
        all.add("start " + node + "this one: countersign start -c " + configuration);
        return all;
    }

    /// What was signed between the reading and the stopping must be taken over as well.
    private String again(Path configuration, StateMove state) {
        Path from = state.from().getFirst();
        boolean ours = from.toString().endsWith(".state");
        Path old =
                Files.isDirectory(wanted.old()) ? wanted.old().resolve("tmkms.toml") : wanted.old();
        String export = "countersign state export -c " + old + " marks.json; ";
        return "if it was still running while this was written: "
                + (ours ? export : "")
                + "countersign state import -c "
                + configuration
                + " --chain "
                + state.chain()
                + (ours ? " marks.json" : " --from-format " + wanted.origin().word() + " " + from);
    }
}
