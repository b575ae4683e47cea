package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.json.JsonValue;
import countersign.tx.Account;
import countersign.tx.AccountNumber;
import countersign.tx.Chance;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.Transaction;
import countersign.tx.TxRequest;
import countersign.tx.text.GoJson;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/// Messages by chance, made from their descriptors, there and back.
final class TxRawRoundTripTest {
    private static final Pattern NOTHING = Pattern.compile("\\{(?:\"\\w+\":\\[],?)*}");
    private static final int MESSAGES = 100;
    private static final Descriptors STANDARD = Descriptors.standard();
    private static final Account ACCOUNT =
            new Account(
                    Samples.key("A1EMaeYmBD7aKTzNOuz0mlaKmqtiFz53VA/jhaRU5hUT"),
                    new AccountNumber(7),
                    3);

    private final Chance chance = new Chance(new Random(20_261_121L));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authz.v1beta1.MsgExec",
                "authz.v1beta1.MsgGrant",
                "bank.v1beta1.MsgMultiSend",
                "bank.v1beta1.MsgSetSendEnabled",
                "distribution.v1beta1.MsgUpdateParams",
                "feegrant.v1beta1.MsgGrantAllowance",
                "gov.v1.MsgSubmitProposal",
                "gov.v1.MsgVoteWeighted",
                "gov.v1beta1.MsgVoteWeighted",
                "gov.v1beta1.MsgSubmitProposal",
                "slashing.v1beta1.MsgUnjail",
                "staking.v1beta1.MsgCreateValidator",
                "staking.v1beta1.MsgEditValidator",
                "staking.v1beta1.MsgUpdateParams",
                "upgrade.v1beta1.MsgSoftwareUpgrade",
                "vesting.v1beta1.MsgCreatePeriodicVestingAccount",
                "bank.v1beta1.SendAuthorization",
                "staking.v1beta1.StakeAuthorization",
                "feegrant.v1beta1.PeriodicAllowance"
            })
    void encodedMessage_saysWhatWasDecoded(String name)
            throws RefusedRequestException, IOException {
        String type = "/cosmos." + name;
        for (int i = 0; i < MESSAGES; i++) {
            JsonValue.Members value = (JsonValue.Members) Samples.json(any(type, 3));
            TxRequest request =
                    new TxRequest(
                            new ChainId("c-1"),
                            new Fee(List.of(), 1),
                            "",
                            List.of(new TxRequest.Asked(value.at(), type, value)));
            TxRawFormat direct = new TxRawFormat(STANDARD, SignMode.DIRECT, "cosmos");
            Transaction transaction = direct.decode(request, 9);

            assertEquals(
                    transaction.messages(),
                    new ProtoDecoder(STANDARD)
                            .messages(direct.encode(transaction, ACCOUNT, Bytes.of((byte) 1))));
            Bytes signed =
                    new TxRawFormat(STANDARD, SignMode.LEGACY_AMINO_JSON, "cosmos")
                            .signBytes(transaction, ACCOUNT);
            assertInstanceOf(
                    JsonValue.Members.class,
                    Samples.json(new String(signed.toArray(), StandardCharsets.UTF_8)));
        }
    }

    private String any(String type, int depth) {
        Map<String, String> members = members(STANDARD.known(type.substring(1)), depth);
        members.put("@type", GoJson.text(type));
        return GoJson.object(members);
    }

    private Map<String, String> members(MessageType type, int depth) {
        Map<String, String> members = new HashMap<>();
        Set<String> groups = new HashSet<>();
        for (MessageType.Field field : type.fields()) {
            boolean there = field.isRequired() || (chance.random().nextInt(4) > 0 && depth > 0);
            String group = field.options().group();
            if (!there || (!group.isEmpty() && groups.contains(group))) {
                continue;
            }
            String value =
                    field.isCoins()
                            ? chance.coins()
                            : field.repeated()
                                    ? chance.list(() -> value(field, depth))
                                    : value(field, depth);
            // A message of a group says nothing where nothing is in it.
            if (group.isEmpty() || !NOTHING.matcher(value).matches()) {
                groups.add(group);
                members.put(field.name(), value);
            }
        }
        return members;
    }

    private String value(MessageType.Field field, int depth) {
        return switch (field.kind()) {
            case INT64 -> chance.whole(64, true);
            case UINT64 -> chance.whole(64, false);
            case INT32 -> chance.number(32, true).toString();
            case UINT32 -> chance.number(32, false).toString();
            case BOOL -> chance.bool();
            case BYTES -> chance.base64();
            case ENUM ->
                    GoJson.text(List.copyOf(STANDARD.numbers(field.type()).keySet()).getLast());
            case STRING -> text(field);
            case MESSAGE -> message(field, depth);
            case OTHER -> throw new IllegalArgumentException(field.name());
        };
    }

    private String text(MessageType.Field field) {
        if (field.isInt()) {
            return chance.whole(256, true);
        }
        return switch (field.options().scalar()) {
            case "cosmos.Dec" -> field.isScaledDecimal() ? chance.decimal() : "\"0.5\"";
            case "cosmos.AddressString" -> chance.address("cosmos");
            case "cosmos.ValidatorAddressString" -> chance.address("cosmosvaloper");
            case "cosmos.ConsensusAddressString" -> chance.address("cosmosvalcons");
            default -> chance.text();
        };
    }

    private String message(MessageType.Field field, int depth) {
        long seconds = chance.number(32, false).longValue();
        return switch (field.type()) {
            case "google.protobuf.Any" ->
                    any(
                            chance.random().nextBoolean()
                                    ? "/cosmos.gov.v1.MsgVote"
                                    : "/cosmos.bank.v1beta1.MsgSend",
                            depth - 1);
            case "google.protobuf.Timestamp" ->
                    GoJson.text(Instant.ofEpochSecond(seconds).toString());
            case "google.protobuf.Duration" -> GoJson.text(seconds + "s");
            case "cosmos.base.v1beta1.Coin" -> chance.coin("stake");
            default -> GoJson.object(members(STANDARD.known(field.type()), depth - 1));
        };
    }
}
