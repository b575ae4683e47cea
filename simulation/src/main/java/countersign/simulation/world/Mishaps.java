package countersign.simulation.world;

import countersign.simulation.clockwork.Chance;
import countersign.simulation.clockwork.Rates;

import java.util.List;

/// What befalls a world between two turns.
final class Mishaps {
    private static final long PAUSE_NANOS_MAX = 20_000_000_000L;
    private static final long JUMP_NANOS_MAX = 60_000_000_000L;

    private final Engine engine;
    private final List<SignerProcess> signers;
    private final List<SimulatedNode> nodes;
    private final Operator operator;
    private long crashes;

    Mishaps(
            Engine engine,
            List<SignerProcess> signers,
            List<SimulatedNode> nodes,
            Operator operator) {
        this.engine = engine;
        this.signers = signers;
        this.nodes = nodes;
        this.operator = operator;
    }

    long crashes() {
        return crashes;
    }

    void strike() {
        Chance chance = engine.chance();
        Rates rates = engine.weather().rates();
        if (chance.in(rates.crashes())) {
            crash(chance.pick(signers));
        }
        if (engine.strikes(rates.partitions())) {
            chance.pick(nodes).line().part();
        }
        if (chance.in(rates.heals())) {
            chance.pick(nodes).line().heal();
        }
        if (engine.strikes(rates.pauses())) {
            pause(chance.pick(signers));
        }
        if (engine.strikes(rates.clockJumps())) {
            engine.clockwork().jump(chance.between(0, JUMP_NANOS_MAX));
        }
        if (engine.strikes(rates.rots())) {
            chance.pick(nodes).seat().rots(chance.in(0.5));
        }
        if (chance.in(4 * rates.restores())) {
            operator.backUpOrRestore(chance.pick(nodes).seat());
        }
        if (chance.in(rates.restores())) {
            operator.startTwice(chance.pick(nodes).seat());
        }
    }

    private void crash(SignerProcess signer) {
        crashes++;
        switch (engine.chance().below(4)) {
            case 0 -> {
                if (!signer.isDown()) {
                    signer.kill();
                }
            }
            case 1 -> {
                engine.history().tell("the power of " + signer + " fails");
                signer.device().cutPower();
            }
            default -> signer.device().cutPowerInWrite();
        }
    }

    private void pause(SignerProcess signer) {
        long until = engine.clockwork().nanos() + engine.chance().between(0, PAUSE_NANOS_MAX);
        signer.life().pauseUntil(until);
        engine.history().tell(signer + " pauses");
    }
}
