package countersign.app.config.section.tx;

import countersign.app.config.Located;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads money and numbers.
final class Amounts {
    private static final Pattern COIN =
            Pattern.compile("([0-9]{1,78})\\s*([a-zA-Z][a-zA-Z0-9/:._-]{1,127})");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,78}(?:\\.[0-9]{1,18})?");

    private final Problems problems;

    Amounts(Problems problems) {
        this.problems = problems;
    }

    /// Money by denom, where the key is there: `["1000uatom", "5stake"]`.
    Optional<Map<String, BigDecimal>> coins(Section section, String key) {
        Optional<List<Located<String>>> texts = section.texts(key);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        Map<String, BigDecimal> coins = new LinkedHashMap<>();
        for (Located<String> text : texts.get()) {
            Matcher coin = COIN.matcher(text.value());
            if (!coin.matches()) {
                problems.error(
                        text.line(),
                        "`%s` in %s: %s is no amount of money"
                                .formatted(key, section.title(), SourceText.quoted(text.value())),
                        "write a whole number and the denom, as in \"1000uatom\"");
            } else if (coins.put(coin.group(2), new BigDecimal(coin.group(1))) != null) {
                problems.error(
                        text.line(),
                        "`%s` in %s has %s twice".formatted(key, section.title(), coin.group(2)),
                        "delete one of the two");
            }
        }
        return Optional.of(coins);
    }

    /// As [#coins], of a list in which something must stand.
    Map<String, BigDecimal> someCoins(Section section, String key) {
        Optional<Map<String, BigDecimal>> coins = coins(section, key);
        if (coins.isPresent() && coins.get().isEmpty()) {
            problems.error(
                    section.lineOf(key),
                    "`%s` in %s is empty".formatted(key, section.title()),
                    "write what may be spent, as in [\"1000uatom\"]; [\"0uatom\"] allows nothing");
        }
        return coins.orElse(Map.of());
    }

    /// A number: `5`, or in quotes `"0.25"`.
    Optional<BigDecimal> number(Section section, String key) {
        if (section.holds(key, Long.class)) {
            return section.value(key, Long.class).map(number -> BigDecimal.valueOf(number.value()));
        }
        Optional<Located<String>> text = section.text(key);
        if (text.isPresent() && !NUMBER.matcher(text.get().value()).matches()) {
            problems.error(
                    text.get().line(),
                    "`%s` in %s: %s is no number"
                            .formatted(key, section.title(), SourceText.quoted(text.get().value())),
                    "write only digits, and a point where there must be one: \"0.25\"");
            return Optional.empty();
        }
        return text.map(number -> new BigDecimal(number.value()));
    }
}
