package countersign.tx;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.json.JsonValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A transaction that a chain's own code signed, with what it was asked to sign, as
/// `scripts/tx-bytes` writes them.
public final class PeerLine {
    private static final String FOLDER = System.getProperty("countersign.tx.bytes", "");

    private final JsonValue line;

    private PeerLine(String line) {
        this.line = Samples.json(line);
    }

    /// Those of a file: the samples that are kept, or those in the folder that the property
    /// `countersign.tx.bytes` names.
    public static List<PeerLine> all(String file) throws IOException {
        String lines =
                FOLDER.isEmpty() ? Samples.file(file) : Files.readString(Path.of(FOLDER, file));
        return lines.lines().map(PeerLine::new).toList();
    }

    public TxRequest request() {
        return Samples.request(Samples.at(line, "request"));
    }

    public Account account() {
        PublicKey key = new PublicKey(KeyType.SECP256K1, Bytes.ofHex(text("public_key")));
        return new Account(
                key,
                AccountNumber.parse(text("account_number")).orElseThrow(),
                Long.parseLong(text("sequence")));
    }

    /// The signed bytes.
    public Bytes tx() {
        return Bytes.ofHex(text("tx"));
    }

    public String text(String name) {
        return Samples.textAt(line, name);
    }

    @Override
    public String toString() {
        return line.at() + " " + text("tx");
    }
}
