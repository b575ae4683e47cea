package countersign.tx.policy;

import static countersign.tx.policy.Transactions.EXEC;
import static countersign.tx.policy.Transactions.NOON;
import static countersign.tx.policy.Transactions.SEND;
import static countersign.tx.policy.Transactions.address;
import static countersign.tx.policy.Transactions.coin;
import static countersign.tx.policy.Transactions.coins;
import static countersign.tx.policy.Transactions.exec;
import static countersign.tx.policy.Transactions.field;
import static countersign.tx.policy.Transactions.message;
import static countersign.tx.policy.Transactions.paid;
import static countersign.tx.policy.Transactions.policy;
import static countersign.tx.policy.Transactions.rule;
import static countersign.tx.policy.Transactions.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.tx.Fee;
import countersign.tx.Transaction;
import countersign.tx.Transaction.Message;
import countersign.tx.Value;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

final class PolicyTest {
    private static final Policy BOUNDED =
            policy(
                    Ceilings.NONE,
                    rule(
                            SEND,
                            field("from_address", new Constraint.Anything()),
                            field("to_address", new Constraint.OneOf(Set.of("cosmos1vault"))),
                            field("amount", coins(100, 250))),
                    MessageRule.any(EXEC));

    @Test
    void whatIsNamed_isAllowed_andSaysWhatItSpends() {
        Verdict verdict = judge(BOUNDED, send("cosmos1vault", 100));
        String place = "policy.message[" + SEND + "].fields[amount].coins_max_per_day";
        assertEquals(
                List.of(new Expense(place, "stake", BigDecimal.valueOf(100))),
                assertInstanceOf(Verdict.Allowed.class, verdict).expenses());
    }

    /// Chains write and count the items of a list, whatever is in them.
    @Test
    void listOfNothing_isSomething() {
        MessageRule rule =
                rule(
                        SEND,
                        field("note", new Constraint.OneOf(Set.of(""))),
                        field("inner.name", new Constraint.OneOf(Set.of("", "a"))));
        Policy policy = policy(Ceilings.NONE, rule);
        Value nothing = new Value.Text("");
        Value zero = new Value.Whole(BigInteger.ZERO);
        Value empty = Transactions.struct();
        Value emptier = Transactions.struct("name", nothing, "list", new Value.Items(List.of()));
        for (Value item : List.of(nothing, zero, new Value.Flag(false), empty, emptier)) {
            Value list = new Value.Items(List.of(item));
            assertDenied(
                    "policy.message[" + SEND + "].fields: message 1 (" + SEND + ") has other",
                    judge(policy, message(SEND, "other", list)));
            assertDenied("policy", judge(policy, message(SEND, "inner", list, "other", list)));
        }
        for (Value fine :
                List.of(
                        message(SEND, "other", new Value.Items(List.of())).fields(),
                        message(SEND, "note", new Value.Items(List.of(nothing))).fields(),
                        message(SEND, "inner", new Value.Items(List.of(empty, emptier))).fields(),
                        message(SEND, "other", emptier).fields())) {
            Message said = new Message(SEND, (Value.Struct) fine);
            assertInstanceOf(Verdict.Allowed.class, judge(policy, said), said::toString);
        }
    }

    /// As Go reads it, `0777` is 511 and `0x10` is 16.
    @Test
    void numberWrittenInAnotherWay_isNone() {
        Constraint upTo1000 =
                new Constraint.Within(
                        Optional.empty(), Optional.of(new BigDecimal(1000)), Optional.empty());
        Policy policy = policy(Ceilings.NONE, rule(SEND, field("rate", upTo1000)));
        for (String number : List.of("0", "7", "777", "-7", "0.5", "1000.000")) {
            Message message = message(SEND, "rate", new Value.Text(number));
            assertInstanceOf(Verdict.Allowed.class, judge(policy, message), number);
        }
        for (String number :
                List.of("0777", "00", "-07", "00.5", "0x10", "1e2", "+7", ".5", "7.")) {
            Message message = message(SEND, "rate", new Value.Text(number));
            assertInstanceOf(Verdict.Denied.class, judge(policy, message), number);
        }
    }

    @Test
    void typeWithoutRule_isRefused() {
        assertDenied(
                "acl.msg_type: message 2 (/cosmos.gov.v1.MsgVote) is of a type that is not allowed",
                judge(BOUNDED, send("cosmos1vault", 1), message("/cosmos.gov.v1.MsgVote")));
    }

    @Test
    void otherValue_isRefused_withRuleValueAndMessage() {
        assertDenied(
                "policy.message["
                        + SEND
                        + "].fields[to_address].in: message 1 ("
                        + SEND
                        + ") has to_address = `cosmos1thief`, which is not allowed",
                judge(BOUNDED, send("cosmos1thief", 1)));
    }

