package countersign.app.run;

import countersign.app.config.provider.ConfiguredKey;
import countersign.app.log.Level;
import countersign.app.log.LogWriter;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.provider.Probed;
import countersign.keyring.ConsensusSigner;

import java.util.List;
import java.util.stream.Collectors;

/// Finds out at the start how fast each key signs, beside everything else: nothing waits for it,
/// and a vote that comes waits for one signature at most.
final class StartProbes implements AutoCloseable {
    private static final String TARGET = "keyring";

    private final ConfiguredKeys keys;
    private final LogWriter log;
    private volatile boolean closed;

    private StartProbes(ConfiguredKeys keys, LogWriter log) {
        this.keys = keys;
        this.log = log;
    }

    /// Begins with the keys that are served. One thread, since several keys may share a device.
    static StartProbes begin(List<ConfiguredKey> served, ConfiguredKeys keys, LogWriter log) {
        StartProbes probes = new StartProbes(keys, log);
        Thread.ofPlatform().name("probe").daemon().start(() -> served.forEach(probes::probe));
        return probes;
    }

    /// From now on nothing is said. A signature that is under way ends by itself.
    @Override
    public void close() {
        closed = true;
    }

    private void probe(ConfiguredKey key) {
        ConsensusSigner signer = keys.signing(key);
        Probed probed = Probed.of(signer, () -> closed);
        if (closed) {
            return;
        }
        String which =
                key.chains().stream()
                        .map(chain -> "[" + chain + "]")
                        .collect(Collectors.joining(" ", "", " the " + signer.provider() + " key"));
        switch (probed) {
            case Probed.Took took when took.isSlow() ->
                    log.write(Level.WARN, TARGET, which + slow(took));
            case Probed.Failed(String what, String next) ->
                    log.write(Level.WARN, TARGET, which + " does not sign: " + what + "; " + next);
            case Probed.Took _, Probed.VotesOnly _, Probed.TransactionsOnly _ -> {
                // Nothing that anybody should do something about.
            }
        }
    }

    private static String slow(Probed.Took took) {
        return (" takes %d ms for a signature, at the median of %d, and every vote waits for it;"
                        + " `keys list` measures again")
                .formatted(took.median().toMillis(), Probed.PROBES);
    }
}
