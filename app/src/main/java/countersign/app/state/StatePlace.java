package countersign.app.state;

import countersign.app.config.StateSettings;
import countersign.app.foreign.ForeignState;
import countersign.app.shell.Failure;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Where the state of one key on one chain lies.
public record StatePlace(ChainId chain, PublicKey key, StateSettings settings) {

    /// The state file, named after the chain and the validator's address.
    public Path file() {
        return settings.directory().resolve(chain + "-" + key.address().upperHex() + ".state");
    }

    /// tmkms' state file of the chain, which may not exist.
    public Path tmkmsFile() {
        return settings.tmkmsFile().value();
    }

    /// Whether something is there, or may be: what cannot be looked at, say behind a folder of
    /// another user's, is not taken for nothing.
    public static boolean mayExist(Path file) {
        return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// What tmkms signed last on the chain, if its state file exists and says so.
    public Optional<Hrs> tmkmsFloor() throws Failure {
        if (!mayExist(tmkmsFile())) {
            return Optional.empty();
        }
        ForeignState state = ForeignState.read(tmkmsFile());
        return switch (state.layout()) {
            case TMKMS -> state.place();
            case FILE_PV, HORCRUX, NEBULA ->
                    throw Failure.configuration(
                            "the state_file of chain "
                                    + chain
                                    + ", "
                                    + tmkmsFile()
                                    + ", is not tmkms' but another signer's state",
                            "take it over once with `state init --from FILE`, then let state_file"
                                    + " name a file that does not exist yet");
        };
    }

    /// What the mirror of tmkms' state is kept for.
    public TmkmsMirror.Of mirrored() {
        return new TmkmsMirror.Of(chain, key.address());
    }

    /// For messages.
    @Override
    public String toString() {
        return "chain " + chain + " and validator " + key.address().upperHex();
    }
}
