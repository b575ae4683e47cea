package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.consensus.ChainId;
import countersign.json.JsonValue;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.Transaction;
import countersign.tx.TxRequest;
import countersign.tx.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What no transaction is made of.
final class TxRawRefusalTest {
    private static final String FROM = "cosmos1avgyh77ycn997ja45q5q8ss8y9mr424jq6zn4p";
    private static final String TO = "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4";
    private static final String TERRA = "terra1t9et8wjeh8d0ewf4lldchterxsmhpcgg5auy47";

    @Test
    void everyProblem_isSaidWithItsPlace() {
        List<String> problems =
                problems(
                        SignMode.DIRECT,
                        """
                        {"@type":"/cosmos.staking.v1beta1.MsgDelegate",
                        "delegator_address":"%s",
                        "validator_address":"%s",
                        "more":1}\
                        """
                                .formatted(FROM.toUpperCase(Locale.ROOT), TERRA));

        assertEquals(4, problems.size(), problems::toString);
        assertProblem(problems, "$.delegator_address: addresses are written in small letters");
        assertProblem(
                problems,
                "$.validator_address: this is no address that begins with cosmosvaloper1");
        assertProblem(problems, "1:1: $: there is no \"amount\"");
        assertProblem(problems, "4:8: $.more: this format has no such member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@type\":\"cosmos.bank.v1beta1.MsgSend\"}",
                "{\"@type\":\"/~bank.v1beta1.MsgNothing\"}",
                "{\"@type\":\"\"}",
                // A message of which nobody knows what it does, within one that executes it.
                "{\"@type\":\"/~authz.v1beta1.MsgExec\",\"msgs\":[{\"@type\":\"/a.B\"}]}",
                "{\"@type\":\"/~authz.v1beta1.MsgExec\",\"msgs\":[{\"type\":\"/a.B\"}]}",
                "{\"@type\":\"/~authz.v1beta1.MsgExec\",\"msgs\":[null]}",
                "{\"@type\":\"/~authz.v1beta1.MsgExec\",\"msgs\":\"\"}",
                "{\"@type\":\"/~gov.v1beta1.MsgVote\",\"proposal_id\":\"-1\"}",
                "{\"@type\":\"/~gov.v1beta1.MsgVote\",\"proposal_id\":1e3}",
                "{\"@type\":\"/~gov.v1beta1.MsgVote\",\"proposal_id\":null}",
                "{\"@type\":\"/~gov.v1beta1.MsgVote\",\"proposal_id\":\"18446744073709551616\"}",
                "{\"@type\":\"/~gov.v1beta1.MsgVote\",\"option\":\"YES\"}",
                "{\"@type\":\"/~gov.v1beta1.MsgVote\",\"option\":1}",
                "{\"@type\":\"/~gov.v1.MsgVote\",\"metadata\":\"\\u0007\"}",
                "{\"@type\":\"/~gov.v1.MsgVote\",\"metadata\":\"\\udc00\"}",
                "{\"@type\":\"/~vesting.v1beta1.MsgCreateVestingAccount\",\"delayed\":\"true\"}"
            })
    void hostileMessages_areRefused(String message) {
        String full = message.replace("~", "cosmos.");

        assertEquals(1, problems(SignMode.DIRECT, full).size());
    }

    @Test
    void twoOfOneGroup_areRefused() {
        List<String> problems =
                problems(
                        SignMode.DIRECT,
                        """
                        {"@type":"/cosmos.authz.v1beta1.MsgGrant","grant":{"authorization":{
                        "@type":"/cosmos.staking.v1beta1.StakeAuthorization",
                        "allow_list":{"address":[]},
                        "deny_list":{"address":[]}}}}\
                        """);

        assertProblem(problems, "deny_list: only one of its group may be there");
    }

    @ParameterizedTest
    @EnumSource(SignMode.class)
    void typeWithinTheValue_mustBeTheOneAsked(SignMode mode) {
        JsonValue.Members value = members("{\"@type\":\"/gov.v1.MsgVote\"}");
        TxRequest request =
                request(new TxRequest.Asked(value.at(), "/cosmos.gov.v1.MsgDeposit", value));

        assertThrows(
                RefusedRequestException.class,
                () -> new TxRawFormat(Descriptors.standard(), mode, "cosmos").decode(request, 0));
    }

    /// Of two lists of validators, an empty one would say which of the two is meant.
    @Test
    void emptyMessageOfAGroup_isRefused() {
        String grant =
                """
                {"@type":"/cosmos.authz.v1beta1.MsgGrant","granter":"%s","grantee":"%s",
                "grant":{"authorization":{
                "@type":"/cosmos.staking.v1beta1.StakeAuthorization","LIST":{},
                "authorization_type":"AUTHORIZATION_TYPE_DELEGATE"}}}\
                """
                        .formatted(FROM, TO);
        for (String list : List.of("allow_list", "deny_list")) {
            List<String> problems = problems(SignMode.DIRECT, grant.replace("LIST", list));
            assertProblem(problems, list + ": what is zero or empty is left out here");
        }
    }

    @Test
    void whatIsZero_isLeftOutOfTheValues() throws RefusedRequestException {
        Transaction transaction =
                decode(
                        SignMode.DIRECT,
                        """
                        {"@type":"/cosmos.gov.v1.MsgVote","proposal_id":"0","voter":"",
                        "option":"VOTE_OPTION_UNSPECIFIED","metadata":"m"}\
                        """);

        assertEquals(
                Map.of("metadata", new Value.Text("m")),
                transaction.messages().getFirst().fields().fields());
    }

    @Test
    void whatAmountAndAddressStandFor_isInTheValues() throws RefusedRequestException {
        Transaction transaction =
                decode(
                        SignMode.DIRECT,
                        """
                        {"@type":"/cosmos.bank.v1beta1.MsgSend","from_address":"%s",
                        "to_address":"%s","amount":[{"denom":"stake","amount":"5"}]}\
                        """
                                .formatted(FROM, TO));
        Map<String, Value> fields = transaction.messages().getFirst().fields().fields();

        assertTrue(
                fields.get("from_address") instanceof Value.Address address
                        && address.text().equals(FROM)
                        && address.value().length() == 20);
        assertTrue(
                fields.get("amount") instanceof Value.Items items
                        && items.values().getFirst() instanceof Value.Struct coin
                        && coin.fields().keySet().equals(Set.of("denom", "amount")));
    }

    private static List<String> problems(SignMode mode, String message) {
        return assertThrows(RefusedRequestException.class, () -> decode(mode, message)).problems();
    }

    private static Transaction decode(SignMode mode, String message)
            throws RefusedRequestException {
        JsonValue.Members value = members(message);
        return new TxRawFormat(Descriptors.standard(), mode, "cosmos")
                .decode(
                        request(
                                new TxRequest.Asked(
                                        value.at(), Samples.textAt(value, "@type"), value)),
                        0);
    }

    private static TxRequest request(TxRequest.Asked asked) {
        return new TxRequest(new ChainId("simd-1"), new Fee(List.of(), 1), "", List.of(asked));
    }

    private static JsonValue.Members members(String message) {
        return (JsonValue.Members) Samples.json(message);
    }

    private static void assertProblem(List<String> problems, String part) {
        assertTrue(problems.stream().anyMatch(p -> p.contains(part)), problems::toString);
    }
}
