package countersign.tx.amino;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.tx.Account;
import countersign.tx.PeerLine;
import countersign.tx.Transaction;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;

/// Transactions as Terra's core v0.3.7 signs and encodes them.
final class StdTxPeersTest {
    private static final int SIGNATURE_BYTES = 64;

    static List<PeerLine> lines() throws IOException {
        return PeerLine.all("stdtx.jsonl");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void requestedTransaction_signedAndEncodedAsTheChainDoes(PeerLine line) throws Exception {
        StdTxFormat format = new StdTxFormat(Schemas.terra("string"));
        Transaction transaction = format.decode(line.request(), 0);
        Account account = line.account();
        // It follows its key, with the tag and length of its field in between.
        String key = account.key().value().hex();
        int at = (line.tx().hex().indexOf(key) + key.length()) / 2 + 2;
        Bytes signature = line.tx().slice(at, at + SIGNATURE_BYTES);

        assertEquals(line.tx(), format.encode(transaction, account, signature));
        assertTrue(account.key().verifies(format.signBytes(transaction, account), signature));
    }
}
