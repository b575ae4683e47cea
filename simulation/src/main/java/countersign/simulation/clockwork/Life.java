package countersign.simulation.clockwork;

/// One process: its strands stop together and die together.
public final class Life {
    private final String name;
    private boolean dead;
    private boolean silent;
    private long pausedUntil = Long.MIN_VALUE;

    public Life(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean isDead() {
        return dead;
    }

    /// Ends the process: each of its strands unwinds at its next turn.
    public void end() {
        dead = true;
    }

    /// The same by a power cut: nobody closes its connections, so that peers hear nothing at all.
    public void endSilently() {
        silent = true;
        dead = true;
    }

    /// Whether its peers can hear that it is dead.
    public boolean hasHungUp() {
        return dead && !silent;
    }

    /// Stops the process, as SIGSTOP does, until this instant.
    public void pauseUntil(long nanos) {
        pausedUntil = nanos;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /// Throws [Death] in a dead process. Everything that reaches the world asks this first.
    public void requireAlive() {
        if (dead) {
            throw new Death();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
