package countersign.app.config;

import java.time.Duration;
import java.util.List;

/// A command that is run at start and prints `{"latest_block_height":"347290"}`, which becomes a
/// floor for the chain's mark.
///
/// @param command the program and its arguments, not interpreted by a shell; never empty
/// @param failsClosed whether the chain stays unserved when the command fails
public record StateHook(List<String> command, Duration timeout, boolean failsClosed) {
    public StateHook {
        command = List.copyOf(command);
    }
}
