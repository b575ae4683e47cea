package countersign.consensus;

import java.nio.charset.StandardCharsets;

/// The name of a chain, at most 50 bytes of UTF-8 (CometBFT's `MaxChainIDLen`). May be empty, as
/// CometBFT's own test vectors are; a configuration refuses that.
public record ChainId(String value) {
    public static final int BYTES_MAX = 50;

    /// Throws `IllegalArgumentException` where the name is too long.
    public ChainId {
        if (value.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new IllegalArgumentException("a chain id has at most 50 bytes");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
