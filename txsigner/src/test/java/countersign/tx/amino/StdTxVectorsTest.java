package countersign.tx.amino;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.json.JsonValue;
import countersign.tx.Account;
import countersign.tx.AccountNumber;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.Transaction;
import countersign.tx.TxRequest;
import countersign.tx.schema.Schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/// Transactions that real chains took, or that tmkms made.
final class StdTxVectorsTest {
    @Test
    void prevote_isWhatTerraTook() throws RefusedRequestException {
        Signed prevote = Signed.of("prevote.signed.json", "columbus-3", Schemas.terra("string"));

        assertEquals(Bytes.ofHex(Samples.file("prevote.cli.hex")), prevote.encoded());
    }

    @Test
    void consentOfFeeder_isWhatTerraTook() throws RefusedRequestException {
        Signed consent = Signed.of("setfeeder.signed.json", "columbus-3", Schemas.terra("string"));

        assertEquals(Samples.base64(Samples.file("setfeeder.b64")), consent.encoded());
        assertTrue(consent.isSignedAs(0, 1));
    }

    @Test
    void sendWithCoinsAndEscapedMemo_isWhatTheChainTook() throws RefusedRequestException {
        Signed send = Signed.of("bank39.signed.json", "sim39-1", Schemas.cosmos());

        assertEquals(Samples.base64(Samples.file("bank39.b64")), send.encoded());
        assertTrue(send.isSignedAs(1, 0));
    }

    @Test
    void prevoteWithHashInBytes_isWhatTmkmsMakes() throws RefusedRequestException {
        Bytes made = Bytes.ofHex(Samples.file("prevote046.tmkms.hex"));
        Signed prevote = Signed.of("prevote.signed.json", "columbus-4", Schemas.terra("bytes"));
        // Another signature over another chain's name: it stands before the memo.
        int memo = 2 + "oracle vote".length();
        int end = made.length() - memo;
        Bytes signature = made.slice(end - 64, end);

        assertEquals(
                made,
                new StdTxFormat(Schemas.terra("bytes"))
                        .encode(prevote.transaction(), prevote.account(0, 0), signature));
    }

    @Test
    void derivedPrevote_hasItsSignDocumentAndBytes() throws RefusedRequestException {
        JsonValue known = Samples.json(Samples.file("prevote.derived.json"));
        String document = Samples.textAt(known, "sign_doc");
        StdTxFormat format = new StdTxFormat(Schemas.terra("string"));
        Transaction transaction = format.decode(Samples.request(document), 0);
        Bytes tx = Bytes.ofHex(Samples.textAt(known, "tx"));
        int keyAt = tx.hex().indexOf("eb5ae98721") / 2 + 5;
        PublicKey key = new PublicKey(KeyType.SECP256K1, tx.slice(keyAt, keyAt + 33));
        Account account = new Account(key, new AccountNumber(101_072), 1);
        Bytes signature = Bytes.ofHex(Samples.textAt(known, "signature"));

        assertEquals(document, text(format.signBytes(transaction, account)));
        assertTrue(key.verifies(format.signBytes(transaction, account), signature));
        assertEquals(tx, format.encode(transaction, account, signature));
    }

    /// Made by Terra's own command line, offline.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void messagesOfEveryModule_areSignedAndEncodedAsByTerra(int number)
            throws RefusedRequestException {
        JsonValue known =
                Samples.at(Samples.json(Samples.file("terra-modules.json")), "cases." + number);
        StdTxFormat format = new StdTxFormat(Schemas.terraModules());
        Transaction transaction =
                format.decode(
                        Samples.request(
                                "columbus-3",
                                Samples.at(known, "fee"),
                                Samples.textAt(known, "memo"),
                                Samples.at(known, "msgs")),
                        0);
        PublicKey key = Samples.key(Samples.textAt(known, "key"));
        Bytes signature = Samples.base64(Samples.textAt(known, "signature"));
        Account account = new Account(key, new AccountNumber(7), 3);

        assertEquals(
                Samples.base64(Samples.textAt(known, "encoded")),
                format.encode(transaction, account, signature));
        assertTrue(key.verifies(format.signBytes(transaction, account), signature));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    /// A signed `StdTx` in JSON.
    private record Signed(
            StdTxFormat format, Transaction transaction, PublicKey key, Bytes signature) {
        static Signed of(String file, String chain, Schema schema) throws RefusedRequestException {
            JsonValue root = Samples.json(Samples.file(file));
            TxRequest request =
                    Samples.request(
                            chain,
                            Samples.at(root, "value.fee"),
                            Samples.textAt(root, "value.memo"),
                            Samples.at(root, "value.msg"));
            StdTxFormat format = new StdTxFormat(schema);
            String signed = "value.signatures.0.";
            return new Signed(
                    format,
                    format.decode(request, 0),
                    Samples.key(Samples.textAt(root, signed + "pub_key.value")),
                    Samples.base64(Samples.textAt(root, signed + "signature")));
        }

        Account account(long number, long sequence) {
            return new Account(key, new AccountNumber(number), sequence);
        }

        Bytes encoded() {
            return format.encode(transaction, account(0, 0), signature);
        }

        boolean isSignedAs(long number, long sequence) {
            return key.verifies(
                    format.signBytes(transaction, account(number, sequence)), signature);
        }
    }
}
