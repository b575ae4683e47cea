package countersign.simulation.world;

import countersign.simulation.clockwork.Chance;
import countersign.simulation.clockwork.Clockwork;
import countersign.simulation.clockwork.Weather;

/// What everything in one world runs on.
record Engine(Clockwork clockwork, Chance chance, Weather weather, History history) {
    /// Whether something of this rate goes wrong now.
    boolean strikes(double rate) {
        boolean strikes = chance.in(rate);
        if (strikes) {
            weather.count();
        }
        return strikes;
    }
}
