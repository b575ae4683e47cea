package countersign.app.audit;

import countersign.event.Event;
import countersign.event.Events;

/// Where decisions are recorded, if anywhere.
public interface Audit extends Events, AutoCloseable {
    /// Says that this process begins to serve. Its end is recorded then, too.
    void started(String version);

    /// Records what is still waiting, for a few seconds at most. A second call does nothing.
    @Override
    void close();

    /// Keeps nothing.
    static Audit none() {
        return new Audit() {
            @Override
            public void started(String version) {}

            @Override
            public void emit(Event event) {}

            @Override
            public void close() {}
        };
    }
}
