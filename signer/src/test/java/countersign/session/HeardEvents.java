package countersign.session;

import countersign.event.Event;
import countersign.event.Events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what was said.
final class HeardEvents implements Events {
    private final CopyOnWriteArrayList<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public void emit(Event event) {
        events.add(event);
    }

    List<Event> all() {
        return List.copyOf(events);
    }

    <E extends Event> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> names() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
