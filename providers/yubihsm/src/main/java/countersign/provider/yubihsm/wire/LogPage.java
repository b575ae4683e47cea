package countersign.provider.yubihsm.wire;

import java.util.ArrayList;
import java.util.List;

/// What is in the audit log since it was last drained.
///
/// @param unloggedBoots how often the device started without room to log it
/// @param unloggedAuthentications how many sessions began without room to log it
public record LogPage(int unloggedBoots, int unloggedAuthentications, List<LogEntry> entries) {
    public LogPage {
        entries = List.copyOf(entries);
    }

    /// From the data of an answer.
    public static LogPage read(byte[] data) throws MalformedException {
        Fields fields = new Fields(data);
        int boots = fields.u16();
        int authentications = fields.u16();
        int count = fields.u8();
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(LogEntry.read(fields));
        }
        fields.end();
        return new LogPage(boots, authentications, entries);
    }

    /// Whether each entry follows the one before it. The first one is taken as it is.
    public boolean isChained() {
        for (int i = 1; i < entries.size(); i++) {
            if (!entries.get(i).follows(entries.get(i - 1).digest())) {
                return false;
            }
        }
        return true;
    }
}
