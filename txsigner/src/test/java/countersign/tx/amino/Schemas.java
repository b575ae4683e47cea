package countersign.tx.amino;

import countersign.tx.schema.FieldsBuilder;
import countersign.tx.schema.Schema;
import countersign.tx.schema.SchemaBuilder;

import java.util.List;
import java.util.OptionalLong;

/// Schemas for tests, each field as `name type` or `name type tag`.
final class Schemas {
    private static final String ACC = "sdk.AccAddress";
    private static final String VAL = "sdk.ValAddress";
    private static final String COINS = "sdk.Coins";

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

    /// Terra's names of the standard modules' messages.
    static Schema terraModules() {
        return new Schemas("core/StdTx", "terra")
                .message(
                        "bank/MsgSend",
                        "from_address " + ACC,
                        "to_address " + ACC,
                        "amount " + COINS)
                .message("bank/MsgMultiSend", "inputs []Party", "outputs []Party")
                .struct("Party", "address " + ACC, "coins " + COINS)
                .message(
                        "staking/MsgDelegate",
                        "delegator_address " + ACC,
                        "validator_address " + VAL,
                        "amount sdk.Coin")
                .message(
                        "staking/MsgBeginRedelegate",
                        "delegator_address " + ACC,
                        "validator_src_address " + VAL,
                        "validator_dst_address " + VAL,
                        "amount sdk.Coin")
                .message(
                        "distribution/MsgModifyWithdrawAddress",
                        "delegator_address " + ACC,
                        "withdraw_address " + ACC)
                .message("cosmos/MsgUnjail", "address " + VAL)
                .message("gov/MsgVote", "proposal_id uint64", "voter " + ACC, "option enum")
                .message(
                        "gov/MsgDeposit",
                        "proposal_id uint64",
                        "depositor " + ACC,
                        "amount " + COINS)
                .message(
                        "gov/MsgSubmitProposal",
                        "content sdk.Msg",
                        "initial_deposit " + COINS,
                        "proposer " + ACC)
                .message("gov/TextProposal", "title string", "description string")
                .message(
                        "treasury/TaxRateUpdateProposal",
                        "title string",
                        "description string",
                        "tax_rate sdk.Dec")
                .message(
                        "params/ParameterChangeProposal",
                        "title string",
                        "description string",
                        "changes []ParamChange")
                .struct("ParamChange", "subspace string", "key string", "value string 4")
                .message(
                        "oracle/MsgExchangeRateVote",
                        "exchange_rate sdk.Dec",
                        "salt string",
                        "denom string",
                        "feeder " + ACC,
                        "validator " + VAL)
                .message(
                        "market/MsgSwap",
                        "trader " + ACC,
                        "offer_coin sdk.Coin",
                        "ask_denom string")
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
                    parts[1].equals("enum")
                            ? List.of("Yes", "Abstain", "No", "NoWithVeto")
                            : List.of();
            OptionalLong tag =
                    parts.length == 3
                            ? OptionalLong.of(Long.parseLong(parts[2]))
                            : OptionalLong.empty();
            into.field(1, new FieldsBuilder.Written(parts[0], parts[1], tag, choices));
        }
    }

    private Schema built() {
        return builder.built().orElseThrow();
    }
}
