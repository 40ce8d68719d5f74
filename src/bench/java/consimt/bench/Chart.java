package consimt.bench;

import consimt.bench.Starts.Figures;
import consimt.bench.Starts.Way;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One row for each function, with a dot for each way to start it. */
final class Chart {

    private static final int LEFT = 270;
    private static final int WIDTH = 640;
    private static final int TOP = 56;
    private static final int ROW = 20;
    private static final int RIGHT = 30;

    private static final Map<Way, String> COLOURS =
            new EnumMap<>(Map.of(Way.ZIP, "#c2410c", Way.RESTORED, "#15803d", Way.IMAGE, "#1d4ed8"));

    private static final List<Integer> STEPS = List.of(50, 100, 200, 250, 500, 1_000);

    private final Map<String, Map<Way, Figures>> starts;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    Chart(Map<String, Map<Way, Figures>> starts) {
        this.starts = starts;
        this.most = starts.values().stream()
                .flatMap(ways -> ways.values().stream())
                .mapToDouble(figures -> figures.first().median())
                .max()
                .orElse(1);
    }

    String svg() {
        int height = TOP + starts.size() * ROW + 30;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title\">",
                LEFT + WIDTH + RIGHT, height);
        add(
                "<title id=\"title\">Milliseconds to the first answer of every function: cold from the zip, cold from the image, restored from a snapshot</title>");
        add("<style>text{font:12px system-ui,sans-serif;fill:#1f2937}.axis{stroke:#d1d5db}.control{font-style:italic}"
                + "@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.axis{stroke:#4b5563}}</style>");
        legend();
        axis(height);
        int row = 0;
        for (Map.Entry<String, Map<Way, Figures>> each : starts.entrySet()) {
            row(TOP + row * ROW, each.getKey(), each.getValue());
            row++;
        }
        add("</svg>");
        return svg.toString();
    }

    private void legend() {
        int x = LEFT;
        for (Way way : Way.values()) {
            add(
                    "<circle cx=\"%d\" cy=\"16\" r=\"5\" fill=\"%s\"/><text x=\"%d\" y=\"20\">%s</text>",
                    x, COLOURS.get(way), x + 10, way.text());
            x += 110;
        }
        add("<text x=\"%d\" y=\"20\">ms to the first answer</text>", x + 20);
    }

    private void axis(int height) {
        int step = STEPS.stream().filter(each -> most / each <= 8).findFirst().orElse(2_000);
        for (int millis = 0; millis <= most; millis += step) {
            double x = x(millis);
            add(
                    "<line class=\"axis\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
                    x, TOP - 12, x, height - 24, x, height - 8, millis);
        }
    }

    private void row(int y, String name, Map<Way, Figures> ways) {
        boolean isControl = name.contains(" ");
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\"%s>%s</text>",
                LEFT - 12, y + 4, isControl ? " class=\"control\"" : "", name);
        ways.forEach((way, figures) -> add(
                "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"/>",
                x(figures.first().median()), y, COLOURS.get(way)));
    }

    private double x(double millis) {
        return LEFT + millis / most * WIDTH;
    }

    private void add(String format, Object... values) {
        svg.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
