package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.json.JsonValue;
import countersign.tx.Account;
import countersign.tx.AccountNumber;
import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.Transaction;
import countersign.tx.TxRequest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.List;

/// Transactions that the Cosmos SDK's own command line made and a chain took.
final class TxRawVectorsTest {
    @ParameterizedTest
    @CsvSource({"bank.direct, DIRECT, 0", "bank.amino-json, LEGACY_AMINO_JSON, 1"})
    void sendWithEscapedMemo_isWhatTheChainTook(String file, SignMode mode, long sequence)
            throws RefusedRequestException {
        JsonValue root = Samples.json(Samples.file(file + ".json"));
        JsonValue message = Samples.at(root, "body.messages.0");
        TxRequest request =
                new TxRequest(
                        new ChainId("simd-1"),
                        new Fee(List.of(new Coin("stake", BigInteger.TEN)), 200_000),
                        Samples.textAt(root, "body.memo"),
                        List.of(
                                new TxRequest.Asked(
                                        message.at(),
                                        Samples.textAt(message, "@type"),
                                        (JsonValue.Members) message)));
        TxRawFormat format = new TxRawFormat(Descriptors.standard(), mode, "cosmos");
        Transaction transaction = format.decode(request, 0);
        PublicKey key =
                Samples.key(Samples.textAt(root, "auth_info.signer_infos.0.public_key.key"));
        Bytes signature = Samples.base64(Samples.textAt(root, "signatures.0"));
        Account account = new Account(key, new AccountNumber(1), sequence);

        assertEquals(
                Samples.base64(Samples.file(file + ".b64")),
                format.encode(transaction, account, signature));
        assertTrue(key.verifies(format.signBytes(transaction, account), signature));
    }
}
