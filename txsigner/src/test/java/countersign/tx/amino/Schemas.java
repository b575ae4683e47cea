package countersign.tx.amino;

import countersign.tx.schema.FieldsBuilder;
import countersign.tx.schema.Schema;
import countersign.tx.schema.SchemaBuilder;

import java.util.List;
import java.util.OptionalLong;

/// Schemas for tests, each field as `name type`.
final class Schemas {
    private final SchemaBuilder builder =
            new SchemaBuilder(
                    (line, what, hint) -> {
                        throw new IllegalArgumentException(what);
                    });

    private Schemas(String namespace, String prefix) {
        builder.namespace(1, namespace);
        builder.accPrefix(2, prefix);
        builder.valPrefix(3, prefix + "valoper");
    }

    static Schema terra(String hashType) {
        return new Schemas("core/StdTx", "terra")
                .message(
                        "oracle/MsgExchangeRatePrevote",
                        "hash " + hashType,
                        "denom string",
                        "feeder sdk.AccAddress",
                        "validator sdk.ValAddress")
                .message(
                        "oracle/MsgExchangeRateVote",
                        "exchange_rate sdk.Dec",
                        "salt string",
                        "denom string",
                        "feeder sdk.AccAddress",
                        "validator sdk.ValAddress")
                .message(
                        "oracle/MsgDelegateFeedConsent",
                        "operator sdk.ValAddress",
                        "delegate sdk.AccAddress")
                .built();
    }

    static Schema cosmos() {
        return new Schemas("cosmos-sdk/StdTx", "cosmos")
                .message(
                        "cosmos-sdk/MsgSend",
                        "from_address sdk.AccAddress",
                        "to_address sdk.AccAddress",
                        "amount sdk.Coins")
                .message("cosmos-sdk/MsgMultiSend", "inputs []Party", "outputs []Party")
                .struct("Party", "address sdk.AccAddress", "coins sdk.Coins")
                .message("cosmos-sdk/MsgVote", "proposal_id uint64", "option enum")
                .message("cosmos-sdk/MsgSubmitProposal", "content sdk.Msg", "deposit sdk.Coin")
                .message("cosmos-sdk/TextProposal", "title string", "description string")
                .message(
                        "test/Msg",
                        "a int64",
                        "b int32",
                        "c bool",
                        "d sdk.Int",
                        "e []uint64",
                        "f []string",
                        "g base64",
                        "h []bool",
                        "i []sdk.Msg",
                        "j Party",
                        "k uint32",
                        "l []sdk.Dec")
                .built();
    }

    private Schemas message(String name, String... fields) {
        fields(builder.message(1, name), fields);
        return this;
    }

    private Schemas struct(String name, String... fields) {
        fields(builder.struct(1, name), fields);
        return this;
    }

    private static void fields(FieldsBuilder into, String... fields) {
        for (String field : fields) {
            String[] parts = field.split(" ");
            List<String> choices =
                    parts[1].equals("enum") ? List.of("Yes", "Abstain", "No") : List.of();
            into.field(
                    1,
                    new FieldsBuilder.Written(parts[0], parts[1], OptionalLong.empty(), choices));
        }
    }

    private Schema built() {
        return builder.built().orElseThrow();
    }
}
