package countersign.harness.ledgerapp;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// What the app's own code did, and Ledger's own library, in `ledger-vectors.json`.
final class LedgerVectors {
    static final JsonNode ALL = read();

    private LedgerVectors() {}

    private static JsonNode read() {
        try (InputStream file = LedgerVectors.class.getResourceAsStream("/ledger-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