    @Test
    void messageWithinMessages_isJudgedByTheSameRules() {
        assertInstanceOf(Verdict.Allowed.class, judge(BOUNDED, exec(send("cosmos1vault", 1))));
        String words = judge(BOUNDED, exec(exec(send("cosmos1thief", 1)))).toString();
        assertTrue(words.contains("message 1.1.1 (" + SEND + ")"), words);
        assertInstanceOf(
                Verdict.Denied.class,
                judge(BOUNDED, exec(exec(exec(exec(send("cosmos1vault", 1)))))));
    }

    @Test
    void anyInTheOuterMessage_doesNotCoverTheInnerOne() {
        Policy open =
                policy(
                        Ceilings.NONE,
                        rule(
                                EXEC,
                                field("grantee", new Constraint.Anything()),
                                field("msgs", new Constraint.Anything())));
        assertDenied("acl.msg_type: message 1.1", judge(open, exec(send("cosmos1vault", 1))));
    }

    @Test
    void amountsOfAllMessages_addUpWithThoseOfTheDay() {
        assertInstanceOf(Verdict.Denied.class, judge(BOUNDED, send("cosmos1vault", 101)));
        Message most = send("cosmos1vault", 100);
        assertInstanceOf(Verdict.Allowed.class, judge(BOUNDED, most, most));
        assertInstanceOf(Verdict.Denied.class, judge(BOUNDED, most, most, exec(most)));
        DailySpending spent = new DailySpending();
        Verdict first = judge(BOUNDED, most, most);
        spent.add(NOON, assertInstanceOf(Verdict.Allowed.class, first).expenses());
        assertInstanceOf(
                Verdict.Denied.class,
                BOUNDED.judge(Transactions.of(most), NOON.plusSeconds(1), spent.at(NOON)));
        Instant next = NOON.plus(Duration.ofHours(24));
        assertInstanceOf(
                Verdict.Denied.class,
                BOUNDED.judge(Transactions.of(most), next, spent.at(next.minusNanos(1))));
        assertInstanceOf(
                Verdict.Allowed.class, BOUNDED.judge(Transactions.of(most), next, spent.at(next)));
    }

    @Test
    void clockThatIsPutBack_forgetsNothing() {
        DailySpending spent = new DailySpending();
        spent.add(NOON, List.of(new Expense("a", "", BigDecimal.TEN)));
        assertEquals(BigDecimal.TEN, spent.at(NOON.minus(Duration.ofDays(3))).spent("a", ""));
    }

    @Test
    void fieldThatNoRuleNames_isRefusedUnlessItIsEmpty() {
        Policy bare = policy(Ceilings.NONE, rule(SEND, field("a.b", new Constraint.Anything())));
        assertInstanceOf(
                Verdict.Allowed.class,
                judge(
                        bare,
                        message(
                                SEND,
                                "x",
                                new Value.Whole(BigInteger.ZERO),
                                "y",
                                new Value.Items(List.of()),
                                "z",
                                new Value.Raw(Bytes.EMPTY))));
        assertDenied(
                ".fields: message 1",
                judge(bare, message(SEND, "a", Transactions.struct("c", new Value.Flag(true)))));
    }

    /// Names that are text of the service's, as the keys of a map are.
    @Test
    void nameWithADot_isNoPath() {
        Policy bare = policy(Ceilings.NONE, rule(SEND, field("a.b", new Constraint.Anything())));
        assertInstanceOf(
                Verdict.Denied.class, judge(bare, message(SEND, "a.b", new Value.Flag(true))));
    }

    @Test
    void fieldThatIsMissing_countsAsEmpty() {
        Message nobody = message(SEND, "amount", coin("stake", 1));
        assertInstanceOf(Verdict.Denied.class, judge(BOUNDED, nobody));
        Policy lists =
                policy(
                        Ceilings.NONE,
                        rule(SEND, field("to.address", new Constraint.OneOf(Set.of("a")))));
        Value good = Transactions.struct("address", address("a"));
        assertInstanceOf(
                Verdict.Allowed.class,
                judge(lists, message(SEND, "to", new Value.Items(List.of(good)))));
        for (Value bad :
                List.of(
                        new Value.Items(List.of()),
                        new Value.Items(List.of(good, Transactions.struct())),
                        new Value.Text("a"),
                        new Value.Nested(message(SEND)))) {
            assertInstanceOf(Verdict.Denied.class, judge(lists, message(SEND, "to", bad)));
        }
    }

    @Test
    void moneyThatIsNone_isRefused() {
        for (Value bad :
                List.of(
                        coin("stake", -1),
                        coin("other", 1),
                        new Value.Text("1stake"),
                        Transactions.struct("denom", new Value.Text("stake"), "more", coin("a", 1)),
                        new Value.Items(List.of(coin("stake", 60), coin("stake", 60))))) {
            Message odd = message(SEND, "to_address", address("cosmos1vault"), "amount", bad);
            assertInstanceOf(Verdict.Denied.class, judge(BOUNDED, odd), bad::toString);
        }
    }

