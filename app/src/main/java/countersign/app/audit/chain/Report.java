package countersign.app.audit.chain;

import java.util.List;

/// What became of checking a chain.
///
/// @param extent what was read
/// @param lost entries that their writers counted but could not keep
/// @param notes what is odd but tells of no tampering: torn lines, files that are not there
/// @param findings what must not be; at most [Verification#FINDINGS_MAX]
/// @param further findings beyond those
public record Report(
        Extent extent, long lost, List<Finding> notes, List<Finding> findings, long further) {

    /// From which line to which: sequence numbers, and times as they are written.
    public record Extent(long files, long entries, long first, Head last, String from, String to) {}

    public Report {
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }
}
