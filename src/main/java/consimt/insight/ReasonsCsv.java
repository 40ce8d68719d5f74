package consimt.insight;

import consimt.insight.ReasonPeriod.HoursAfterMessage;
import consimt.insight.ReasonPeriod.ReasonCount;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report as a table (RFC 4180): one row for each reason of a period, and one for a period without reasons. Texts are
 * in the JSON alone.
 */
final class ReasonsCsv {

    private static final String HEADER = "from,to,key,optOuts,optIns,declined,notAsked,"
            + "medianHoursAfterMessage,p90HoursAfterMessage,reason,count,share";

    /**
     * The beginning of a formula, wherever a spreadsheet may split: its user can choose the separator (OWASP, "CSV
     * Injection"). A dash between blanks is a dash.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(?<=^|[,;|\\t\\r\\n])(?=[\\s\"']*[=+@＝＋＠－-])|(?<= )(?=[\"']*(?:[=+@＝＋＠]|[－-](?! )))");

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    private ReasonsCsv() {}

    static String of(List<ReasonPeriod> periods) {
        Stream<String> rows = periods.stream()
                .flatMap(ReasonsCsv::rows)
                .map(row -> row.stream().map(ReasonsCsv::cell).collect(Collectors.joining(",")));
        return Stream.concat(Stream.of(HEADER), rows).map(line -> line + "\r\n").collect(Collectors.joining());
    }

    private static Stream<List<String>> rows(ReasonPeriod period) {
        return period.reasons().isEmpty()
                ? Stream.of(row(period, null))
                : period.reasons().stream().map(reason -> row(period, reason));
    }

    private static List<String> row(ReasonPeriod period, @Nullable ReasonCount reason) {
        HoursAfterMessage hours = period.hoursAfterMessage();
        return List.of(
                period.days().from().toString(),
                period.days().to().toString(),
                period.key(),
                Integer.toString(period.people().optOuts()),
                Integer.toString(period.people().optIns()),
                Integer.toString(period.people().declined()),
                Integer.toString(period.people().notAsked()),
                hours == null ? "" : Double.toString(hours.median()),
                hours == null ? "" : Double.toString(hours.p90()),
                reason == null ? "" : reason.code(),
                reason == null ? "" : Integer.toString(reason.count()),
                reason == null ? "" : Double.toString(reason.share()));
    }

    private static String cell(String text) {
        String safe = FORMULA.matcher(text).replaceAll("'");
        return !safe.equals(text) || NEEDS_QUOTES.matcher(safe).find()
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
