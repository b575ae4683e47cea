package countersign.tx.protobuf;

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

/// Transactions as the Cosmos SDK v0.50 signs and encodes them, in both modes.
final class TxRawPeersTest {
    private static final int SIGNATURE_BYTES = 64;

    static List<PeerLine> lines() throws IOException {
        return PeerLine.all("txraw.jsonl");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void requestedTransaction_signedAndEncodedAsTheChainDoes(PeerLine line) throws Exception {
        SignMode mode =
                line.text("mode").equals("direct") ? SignMode.DIRECT : SignMode.LEGACY_AMINO_JSON;
        TxRawFormat format = new TxRawFormat(Descriptors.standard(), mode, "cosmos");
        long until = Long.parseLong(line.text("timeout_height"));
        Transaction transaction = format.decode(line.request(), until);
        Account account = line.account();
        Bytes tx = line.tx();
        Bytes signature = tx.slice(tx.length() - SIGNATURE_BYTES, tx.length());

        assertEquals(tx, format.encode(transaction, account, signature));
        assertTrue(account.key().verifies(format.signBytes(transaction, account), signature));
    }
}
