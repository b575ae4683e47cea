package countersign.tx.amino;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.schema.Schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;

/// What no transaction is made of.
final class StdTxRefusalTest {
    private static final Schema TERRA = Schemas.terra("string");
    private static final String FEEDER = "terra1t9et8wjeh8d0ewf4lldchterxsmhpcgg5auy47";
    private static final String VALIDATOR = "terravaloper1grgelyng2v6v3t8z87wu3sxgt9m5s03x2mfyu7";
    private static final String COSMOS = "cosmos1avgyh77ycn997ja45q5q8ss8y9mr424jq6zn4p";

    @Test
    void everyProblem_isSaidWithItsPlace() {
        List<String> problems =
                problems(
                        TERRA,
                        "m",
                        """
                        {"type":"oracle/MsgExchangeRateVote","value":{
                        "exchange_rate":"1.5",
                        "salt":5,
                        "feeder":"%s",
                        "validator":"%s",
                        "more":"x"}},
                        {"type":"bank/MsgSend","value":{}}\
                        """
                                .formatted(FEEDER.toUpperCase(Locale.ROOT), FEEDER));

        assertEquals(7, problems.size(), problems::toString);
        assertProblem(problems, "2:17: $.msgs[0].value.exchange_rate: `1.5` is no decimal");
        assertProblem(problems, "$.msgs[0].value.salt: this is a number instead of text");
        assertProblem(problems, "$.msgs[0].value: there is no \"denom\"");
        assertProblem(problems, "$.msgs[0].value.feeder: addresses are written in small letters");
        assertProblem(problems, "$.msgs[0].value.validator: this is no address that begins");
        assertProblem(problems, "$.msgs[0].value.more: this format has no such member");
        assertProblem(problems, "$.msgs[1]: the schema has no message `bank/MsgSend`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                ".5",
                "1.",
                "1.0",
                "-0",
                "-0.000000000000000000",
                "1e3",
                "1.0000000000000000000",
                "NaN",
                " 1",
                "0x1"
            })
    void decimal_isWrittenInOneWay(String rate) {
        assertEquals(1, vote(rate).size());
    }

    /// A real signer crashed with twelve digits.
    @Test
    void hugeNumbers_areRefusedOrTaken() throws RefusedRequestException {
        new StdTxFormat(TERRA).decode(Samples.request(request("m", voteOf("100000000000"))), 0);

        assertEquals(1, vote("9".repeat(96)).size());
        assertEquals(1, vote("9".repeat(100_000)).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "a\\u0000", "a\\n", "a\\ud800", "a\\u007f", "a\\u0085"})
    void memoWithControlCharacters_isRefused(String memo) {
        assertProblem(problems(TERRA, memo, voteOf("1")), "memo: control characters");
    }

    @Test
    void longMemo_isRefused() {
        assertProblem(problems(TERRA, "ä".repeat(257), voteOf("1")), "memo: it is longer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"denom\":\"stake\",\"amount\":\"0\"}]",
                "[{\"denom\":\"stake\",\"amount\":\"-1\"}]",
                "[{\"denom\":\"stake\",\"amount\":1}]",
                "[{\"denom\":\"1\",\"amount\":\"1\"}]",
                "[{\"denom\":\"stake\"}]",
                "[{\"denom\":\"stake\",\"amount\":\"1\",\"more\":\"\"}]",
                "[{\"denom\":\"b23\",\"amount\":\"1\"},{\"denom\":\"a23\",\"amount\":\"1\"}]",
                "[{\"denom\":\"a23\",\"amount\":\"1\"},{\"denom\":\"a23\",\"amount\":\"1\"}]",
                "{}",
                "null"
            })
    void coinsInDisorder_areRefused(String coins) {
        String send =
                "{\"type\":\"cosmos-sdk/MsgSend\",\"value\":{\"from_address\":\"%s\","
                                .formatted(COSMOS)
                        + "\"to_address\":\"%s\",\"amount\":%s}}".formatted(COSMOS, coins);

        assertEquals(1, problems(Schemas.cosmos(), "", send).size());
    }

    @Test
    void timeoutHeight_isABug() {
        assertThrows(
                Bug.class,
                () -> new StdTxFormat(TERRA).decode(Samples.request(request("", voteOf("1"))), 1));
    }

    private static List<String> vote(String rate) {
        return problems(TERRA, "m", voteOf(rate));
    }

    private static String voteOf(String rate) {
        return ("{\"type\":\"oracle/MsgExchangeRateVote\",\"value\":{\"exchange_rate\":\"%s\","
                    + "\"salt\":\"s\",\"denom\":\"ukrw\",\"feeder\":\"%s\",\"validator\":\"%s\"}}")
                .formatted(rate, FEEDER, VALIDATOR);
    }

    private static String request(String memo, String messages) {
        String fee = "{\"amount\":[],\"gas\":\"1\"}";
        return "{\"msgs\":[%s],\"chain_id\":\"c\",\"fee\":%s,\"memo\":\"%s\"}"
                .formatted(messages, fee, memo);
    }

    private static List<String> problems(Schema schema, String memo, String messages) {
        return assertThrows(
                        RefusedRequestException.class,
                        () ->
                                new StdTxFormat(schema)
                                        .decode(Samples.request(request(memo, messages)), 0))
                .problems();
    }

    private static void assertProblem(List<String> problems, String part) {
        assertTrue(problems.stream().anyMatch(p -> p.contains(part)), problems::toString);
    }
}
