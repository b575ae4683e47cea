package countersign.app.state;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.provider.ConfiguredKeys;
import countersign.consensus.ChainId;

import java.util.LinkedHashMap;
import java.util.Map;

/// A key on a chain, which is what has one guard and one state, however many nodes ask for it.
public record Served(ChainId chain, ConfiguredKey key) {

    public static Served by(ValidatorSettings validator) {
        return new Served(validator.chain(), validator.key());
    }

    /// What the configuration's validators are served with, and where its state lies.
    public static Map<Served, StatePlace> places(Config config, ConfiguredKeys keys) {
        Map<Served, StatePlace> places = new LinkedHashMap<>();
        for (Located<ValidatorSettings> validator : config.validators()) {
            Served served = by(validator.value());
            places.put(
                    served,
                    new StatePlace(
                            served.chain(),
                            keys.signing(served.key()).publicKey(),
                            config.chain(served.chain()).state()));
        }
        return places;
    }
}
