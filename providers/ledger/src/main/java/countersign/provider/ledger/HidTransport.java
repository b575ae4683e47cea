package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Commands and answers in HID reports.
final class HidTransport implements Transport {
    /// What a device may still have to say to somebody who left, in packets.
    private static final int STALE_MAX = 64;

    private static final String PLUG_IN =
            "plug it in, enter its PIN and open the Tendermint validator app";

    private final String device;
    private final Reports reports;

    private HidTransport(String device, Reports reports) {
        this.device = device;
        this.reports = reports;
    }

    /// Takes a device over that was just opened, and throws away what it said before.
    static HidTransport over(String device, Reports reports) throws ProviderException {
        HidTransport transport = new HidTransport(device, reports);
        try {
            Deadline now = Deadline.after(Duration.ZERO, Ticker.SYSTEM);
            for (int i = 0; i < STALE_MAX && reports.receive(now).isPresent(); i++) {
                // An answer that came too late is nobody's any more.
            }
            return transport;
        } catch (IOException e) {
            reports.close();
            throw transport.gone(Outcome.UNREACHED, e);
        }
    }

    @Override
    public Bytes exchange(Bytes command, Deadline deadline) throws ProviderException {
        send(command);
        HidFrames.Joining answer = new HidFrames.Joining();
        try {
            while (true) {
                Optional<Bytes> packet = reports.receive(deadline);
                if (packet.isEmpty()) {
                    throw new ProviderException(
                            Outcome.BROKEN,
                            device + " did not answer in time",
                            "look at its screen: it may wait for a button; else plug it in anew");
                }
                Optional<Bytes> complete = answer.add(packet.get());
                if (complete.isPresent()) {
                    return complete.get();
                }
            }
        } catch (IOException e) {
            throw gone(Outcome.BROKEN, e);
        } catch (IllegalArgumentException e) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    device + " sent " + e.getMessage(),
                    "make sure that no other program uses it",
                    e);
        }
    }

    @Override
    public void close() {
        reports.close();
    }

    private void send(Bytes command) throws ProviderException {
        Outcome outcome = Outcome.UNREACHED;
        try {
            for (Bytes packet : HidFrames.split(command)) {
                reports.send(packet);
                outcome = Outcome.BROKEN;
            }
        } catch (IOException e) {
            throw gone(outcome, e);
        }
    }

    private ProviderException gone(Outcome outcome, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        return new ProviderException(outcome, device + " is gone: " + why, PLUG_IN, cause);
    }
}
