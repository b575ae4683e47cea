package countersign.app.log;

import countersign.connection.Ticker;
import countersign.event.Event;
import countersign.event.Events;
import countersign.event.LinkName;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes every event to the log, and thins out the one thing that repeats: a node that is down is
/// dialled about once a second, which would be 170,000 lines a day.
final class EventLog implements Events {
    private final LogWriter writer;
    private final Words words;
    private final Ticker ticker;
    // One entry for each configured link.
    private final Map<LinkName, Outage> outages = new ConcurrentHashMap<>();

    EventLog(LogWriter writer, Words words, Ticker ticker) {
        this.writer = writer;
        this.words = words;
        this.ticker = ticker;
    }

    @Override
    public void emit(Event event) {
        switch (event) {
            case Event.Dialling(LinkName link, String _) -> {
                Outage outage = outages.get(link);
                if (outage == null || !outage.isQuiet()) {
                    write(event, "");
                }
            }
            case Event.Disconnected(LinkName link, String why, String _) -> {
                Outage outage = failed(link, why);
                if (outage.speaks()) {
                    write(event, outage.note());
                }
            }
            case Event.Connected(LinkName link) -> {
                outages.remove(link);
                write(event, "");
            }
            case Event.KeyLoaded _,
                    Event.KeyLimited _,
                    Event.PersonAwaited _,
                    Event.PeerUnverified _,
                    Event.Signed _,
                    Event.Repeated _,
                    Event.ExtensionSigned _,
                    Event.RawBytesSigned _,
                    Event.DoubleSignRefused _,
                    Event.Refused _,
                    Event.MarkAdvanced _,
                    Event.StateChanged _,
                    Event.FloorLearned _,
                    Event.FloorNotLearned _,
                    Event.FloorDoubted _,
                    Event.ChainPoisoned _,
                    Event.ProviderFailed _,
                    Event.Stopped _ ->
                    write(event, "");
        }
    }

    private Outage failed(LinkName link, String why) {
        long now = ticker.nanos();
        Outage first = Outage.first(why, now);
        return outages.merge(link, first, (held, _) -> held.then(why, now));
    }

    private void write(Event event, String note) {
        Words.Said said = words.of(event);
        writer.write(said.level(), said.target(), said.message() + note, said.fields());
    }
}
