package countersign.app.run;

import countersign.app.config.ChainSettings;
import countersign.app.config.Config;
import countersign.app.config.FloorSettings;
import countersign.app.floor.Floors;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.state.Served;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.consensus.ChainId;
import countersign.event.Event;
import countersign.event.Events;
import countersign.guard.Guard;
import countersign.guard.RawSigning;
import countersign.guard.StateFile;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.SigningGap;
import countersign.keyring.SigningGaps;
import countersign.session.Validator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/// Every key on every chain that some node is served with, its state open and locked.
final class Validators implements AutoCloseable {
    private final Map<Served, Validator> all = new LinkedHashMap<>();

    private Validators() {}

    /// Opens the states at `places` or, on a failure, none.
    static Validators open(
            Map<Served, StatePlace> places,
            Config config,
            ConfiguredKeys keys,
            States states,
            Floors floors,
            Events events)
            throws Failure {
        Validators validators = new Validators();
        try {
            for (Map.Entry<Served, StatePlace> place : places.entrySet()) {
                Served served = place.getKey();
                ConsensusSigner signer = keys.signing(served.key());
                StateFile state = states.open(place.getValue(), events);
                ChainSettings chain = config.chain(served.chain());
                Guard.Limits limits = limits(chain, floors);
                Guard guard = new Guard(chain.id(), signer.publicKey(), state, limits, events);
                validators.all.put(served, new Validator(guard, signer));
                events.emit(new Event.KeyLoaded(chain.id(), signer.provider(), signer.publicKey()));
                tellLimits(chain.id(), signer, events);
            }
            return validators;
        } catch (Failure e) {
            validators.close();
            throw e;
        }
    }

    Validator of(Served served) {
        return Objects.requireNonNull(all.get(served), "every served key is open");
    }

    /// The guards of every key of a chain.
    List<Guard> guards(ChainId chain) {
        return all.values().stream()
                .map(Validator::guard)
                .filter(guard -> guard.chain().equals(chain))
                .toList();
    }

    boolean arePoisoned() {
        return all.values().stream().allMatch(validator -> validator.guard().isPoisoned());
    }

    /// Closes the states; the keys are not touched.
    @Override
    public void close() {
        all.values().forEach(validator -> validator.guard().close());
    }

    /// What would otherwise be discovered at a missed block.
    private static void tellLimits(ChainId chain, ConsensusSigner signer, Events events) {
        String provider = signer.provider();
        for (SigningGap gap : SigningGaps.of(chain, signer.limits())) {
            events.emit(new Event.KeyLimited(chain, provider, gap.what(), gap.next()));
        }
        if (signer.awaitsPerson()) {
            events.emit(
                    new Event.KeyLimited(
                            chain,
                            provider,
                            "its first signature waits for a person at the device",
                            "confirm height and round there when the first vote comes"));
        }
    }

    private static Guard.Limits limits(ChainSettings chain, Floors floors) {
        return new Guard.Limits(
                new RawSigning(chain.rawBytes(), chain.nonRpExtensions()),
                floors.first(chain.id()),
                chain.floor().map(FloorSettings::heightJumpMax).orElseGet(OptionalLong::empty),
                Guard.Limits.TURN_MAX);
    }
}
