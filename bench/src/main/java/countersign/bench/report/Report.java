package countersign.bench.report;

import java.util.List;
import java.util.Map;

/// Everything that one run found.
///
/// @param signers what each says of its version
/// @param loads how busy the machine was before and after, as the system counts
public record Report(
        Machine machine,
        Map<String, String> signers,
        List<String> loads,
        List<Table> tables,
        List<Start> starts,
        List<Held> held) {}
