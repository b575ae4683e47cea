package countersign.app.command.device;

import countersign.app.command.Home;
import countersign.app.config.ChainSettings;
import countersign.app.config.Config;
import countersign.app.config.FloorSettings;
import countersign.app.config.Located;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.ProviderKind;
import countersign.app.key.KeyFiles;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.MarkText;
import countersign.app.state.Served;
import countersign.app.state.StatePlace;
import countersign.consensus.BlockId;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Timestamp;
import countersign.event.Event;
import countersign.guard.Floor;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.Permit;
import countersign.guard.RawSigning;
import countersign.guard.Verdict;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.ProviderException;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// The first thing that a Ledger signs: a proposal of no block, which no node takes for one.
///
/// It goes the way of every proposal. The guard judges it and makes its mark durable, and only then
/// does the device see it: whatever the device is told to start from, this program never signs at
/// or below it again, and a mark above it is a reason to refuse.
final class FirstProposal {
    private static final Timestamp NO_TIME = new Timestamp(0, 0);
    private static final int NO_PROOF_OF_LOCK = -1;

    private final Shell shell;
    private final Home home;

    FirstProposal(Shell shell, Home home) {
        this.shell = shell;
        this.home = home;
    }

    /// Signs at the place, for the first validator that has a Ledger's key.
    void sign(Hrs place) throws Failure {
        Config config = home.config();
        Served served = served(config);
        try (ConfiguredKeys keys = ConfiguredKeys.open(config, new KeyFiles(shell))) {
            Map<Served, StatePlace> places = Served.places(config, keys);
            StatePlace state =
                    Objects.requireNonNull(places.get(served), "every validator has a place");
            ConsensusSigner signer = keys.signing(served.key());
            ChainSettings chain = config.chain(served.chain());
            try (Guard guard = guard(chain, signer, state)) {
                Mark before = guard.mark();
                Permit permit = permit(guard, place);
                tell(state, before, guard.mark());
                shell.status("Asking", "confirm height and round at the Ledger: right button");
                signer.sign(permit);
            } catch (ProviderException e) {
                throw Failure.operation(e.what(), e.next());
            }
        }
    }

    private static Served served(Config config) throws Failure {
        for (Located<ValidatorSettings> validator : config.validators()) {
            ConfiguredKey key = validator.value().key();
            boolean ledger =
                    config.providers().stream()
                            .filter(provider -> provider.kind() == ProviderKind.LEDGER)
                            .anyMatch(provider -> provider.keys().contains(key));
            if (ledger) {
                return Served.by(validator.value());
            }
        }
        throw Failure.configuration(
                config.file() + ": no [[validator]] is served with the key of a Ledger",
                "add a [[providers.ledgertm]] with the chain_ids of a [[validator]]");
    }

    private Guard guard(ChainSettings chain, ConsensusSigner signer, StatePlace state)
            throws Failure {
        OptionalLong jump =
                chain.floor().map(FloorSettings::heightJumpMax).orElseGet(OptionalLong::empty);
        Guard.Limits limits =
                new Guard.Limits(RawSigning.FORBIDDEN, Floor.NONE, jump, Guard.Limits.TURN_MAX);
        return new Guard(
                chain.id(),
                signer.publicKey(),
                home.states().open(state, home.events()),
                limits,
                _ -> {});
    }

    private static Permit permit(Guard guard, Hrs place) throws Failure {
        Proposal proposal = new Proposal(place, NO_PROOF_OF_LOCK, BlockId.NIL, NO_TIME);
        return switch (guard.judge(proposal, Optional.empty())) {
            case Verdict.Allowed(Permit permit) -> permit;
            case Verdict.Repeated(Permit permit, var _) -> permit;
            case Verdict.Refused(var _, Mark held) ->
                    throw Failure.operation(
                            "nothing may be signed at %s, the mark of chain %s is at %s"
                                    .formatted(
                                            MarkText.of(place), guard.chain(), MarkText.of(held)),
                            "name a height above the mark, and not far above the chain's own");
        };
    }

    private void tell(StatePlace state, Mark before, Mark after) {
        if (!after.equals(before)) {
            home.events()
                    .emit(
                            new Event.StateChanged(
                                    state.chain(),
                                    state.key().address(),
                                    "ledger init",
                                    MarkText.of(before),
                                    MarkText.of(after)));
        }
    }
}
