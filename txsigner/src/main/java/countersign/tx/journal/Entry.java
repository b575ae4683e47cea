package countersign.tx.journal;

import countersign.bytes.Bytes;
import countersign.tx.once.Pending;
import countersign.tx.policy.Expense;

import java.time.Instant;
import java.util.List;

/// One decision, as a line holds it.
sealed interface Entry {
    /// The first line of every file.
    ///
    /// @param previous the sum of the last line before; empty in the first file
    record Begun(String chain, String account, String previous) implements Entry {}

    /// What is still of use of the files before.
    ///
    /// @param request the next one's number
    /// @param floor as [Journal#floor]
    record Carried(long request, long floor) implements Entry {}

    /// What was spent earlier, and at what time.
    record Spent(Instant when, List<Expense> expenses) implements Entry {}

    /// What became of the last one.
    record Last(Bytes hash, long height, long code, String words) implements Entry {}

    /// A service asked for this.
    ///
    /// @param json as the service writes it
    record Received(long request, String json) implements Entry {}

    record Refused(long request, String rule, String what) implements Entry {}

    record Signed(Pending pending, List<Expense> expenses) implements Entry {}

    /// It was handed in, and this is what the node said.
    record Broadcast(Bytes hash, String answer, String words) implements Entry {}

    /// It was executed, well (code 0) or not. Neither is ever tried again.
    record Executed(Bytes hash, long height, long code, String words) implements Entry {}

    /// It was not executed and never will be.
    record Gone(Bytes hash, String why) implements Entry {}

    /// Nobody waits for it any longer.
    ///
    /// @param height of the block that has it, without anybody saying what came of it there; 0
    ///   where none is known to have it
    record GivenUp(Bytes hash, long height, String why) implements Entry {}
}
