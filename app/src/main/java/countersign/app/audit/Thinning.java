package countersign.app.audit;

import countersign.event.Event;
import countersign.event.LinkName;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Leaves out what a node that stays down repeats once a second: of one outage each reason is kept
/// once, and at most [#REASONS_MAX] of them. For one thread.
final class Thinning {
    static final int REASONS_MAX = 8;

    // One entry for each configured link that is down.
    private final Map<LinkName, Set<String>> reasons = new HashMap<>();

    boolean keeps(Event event) {
        if (event instanceof Event.Connected(LinkName link)) {
            reasons.remove(link);
        }
        if (event instanceof Event.Disconnected(LinkName link, String why, String _)) {
            Set<String> told = reasons.computeIfAbsent(link, _ -> new HashSet<>());
            return told.size() < REASONS_MAX && told.add(why);
        }
        return true;
    }
}
