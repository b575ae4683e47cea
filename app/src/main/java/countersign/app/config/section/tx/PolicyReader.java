package countersign.app.config.section.tx;

import countersign.app.config.Located;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;
import countersign.tx.policy.Ceilings;
import countersign.tx.policy.FieldRule;
import countersign.tx.policy.MessageRule;
import countersign.tx.policy.Pattern;
import countersign.tx.policy.Policy;
import countersign.tx.policy.Window;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads `acl` and `[tx_signer.policy]`: what may be signed.
public final class PolicyReader {
    private static final java.util.regex.Pattern HOURS =
            java.util.regex.Pattern.compile(
                    "((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9])");

    private final Problems problems;
    private final Amounts amounts;

    // Where each message type stands.
    private final Map<String, Integer> lines = new HashMap<>();

    public PolicyReader(Problems problems) {
        this.problems = problems;
        this.amounts = new Amounts(problems);
    }

    /// The policy of a `[[tx_signer]]`. Without a chain, whose absence is an error already, one
    /// that serves to find the other errors.
    public Policy read(Section signer, Optional<ChainId> chain) {
        ChainId of = chain.orElseGet(() -> new ChainId("unknown"));
        Optional<Section> policy = signer.table("policy").map(p -> p.titled("[tx_signer.policy]"));
        boolean more = policy.isPresent() && policy.get().has("message");
        if (!more) {
            signer.require("acl", "{ msg_type = [\"…\"] }");
        }
        Map<String, MessageRule> rules = new LinkedHashMap<>();
        signer.table("acl").ifPresent(acl -> types(acl, more, rules));
        if (policy.isEmpty()) {
            problems.warn(
                    signer.line(),
                    "this [[tx_signer]] signs messages of the types in its acl whatever they say,"
                            + " with any fee",
                    "say in [tx_signer.policy] what they may say and cost");
            return new Policy(of, rules, Ceilings.NONE, Window.ALWAYS);
        }
        for (Section message : policy.get().tables("message", "[[tx_signer.policy.message]]")) {
            message(message, rules);
        }
        rules.values().forEach(this::warnOfAnyContent);
        Ceilings ceilings = ceilings(policy.get());
        Window window = window(policy.get());
        policy.get().refuseOthers();
        return new Policy(of, rules, ceilings, window);
    }

    /// With a policy nobody expects it.
    private void warnOfAnyContent(MessageRule rule) {
        if (rule.fields().isEmpty()) {
            problems.warn(
                    lines.getOrDefault(rule.type(), 1),
                    "messages of the type "
                            + SourceText.quoted(rule.type())
                            + " are signed whatever they say",
                    "say in `fields` of its [[tx_signer.policy.message]] what they may say");
        }
    }

    private void types(Section acl, boolean more, Map<String, MessageRule> rules) {
        if (!more) {
            acl.require("msg_type", "[\"oracle/MsgExchangeRateVote\"]");
        }
        if (acl.has("msg_type")) {
            for (Located<String> type :
                    acl.requiredTexts("msg_type", "oracle/MsgExchangeRateVote")) {
                rules.put(type.value(), MessageRule.any(type.value()));
                lines.putIfAbsent(type.value(), type.line());
            }
        }
        acl.refuseOthers();
    }

    private void message(Section section, Map<String, MessageRule> rules) {
        Optional<Located<String>> type =
                section.requiredText("type", "/cosmos.bank.v1beta1.MsgSend");
        OptionalLong max = section.number("max", 0, Long.MAX_VALUE);
        OptionalLong daily = section.number("max_per_day", 0, Long.MAX_VALUE);
        FieldRuleReader reader = new FieldRuleReader(problems);
        String title = "`fields` of [[tx_signer.policy.message]]";
        Optional<List<FieldRule>> fields =
                section.has("fields")
                        ? Optional.of(
                                section.tables("fields", title).stream()
                                        .flatMap(field -> reader.read(field).stream())
                                        .toList())
                        : Optional.empty();
        section.refuseOthers();
        if (type.isEmpty()) {
            return;
        }
        String name = type.get().value();
        lines.put(name, type.get().line());
        MessageRule before = rules.put(name, new MessageRule(name, fields, max, daily));
        if (before != null && !before.equals(MessageRule.any(name))) {
            problems.error(
                    type.get().line(),
                    "two [[tx_signer.policy.message]] are about " + SourceText.quoted(name),
                    "merge the two: all rules of one message type stand together");
        }
    }

    /// What is not named is not allowed: here a fee, gas and a memo.
    private Ceilings ceilings(Section section) {
        section.require("fee_max", "[\"5000uatom\"]");
        Optional<Map<String, BigDecimal>> fee = amounts.coins(section, "fee_max");
        Optional<Map<String, BigDecimal>> daily = amounts.coins(section, "fee_max_per_day");
        OptionalLong gas = section.requiredNumber("gas_max", 1, Long.MAX_VALUE);
        List<Pattern> memo =
                FieldRuleReader.patterns(section, "memo", problems)
                        .orElse(List.of(new Pattern("")));
        OptionalLong messages = section.number("messages_max", 1, Long.MAX_VALUE);
        OptionalLong transactions = section.number("transactions_max_per_day", 1, Long.MAX_VALUE);
        return new Ceilings(
                fee, daily, gas, Optional.of(memo), new Ceilings.Counts(messages, transactions));
    }

    private Window window(Section section) {
        Optional<Instant> from = moment(section, "not_before");
        Optional<Instant> until = moment(section, "not_after");
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            problems.error(
                    section.lineOf("not_after"),
                    "`not_after` in %s is not after `not_before`".formatted(section.title()),
                    "nothing could ever be signed; exchange the two");
        }
        return new Window(from, until, section.text("hours").flatMap(this::hours));
    }

    private static Optional<Instant> moment(Section section, String key) {
        return section.value(key, OffsetDateTime.class).map(at -> at.value().toInstant());
    }

    private Optional<Window.Hours> hours(Located<String> text) {
        java.util.regex.Matcher hours = HOURS.matcher(text.value());
        if (!hours.matches() || hours.group(1).equals(hours.group(2))) {
            problems.error(
                    text.line(),
                    "`hours` must be a part of the day, not " + SourceText.quoted(text.value()),
                    "write it in UTC, as in \"06:00-22:30\"");
            return Optional.empty();
        }
        return Optional.of(
                new Window.Hours(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2))));
    }
}
