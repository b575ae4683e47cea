package countersign.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A table as a picture: for each row a line from p50 to p99.9 with a dot at p50 and ticks at p90
/// and p99, all over one logarithmic axis of microseconds, and the floor as a line down.
public final class SvgPlot {
    private static final int WIDTH = 900;
    private static final int LEFT = 170;
    private static final int RIGHT = 30;
    private static final int TOP = 60;
    private static final int ROW_HEIGHT = 30;
    private static final int BOTTOM = 50;
    private static final int TICK = 6;
    private static final String STYLE =
            """
            <style>
            svg { background: #fff; font: 13px sans-serif; fill: #222 }
            .grid { stroke: #ddd } .row { stroke: #246; stroke-width: 2 }
            .floor { stroke: #b30; stroke-dasharray: 4 3 } .dot { fill: #246 }
            .bare { stroke: #888; stroke-width: 2 } .end { text-anchor: end }
            .middle { text-anchor: middle } .title { font-size: 15px; font-weight: bold }
            </style>
            """;

    private final Table table;
    private final List<Row> rows;
    private final int lowest;
    private final int highest;
    private final StringBuilder out = new StringBuilder();

    private SvgPlot(Table table) {
        this.table = table;
        this.rows = table.rows().stream().filter(row -> row.count() > 0).toList();
        double least = rows.stream().mapToDouble(row -> row.times().p50()).min().orElse(1);
        double most = rows.stream().mapToDouble(row -> row.times().p999()).max().orElse(10);
        this.lowest = (int) Math.floor(Math.log10(Math.max(least, 1e-3)));
        this.highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(Math.max(most, 1e-3))));
    }

    /// The contents of the file.
    public static String of(Table table) {
        return new SvgPlot(table).draw();
    }

    private String draw() {
        int height = TOP + rows.size() * ROW_HEIGHT + BOTTOM;
        out.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">%n%s"
                        .formatted(WIDTH, height, STYLE));
        text(LEFT, 24, "title", table.title());
        text(LEFT, 42, "", "microseconds: dot p50, ticks p90 and p99, end p99.9");
        int end = height - BOTTOM;
        for (int power = lowest; power <= highest; power++) {
            double micros = Math.pow(10, power);
            line("grid", x(micros), TOP, x(micros), end);
            text(x(micros), end + 20, "middle", plain(micros));
        }
        OptionalDouble floor = table.floor();
        floor.ifPresent(
                micros -> {
                    line("floor", x(micros), TOP, x(micros), end);
                    text(x(micros), end + 38, "middle", "floor " + plain(micros));
                });
        for (int index = 0; index < rows.size(); index++) {
            row(rows.get(index), TOP + index * ROW_HEIGHT + ROW_HEIGHT / 2);
        }
        return out.append("</svg>\n").toString();
    }

    private void row(Row row, int y) {
        String style = row.isSigner() ? "row" : "bare";
        text(LEFT - 12, y + 4, "end", row.name());
        line(style, x(row.times().p50()), y, x(row.times().p999()), y);
        line(style, x(row.times().p90()), y - TICK, x(row.times().p90()), y + TICK);
        line(style, x(row.times().p99()), y - TICK, x(row.times().p99()), y + TICK);
        out.append(
                String.format(
                        Locale.ROOT,
                        "<circle class=\"dot\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/>%n",
                        x(row.times().p50()),
                        y));
    }

    private double x(double micros) {
        double share = (Math.log10(Math.max(micros, 1e-3)) - lowest) / (highest - lowest);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                        style,
                        x1,
                        y1,
                        x2,
                        y2));
    }

    private void text(double x, double y, String style, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        out.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                        style,
                        x,
                        y,
                        safe));
    }

    private static String plain(double micros) {
        return String.format(Locale.ROOT, micros < 10 ? "%.1f" : "%.0f", micros);
    }
}
