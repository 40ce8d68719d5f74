package consimt.business;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.hours.QuietSpan;
import consimt.relation.Channel;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * At which hours, by a law, texts and calls that sell may come.
 *
 * @param id by which answers and the operator's settings name the row; the rows of one rule in several countries share it
 * @param place a country or a part of one, where the person is
 * @param from the first day on which the row applies
 * @param allowed the hours of each day, as in {@code MON-SAT 09:00-21:00}
 * @param quiet all other hours
 * @param isQuietOnHolidays whether the public holidays of the country are quiet
 * @param exempts what the law's own words let pass at any hour, for those who read the table
 * @param source the legal instrument and its article
 * @param url null if the source names it well enough
 */
public record HoursRow(
        String id,
        String place,
        LocalDate from,
        Set<Channel> channels,
        List<String> allowed,
        List<QuietSpan> quiet,
        boolean isQuietOnHolidays,
        @Nullable String exempts,
        String source,
        @Nullable String url) {

    /** The field that tells a row about hours from others. */
    static final String ALLOWED = "allowed";

    static HoursRow read(JsonNode row) {
        String place = row.required("place").textValue();
        List<String> allowed =
                row.required(ALLOWED).valueStream().map(JsonNode::textValue).toList();
        boolean isQuietOnHolidays = row.path("quietOnHolidays").asBoolean();
        List<QuietSpan> quiet = quiet(allowed);
        if (isQuietOnHolidays) {
            quiet.add(new QuietSpan(Set.of(), place.substring(0, 2), 0, QuietSpan.DAY));
        }
        return new HoursRow(
                row.required("id").textValue(),
                place,
                LocalDate.parse(row.required("from").textValue()),
                row.required("channels")
                        .valueStream()
                        .flatMap(channel -> Channel.of(channel.textValue()).stream())
                        .collect(Collectors.toSet()),
                allowed,
                List.copyOf(quiet),
                isQuietOnHolidays,
                row.path("exempts").textValue(),
                row.required("source").textValue(),
                row.path("url").textValue());
    }

    /** What lies between the hours of a day, which are in their order. */
    private static List<QuietSpan> quiet(List<String> allowed) {
        List<QuietSpan> quiet = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            int from = 0;
            for (String hours : allowed) {
                if (days(hours).contains(day)) {
                    add(quiet, day, from, minutes(hours, 8));
                    from = minutes(hours, 14);
                }
            }
            add(quiet, day, from, QuietSpan.DAY);
        }
        return quiet;
    }

    private static void add(List<QuietSpan> quiet, DayOfWeek day, int from, int to) {
        if (from < to) {
            quiet.add(new QuietSpan(Set.of(day), null, from, to));
        }
    }

    private static Set<DayOfWeek> days(String hours) {
        return EnumSet.range(day(hours, 0), day(hours, 4));
    }

    private static DayOfWeek day(String hours, int at) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(hours.substring(at, at + 3)))
                .findFirst()
                .orElseThrow();
    }

    private static int minutes(String hours, int at) {
        return 60 * Integer.parseInt(hours, at, at + 2, 10) + Integer.parseInt(hours, at + 3, at + 5, 10);
    }

    /**
     * Whether the row is in force.
     *
     * @param moved by the id of a row, its first day or {@link RevocationRow#OFF}
     */
    boolean isInForce(LocalDate day, Map<String, String> moved) {
        String first = moved.getOrDefault(id, from.toString());
        return !first.equals(RevocationRow.OFF) && !LocalDate.parse(first).isAfter(day);
    }
}
