package countersign.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A report for people: Markdown that is legible as it is.
public final class MarkdownText {
    private static final long P999_NEEDS = 1_000;

    private MarkdownText() {}

    /// The whole report.
    public static String of(Report report) {
        StringBuilder out = new StringBuilder(facts(report));
        report.tables().forEach(table -> out.append('\n').append(of(table)));
        return out.append(besideTables(report)).toString();
    }

    /// What was measured on what, without a figure.
    public static String facts(Report report) {
        StringBuilder out = new StringBuilder();
        report.machine().facts().forEach((name, what) -> line(out, "- " + name + ": " + what));
        line(out, "- load before and after: " + String.join(", then ", report.loads()));
        for (Map.Entry<String, String> signer : report.signers().entrySet()) {
            line(out, "- " + signer.getKey() + ": " + firstLine(signer.getValue()));
        }
        return out.toString();
    }

    /// Starts and memory, each behind an empty line.
    public static String besideTables(Report report) {
        return (report.starts().isEmpty() ? "" : "\n" + starts(report.starts()))
                + (report.held().isEmpty() ? "" : "\n" + held(report.held()));
    }

    /// One table, times in microseconds.
    public static String of(Table table) {
        StringBuilder out = new StringBuilder();
        line(out, "### " + upperFirst(table.title()));
        line(out, "");
        line(out, "| µs | p50 | p90 | p99 | p99.9 | a second | of the floor | n | faults |");
        line(out, "| :-- | --: | --: | --: | --: | --: | --: | --: | --: |");
        table.rows().forEach(row -> line(out, row(table, row)));
        OptionalDouble floor = table.floor();
        floor.ifPresent(
                micros -> {
                    line(out, "");
                    line(out, "Floor (" + Table.DISK + " and " + Table.NULL + "): " + us(micros));
                });
        table.rows().stream()
                .filter(row -> row.faults().count() > 0)
                .forEach(row -> line(out, "\n" + row.name() + ": " + row.faults().first()));
        return out.toString();
    }

    private static String row(Table table, Row row) {
        OptionalDouble ratio = table.ratio(row);
        List<String> cells =
                List.of(
                        row.name(),
                        us(row.times().p50()),
                        us(row.times().p90()),
                        us(row.times().p99()),
                        row.count() < P999_NEEDS ? "" : us(row.times().p999()),
                        String.format(Locale.ROOT, "%.0f", row.perSecond()),
                        ratio.isPresent()
                                ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble())
                                : "",
                        Long.toString(row.count()),
                        row.faults().count() == 0 ? "" : Long.toString(row.faults().count()));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String starts(List<Start> starts) {
        return list(
                "### Start to first signature\n\n| ms | median | each |\n| :-- | --: | :-- |\n",
                starts,
                start ->
                        String.format(
                                Locale.ROOT,
                                "| %s | %.0f | %s |",
                                start.name(),
                                start.median(),
                                start.millis().stream()
                                        .map(ms -> String.format(Locale.ROOT, "%.0f", ms))
                                        .collect(Collectors.joining(" "))));
    }

    private static String held(List<Held> held) {
        return list(
                """
                ### What each holds after all loads

                | | states on | chains | resident MiB | threads | descriptors |
                | :-- | :-- | --: | --: | --: | --: |
                """,
                held,
                one ->
                        String.format(
                                Locale.ROOT,
                                "| %s | %s | %d | %.1f | %d | %d |",
                                one.name(),
                                one.place(),
                                one.chains(),
                                one.facts().residentKib() / 1024.0,
                                one.facts().threads(),
                                one.facts().descriptors()));
    }

    private static <T> String list(String head, List<T> all, Function<T, String> line) {
        return all.stream()
                .map(one -> line.apply(one) + "\n")
                .collect(Collectors.joining("", head, ""));
    }

    private static String us(double micros) {
        return String.format(Locale.ROOT, micros < 10 ? "%.1f" : "%.0f", micros);
    }

    private static String upperFirst(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static void line(StringBuilder out, String line) {
        out.append(line).append('\n');
    }
}
