package countersign.app.log;

import countersign.app.shell.Persona;
import countersign.connection.Ticker;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.event.Event;
import countersign.event.Events;

import java.io.OutputStream;
import java.time.InstantSource;
import java.util.function.BiFunction;

/// How a log is wanted.
///
/// `verbose` also writes every mark that became durable; `colors` is of no meaning to JSON.
public record Log(Persona persona, boolean json, boolean colors, boolean verbose) {

    /// Starts a log on `out`, which it never closes.
    public LogWriter open(OutputStream out) {
        return open(out, InstantSource.system());
    }

    /// What the log would say of a changed state, for a command that keeps no log.
    public static String text(Event.StateChanged event) {
        return Words.text(event);
    }

    LogWriter open(OutputStream out, InstantSource clock) {
        LineFormat format =
                json
                        ? new LineFormat.Json(persona.program())
                        : new LineFormat.Text(persona.program(), colors);
        return new LogWriter(out, format, verbose ? Level.DEBUG : Level.INFO, clock);
    }

    /// Turns events into lines of `writer`. `spelling` writes a chain's public key as its
    /// configuration wants it.
    public Events events(
            LogWriter writer, BiFunction<ChainId, PublicKey, String> spelling, Ticker ticker) {
        return new EventLog(writer, new Words(persona, spelling), ticker);
    }
}
