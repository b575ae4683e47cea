package countersign.harness.hostile;

import countersign.bytes.Bytes;
import countersign.connection.PeerFault;

import java.util.List;
import java.util.Optional;

/// What came of a script: the messages that [Act.Read] got, and how the link ended where it did not
/// last until the end of the script.
public record Transcript(List<Bytes> answers, Optional<PeerFault> broken) {}