    @Test
    void numbers_areCompared_notTheirText() {
        Policy rates =
                policy(
                        Ceilings.NONE,
                        rule(
                                SEND,
                                field(
                                        "rate",
                                        new Constraint.Within(
                                                Optional.of(new BigDecimal("0.5")),
                                                Optional.of(BigDecimal.TEN),
                                                Optional.empty()))));
        for (String good : List.of("0.500000000000000000", "10", "9.99")) {
            assertInstanceOf(
                    Verdict.Allowed.class,
                    judge(rates, message(SEND, "rate", new Value.Text(good))));
        }
        for (String bad : List.of("0.49", "10.1", "-1", "1e1", "", "+1", "0x1", "1,0")) {
            assertInstanceOf(
                    Verdict.Denied.class,
                    judge(rates, message(SEND, "rate", new Value.Text(bad))),
                    bad);
        }
    }

    @Test
    void feeGasMemoAndCounts_haveCeilings() {
        Policy bounded =
                policy(
                        new Ceilings(
                                Optional.of(Map.of("stake", BigDecimal.TEN)),
                                Optional.empty(),
                                OptionalLong.of(1000),
                                Optional.of(List.of(new Pattern("oracle *"))),
                                new Ceilings.Counts(OptionalLong.of(2), OptionalLong.of(1))),
                        MessageRule.any(SEND));
        Message one = message(SEND);
        Fee fee = new Fee(List.of(paid("stake", 10)), 1000);
        assertInstanceOf(
                Verdict.Allowed.class, judge(bounded, Transactions.of("oracle vote", fee, one)));
        assertDenied(
                "policy.memo: the memo `price`",
                judge(bounded, Transactions.of("price", fee, one)));
        assertDenied(
                "policy.gas_max: 1001 units of gas are more than 1000",
                judge(bounded, Transactions.of("oracle ", new Fee(List.of(), 1001), one)));
        assertDenied(
                "policy.fee_max: the fee is 11 stake, more than 10",
                judge(
                        bounded,
                        Transactions.of(
                                "oracle ",
                                new Fee(List.of(paid("stake", 9), paid("stake", 2)), 1),
                                one)));
        assertDenied(
                "policy.fee_max: the fee is 1 gold, more than 0",
                judge(
                        bounded,
                        Transactions.of("oracle ", new Fee(List.of(paid("gold", 1)), 1), one)));
        assertDenied(
                "policy.messages_max",
                judge(bounded, Transactions.of("oracle ", fee, one, one, one)));
        assertDenied(
                "policy.transactions_max_per_day",
                bounded.judge(
                        Transactions.of("oracle ", fee, one),
                        NOON,
                        (rule, _) ->
                                rule.equals("policy.transactions_max_per_day")
                                        ? BigDecimal.ONE
                                        : BigDecimal.ZERO));
    }

    @Test
    void otherChain_isRefused() {
        Transaction other =
                new Transaction(
                        new ChainId("other-1"),
                        new Fee(List.of(), 1),
                        "",
                        List.of(message(EXEC)),
                        0);
        assertDenied("chain_id: the transaction is for chain `other-1`", judge(BOUNDED, other));
    }

    @Test
    void window_isOpenFromItsFirstToItsLastMoment() {
        LocalTime six = LocalTime.of(6, 0);
        LocalTime ten = LocalTime.of(22, 0);
        Window day =
                new Window(
                        Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-11-30T00:00:00Z")),
                        Optional.of(new Window.Hours(six, ten)));
        Window night =
                new Window(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Window.Hours(ten, six)));
        Map<String, Boolean> byDay =
                Map.of(
                        "2026-11-21T06:00:00Z", true,
                        "2026-11-21T21:59:59Z", true,
                        "2026-11-21T22:00:00Z", false,
                        "2026-11-21T05:59:59Z", false);
        byDay.forEach(
                (text, open) -> {
                    assertEquals(open, day.refusal(Instant.parse(text)).isEmpty(), text);
                    assertEquals(!open, night.refusal(Instant.parse(text)).isEmpty(), text);
                });
        assertTrue(day.refusal(Instant.parse("2026-10-31T12:00:00Z")).isPresent());
        assertTrue(day.refusal(Instant.parse("2026-12-01T12:00:00Z")).isPresent());
    }

    @Test
    void hostileText_staysOnOneShortLine() {
        String line = judge(BOUNDED, message("x\n\u2028\u202e" + "y".repeat(10_000))).toString();
        assertTrue(line.length() < 300 && line.lines().count() == 1, line);
    }

    private static Verdict judge(Policy policy, Message... messages) {
        return judge(policy, Transactions.of(messages));
    }

    private static Verdict judge(Policy policy, Transaction transaction) {
        return policy.judge(transaction, NOON, Spending.NOTHING);
    }

    private static void assertDenied(String part, Verdict verdict) {
        String text = assertInstanceOf(Verdict.Denied.class, verdict).text();
        assertTrue(text.contains(part), text);
    }
}
