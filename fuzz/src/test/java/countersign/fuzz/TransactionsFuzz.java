package countersign.fuzz;

import countersign.app.config.ConfigException;
import countersign.app.config.schema.ReadySchema;
import countersign.app.config.schema.SchemaReader;
import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.tx.Account;
import countersign.tx.AccountNumber;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Transaction;
import countersign.tx.TxFormat;
import countersign.tx.TxRequest;
import countersign.tx.amino.StdTxFormat;
import countersign.tx.protobuf.Descriptors;
import countersign.tx.protobuf.SignMode;
import countersign.tx.protobuf.TxRawFormat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A message of a service, in every format: it is refused with reasons, or what is made of it is
/// whole. What is signed in amino JSON is JSON, and of a `StdTx` asks for the same transaction.
public final class TransactionsFuzz implements FuzzTarget {
    /// What is signed has messages two levels deeper than here.
    private static final int DEPTH_MAX = JsonDocument.DEPTH_MAX - 2;

    private static final Account ACCOUNT =
            new Account(
                    new PublicKey(
                            KeyType.SECP256K1,
                            Bytes.ofHex(
                                    "03510c69e626043eda293ccd3aecf49a"
                                            + "568a9aab62173e77540fe385a454e61513")),
                    new AccountNumber(7),
                    3);
    private static final Bytes SIGNATURE = Bytes.of(new byte[64]);
    private static final TxFormat STD_TX = stdTx();
    private static final TxFormat DIRECT =
            new TxRawFormat(Descriptors.standard(), SignMode.DIRECT, "cosmos");
    private static final TxFormat LEGACY =
            new TxRawFormat(Descriptors.standard(), SignMode.LEGACY_AMINO_JSON, "cosmos");

    public static void fuzzerTestOneInput(byte[] input) {
        new TransactionsFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        try {
            if (JsonDocument.parse(input) instanceof JsonValue.Members message
                    && message.values().get("type") instanceof JsonValue.Text type
                    && message.values().get("value") instanceof JsonValue.Members value
                    && depth(message) <= DEPTH_MAX) {
                TxRequest request = request(type.value(), value);
                tried(DIRECT, request);
                document(tried(LEGACY, request));
                again(tried(STD_TX, request));
            }
        } catch (JsonException malformed) {
            FuzzTarget.require(malformed.at().line() > 0, "a mistake has a place");
        }
    }

    private static int depth(JsonValue value) {
        return switch (value) {
            case JsonValue.Members members ->
                    1 + members.values().values().stream().mapToInt(v -> depth(v)).max().orElse(0);
            case JsonValue.Items items ->
                    1 + items.values().stream().mapToInt(v -> depth(v)).max().orElse(0);
            case JsonValue.Text _, JsonValue.Numeral _, JsonValue.Word _ -> 0;
        };
    }

    /// What is signed, or nothing where the request is refused.
    private static Bytes tried(TxFormat format, TxRequest request) {
        try {
            Transaction transaction = format.decode(request, 0);
            Bytes encoded = format.encode(transaction, ACCOUNT, SIGNATURE);
            FuzzTarget.require(encoded.length() > SIGNATURE.length(), "all of it is there");
            return format.signBytes(transaction, ACCOUNT);
        } catch (RefusedRequestException refused) {
            FuzzTarget.require(!refused.problems().isEmpty(), "a refusal has a reason");
            return Bytes.EMPTY;
        }
    }

    private static JsonValue document(Bytes signed) {
        try {
            return JsonDocument.parse(signed.isEmpty() ? new byte[] {'0'} : signed.toArray());
        } catch (JsonException e) {
            throw new AssertionError("what is signed is no JSON: " + signed, e);
        }
    }

    private static void again(Bytes signed) {
        if (document(signed) instanceof JsonValue.Members document
                && document.values().get("msgs") instanceof JsonValue.Items messages
                && messages.values().getFirst() instanceof JsonValue.Members message
                && message.values().get("type") instanceof JsonValue.Text type
                && message.values().get("value") instanceof JsonValue.Members value) {
            FuzzTarget.require(
                    tried(STD_TX, request(type.value(), value)).equals(signed),
                    "the document asks for itself");
        }
    }

    private static TxRequest request(String type, JsonValue.Members value) {
        return new TxRequest(
                new ChainId("c-1"),
                new Fee(List.of(), 1),
                "m",
                List.of(new TxRequest.Asked(value.at(), type, value)));
    }

    private static TxFormat stdTx() {
        try {
            ReadySchema ready = ReadySchema.COSMOS_SDK_0_39;
            return new StdTxFormat(SchemaReader.read(ready.file(), ready.contents()));
        } catch (ConfigException e) {
            throw new Bug("the program's schemas are right", e);
        }
    }

    @Override
    public List<byte[]> seeds() {
        String from = "cosmos1avgyh77ycn997ja45q5q8ss8y9mr424jq6zn4p";
        String coins = "[{\"denom\":\"stake\",\"amount\":\"123\"}]";
        return List.of(
                text(
                        """
                        {"type":"cosmos-sdk/MsgSend","value":{"from_address":"%s",
                        "to_address":"%s","amount":%s}}\
                        """
                                .formatted(from, from, coins)),
                text(
                        """
                        {"type":"cosmos-sdk/MsgSubmitProposal","value":{"content":{
                        "type":"cosmos-sdk/TextProposal","value":{"title":"<&>\\u2028",
                        "description":"\\n"}},"initial_deposit":%s,"proposer":"%s"}}\
                        """
                                .formatted(coins, from)),
                text(
                        """
                        {"type":"/cosmos.bank.v1beta1.MsgSend","value":{"from_address":"%s",
                        "to_address":"%s","amount":%s}}\
                        """
                                .formatted(from, from, coins)),
                text(
                        """
                        {"type":"/cosmos.authz.v1beta1.MsgGrant","value":{"granter":"%s",
                        "grant":{"authorization":{
                        "@type":"/cosmos.staking.v1beta1.StakeAuthorization",
                        "max_tokens":null,"deny_list":{"address":[]},
                        "authorization_type":"AUTHORIZATION_TYPE_DELEGATE"},
                        "expiration":"2030-01-02T03:04:05.120Z"}}}\
                        """
                                .formatted(from)));
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
