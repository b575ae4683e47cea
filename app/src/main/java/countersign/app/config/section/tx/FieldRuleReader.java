package countersign.app.config.section.tx;

import countersign.app.config.Located;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.tx.policy.Constraint;
import countersign.tx.policy.FieldRule;
import countersign.tx.policy.Pattern;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads one of the `fields` of a `[[tx_signer.policy.message]]`.
final class FieldRuleReader {
    private static final java.util.regex.Pattern PATH =
            java.util.regex.Pattern.compile("[A-Za-z0-9_-]{1,64}(?:\\.[A-Za-z0-9_-]{1,64}){0,15}");
    private static final String WAYS =
            "say one of: any = true; in = […]; like = […]; min, max, max_per_day;"
                    + " coins_max, coins_max_per_day";

    private final Problems problems;
    private final Amounts amounts;

    FieldRuleReader(Problems problems) {
        this.problems = problems;
        this.amounts = new Amounts(problems);
    }

    Optional<FieldRule> read(Section section) {
        Optional<List<String>> path =
                section.requiredText("path", "to_address").flatMap(text -> path(section, text));
        Optional<Constraint> constraint = constraint(section);
        section.refuseOthers();
        return path.isPresent() && constraint.isPresent()
                ? Optional.of(new FieldRule(path.get(), constraint.get()))
                : Optional.empty();
    }

    private Optional<List<String>> path(Section section, Located<String> text) {
        if (PATH.matcher(text.value()).matches()) {
            return Optional.of(List.of(text.value().split("\\.")));
        }
        problems.error(
                text.line(),
                "`path` in %s: %s leads to no field"
                        .formatted(section.title(), SourceText.quoted(text.value())),
                "write the names of the fields with dots in between, as in coins.denom; lists on"
                        + " the way need nothing");
        return Optional.empty();
    }

    private Optional<Constraint> constraint(Section section) {
        boolean any = section.flag("any", false);
        Optional<Set<String>> in =
                section.texts("in")
                        .map(
                                all ->
                                        all.stream()
                                                .map(Located::value)
                                                .collect(
                                                        Collectors.toCollection(
                                                                LinkedHashSet::new)));
        Optional<List<Pattern>> like = patterns(section, "like", problems);
        Optional<BigDecimal> min = amounts.number(section, "min");
        Optional<BigDecimal> max = amounts.number(section, "max");
        Optional<BigDecimal> daily = amounts.number(section, "max_per_day");
        Map<String, BigDecimal> coins = amounts.someCoins(section, "coins_max");
        Map<String, BigDecimal> coinsDaily = amounts.someCoins(section, "coins_max_per_day");
        boolean number = has(section, "min", "max", "max_per_day");
        boolean money = has(section, "coins_max", "coins_max_per_day");
        long ways =
                Stream.of(any, section.has("in"), section.has("like"), number, money)
                        .filter(way -> way)
                        .count();
        if (ways != 1) {
            problems.error(
                    section.line(),
                    ways == 0
                            ? section.title() + " does not say what the field may hold"
                            : section.title() + " says in several ways what the field may hold",
                    WAYS);
            return Optional.empty();
        }
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            problems.error(
                    section.line(),
                    "`min` in %s is above `max`".formatted(section.title()),
                    "no value could be allowed; exchange the two");
        }
        Constraint constraint =
                any
                        ? new Constraint.Anything()
                        : number
                                ? new Constraint.Within(min, max, daily)
                                : money
                                        ? new Constraint.Coins(coins, coinsDaily)
                                        : in.isPresent()
                                                ? new Constraint.OneOf(in.get())
                                                : new Constraint.Like(like.orElse(List.of()));
        return Optional.of(constraint);
    }

    private static boolean has(Section section, String... keys) {
        return Stream.of(keys).filter(section::has).count() > 0;
    }

    /// Patterns, where the key is there.
    static Optional<List<Pattern>> patterns(Section section, String key, Problems problems) {
        return section.texts(key)
                .map(
                        texts ->
                                texts.stream()
                                        .flatMap(text -> pattern(key, text, problems).stream())
                                        .toList());
    }

    private static Optional<Pattern> pattern(String key, Located<String> text, Problems problems) {
        if (text.value().length() <= Pattern.CHARS_MAX) {
            return Optional.of(new Pattern(text.value()));
        }
        problems.error(
                text.line(),
                "`%s` has a pattern of more than %d characters".formatted(key, Pattern.CHARS_MAX),
                "shorten it: * stands for any run of characters");
        return Optional.empty();
    }
}
