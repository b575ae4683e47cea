package countersign.app.config;

import java.time.Duration;
import java.util.List;

/// A command that is run at start and prints `{"latest_block_height":"347290"}`, which becomes a
/// floor: nothing new is signed at or below that height.
///
/// @param command the program and its arguments, not interpreted by a shell; never empty
/// @param timeout for the command and all that it started
/// @param failsClosed whether the start fails when the command does
public record StateHook(List<String> command, Duration timeout, boolean failsClosed) {
    public StateHook {
        command = List.copyOf(command);
    }
}
