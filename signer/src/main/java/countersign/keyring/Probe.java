package countersign.keyring;

import countersign.bytes.Bytes;

import java.nio.charset.StandardCharsets;

/// What a key signs to show that it works.
final class Probe {
    /// One fixed text, so that no signature over it is of any use to anybody. As bytes of a chain
    /// it cannot be read: a vote, proposal or extension begins with its length and then a field
    /// that exists, this with a length of 99 and a field of a wire type that does not; no
    /// transaction, as protobuf or as JSON, begins with `c`.
    static final Bytes MESSAGE =
            Bytes.of(
                    "countersign probe: this key works, and this signature means nothing else"
                            .getBytes(StandardCharsets.US_ASCII));

    private Probe() {}
}
