package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.json.JsonValue;
import countersign.tx.Account;
import countersign.tx.AccountNumber;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.Transaction;
import countersign.tx.TxRequest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Messages of every standard module, as the Cosmos SDK's own command line signs and encodes them.
final class StandardModulesTest {
    @TestFactory
    Stream<DynamicTest> message_isSignedAndEncodedAsByTheSdk() {
        JsonValue root = Samples.json(Samples.file("modules.json"));
        return ((JsonValue.Items) Samples.at(root, "cases"))
                .values().stream()
                        .map(
                                known ->
                                        DynamicTest.dynamicTest(
                                                Samples.textAt(known, "name")
                                                        + " "
                                                        + Samples.textAt(known, "mode"),
                                                () -> check(known)));
    }

    private static void check(JsonValue known) throws RefusedRequestException {
        TxRawFormat format =
                new TxRawFormat(
                        Descriptors.standard(),
                        SignMode.valueOf(Samples.textAt(known, "mode")),
                        "cosmos");
        long timeout = Long.parseLong(Samples.textAt(known, "timeout_height"));
        Transaction transaction = format.decode(request(known), timeout);
        PublicKey key = Samples.key(Samples.textAt(known, "key"));
        Bytes signature = Samples.base64(Samples.textAt(known, "signature"));
        Account account = new Account(key, new AccountNumber(7), 3);

        assertEquals(
                Samples.base64(Samples.textAt(known, "encoded")),
                format.encode(transaction, account, signature));
        assertTrue(
                key.verifies(format.signBytes(transaction, account), signature),
                () -> format.signBytes(transaction, account).hex());
    }

    static TxRequest request(JsonValue known) {
        List<TxRequest.Asked> asked = new ArrayList<>();
        for (JsonValue message : ((JsonValue.Items) Samples.at(known, "messages")).values()) {
            asked.add(
                    new TxRequest.Asked(
                            message.at(),
                            Samples.textAt(message, "@type"),
                            (JsonValue.Members) message));
        }
        Fee fee = Samples.fee(Samples.at(known, "fee"));
        return new TxRequest(new ChainId("simd-1"), fee, Samples.textAt(known, "memo"), asked);
    }
}
