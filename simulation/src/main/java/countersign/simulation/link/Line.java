package countersign.simulation.link;

import countersign.simulation.clockwork.Chance;
import countersign.simulation.clockwork.Clockwork;
import countersign.simulation.clockwork.Weather;

/// The way from one signer to one node, whatever connections go over it.
public final class Line {
    private static final long LATENCY_NANOS_MAX = 2_000_000L;
    private static final long DELAY_NANOS_MAX = 1_000_000_000L;

    private final Clockwork clockwork;
    private final Chance chance;
    private final Weather weather;
    private final boolean sealed;
    private boolean parted;

    /// `sealed` says whether connections are encrypted, so that what garbles them is found out.
    public Line(Clockwork clockwork, Chance chance, Weather weather, boolean sealed) {
        this.clockwork = clockwork;
        this.chance = chance;
        this.weather = weather;
        this.sealed = sealed;
    }

    public boolean isSealed() {
        return sealed;
    }

    public boolean isParted() {
        return parted;
    }

    /// Nothing arrives until the line is healed; nothing is lost.
    public void part() {
        parted = true;
    }

    public void heal() {
        parted = false;
    }

    Clockwork clockwork() {
        return clockwork;
    }

    /// When something that is sent now arrives.
    long arrival() {
        long delay = happens(weather.rates().delayed()) ? chance.between(0, DELAY_NANOS_MAX) : 0;
        return clockwork.nanos() + chance.between(0, LATENCY_NANOS_MAX) + delay;
    }

    boolean isCutNow() {
        return happens(weather.rates().cut());
    }

    /// One bit of an encrypted stream turns, now and then.
    void garble(byte[] content) {
        if (sealed && happens(weather.rates().garbled())) {
            content[chance.below(content.length)] ^= (byte) (1 << chance.below(Byte.SIZE));
        }
    }

    Chance chance() {
        return chance;
    }

    private boolean happens(double rate) {
        boolean happens = chance.in(rate);
        if (happens) {
            weather.count();
        }
        return happens;
    }
}
