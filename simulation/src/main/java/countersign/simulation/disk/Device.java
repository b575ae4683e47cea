package countersign.simulation.disk;

import countersign.simulation.clockwork.Chance;
import countersign.simulation.clockwork.Clockwork;
import countersign.simulation.clockwork.Life;
import countersign.simulation.clockwork.Weather;

import java.util.ArrayList;
import java.util.List;

/// A machine with one disk, whose files lose their power together.
public final class Device {
    private static final long SLOW_NANOS_MAX = 2_000_000_000L;

    private final Clockwork clockwork;
    private final Chance chance;
    private final Weather weather;
    private final List<StoredFile> files = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private boolean dueInWrite;

    public Device(Clockwork clockwork, Chance chance, Weather weather) {
        this.clockwork = clockwork;
        this.chance = chance;
        this.weather = weather;
    }

    /// A file with this name and content, already durable.
    public StoredFile file(String name, byte[] content) {
        StoredFile file = new StoredFile(name, this, content);
        files.add(file);
        return file;
    }

    /// This process runs on the machine.
    public void runs(Life life) {
        lives.removeIf(Life::isDead);
        lives.add(life);
    }

    /// Ends every process on the machine and leaves of what was in flight what chance will have.
    public void cutPower() {
        dueInWrite = false;
        lives.forEach(Life::endSilently);
        files.forEach(file -> file.platter().cutPower(weather.rates().tears(), chance));
    }

    /// Cuts the power in the middle of the next write.
    public void cutPowerInWrite() {
        dueInWrite = true;
    }

    boolean isPowerCutDue() {
        return dueInWrite;
    }

    boolean fails() {
        return happens(weather.rates().diskFails());
    }

    /// A slow disk holds its caller up, and with it whoever waits for the caller.
    void takeTime() {
        if (happens(weather.rates().diskSlow())) {
            clockwork.jump(chance.between(0, SLOW_NANOS_MAX));
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
