package countersign.simulation.clockwork;

/// The rates that hold now, and how often something went wrong.
public final class Weather {
    private Rates rates;
    private long faults;

    public Weather(Rates rates) {
        this.rates = rates;
    }

    public Rates rates() {
        return rates;
    }

    /// From now on nothing goes wrong.
    public void calmDown() {
        rates = Rates.CALM;
    }

    public void count() {
        faults++;
    }

    public long faults() {
        return faults;
    }
}
