package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when a row of a list counts, by the text of its time. */
class ListTimesTest {

    /** Of a text, and how long it may mean: the functions take a second told without decimals as its end. */
    enum Precision {
        DAY("uuuu-MM-dd", Duration.ofDays(1)),
        MINUTE("uuuu-MM-dd HH:mm", Duration.ofMinutes(1)),
        SECOND("uuuu-MM-dd'T'HH:mm:ss", Duration.ofSeconds(1)),
        MILLISECOND("uuuu-MM-dd HH:mm:ss.SSS", Duration.ofMillis(1));

        private final DateTimeFormatter format;
        private final Duration length;

        Precision(String format, Duration length) {
            this.format = DateTimeFormatter.ofPattern(format, Locale.ROOT);
            this.length = length;
        }
    }

    private static @Nullable Instant no(String text, ZoneId zone) {
        Instant no = ListTime.instant(text, any -> zone, false);
        return no == null || no.getNano() > 0 ? no : no.plusMillis(999);
    }

    private static void contains(String text, ZoneId zone, Instant meant, Duration most) {
        Instant no = Objects.requireNonNull(no(text, zone), text);
        Instant yes = Objects.requireNonNull(ListTime.instant(text, any -> zone, true), text);
        assertTrue(!no.isBefore(meant) && !yes.isAfter(meant), () -> text + ": " + yes + " to " + no);
        // Some zones change by other than an hour, and no day has more than two changes.
        assertTrue(Duration.between(yes, no).compareTo(most.plusHours(3)) < 0, () -> text + ": " + yes + " to " + no);
    }

    @Property(tries = 2_000)
    void aRefusalCountsFromTheLastMomentThatItsTextMayMeanAndAYesFromTheFirst(
            @ForAll Precision precision,
            @ForAll @IntRange(min = 0, max = 26) int years,
            @ForAll @IntRange(min = 0, max = 600) int zones,
            @ForAll @IntRange(min = -9_000_000, max = 9_000_000) int aroundAChange) {
        ZoneId zone = ZoneId.of(ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .skip(zones % ZoneId.getAvailableZoneIds().size())
                .findFirst()
                .orElseThrow());
        Instant year = Instant.parse((2000 + years) + "-01-01T00:00:00Z");
        ZoneOffsetTransition change = zone.getRules().nextTransition(year);
        Instant meant = (change == null ? year : change.getInstant()).plusMillis(aroundAChange);
        String local = precision.format.format(meant.atZone(zone));
        contains(local, zone, meant, precision.length);
        if (precision != Precision.DAY) {
            ZoneOffset offset = zone.getRules().getOffset(meant);
            String zoned = local + (offset.getTotalSeconds() % 60 == 0 ? offset.getId() : "Z");
            Instant there = offset.getTotalSeconds() % 60 == 0 ? meant : meant.plusSeconds(offset.getTotalSeconds());
            contains(zoned, ZoneOffset.MIN, there, precision.length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02,                    2026-11-01T22:00:00Z,     2026-11-02T21:59:59.999Z",
        "2026-11-02 10:15,              2026-11-02T08:15:00Z,     2026-11-02T08:15:59.999Z",
        "2026-11-02T10:15Z,             2026-11-02T10:15:00Z,     2026-11-02T10:15:59.999Z",
        "2026-11-02 10:15+0200,         2026-11-02T08:15:00Z,     2026-11-02T08:15:59.999Z",
        "2026-11-02 10:15:20,           2026-11-02T08:15:20Z,     2026-11-02T08:15:20.999Z",
        "2026-11-02 10:15:20.245,       2026-11-02T08:15:20.245Z, 2026-11-02T08:15:20.245Z",
        "1762078520,                    2025-11-02T10:15:20Z,     2025-11-02T10:15:20.999Z",
        "1762078520.25,                 2025-11-02T10:15:20Z,     2025-11-02T10:15:20.999Z",
        // An hour that comes twice, and one that does not exist.
        "2026-10-25 03:30,              2026-10-25T00:30:00Z,     2026-10-25T01:30:59.999Z",
        "2026-03-29 03:30,              2026-03-29T00:30:00Z,     2026-03-29T01:30:59.999Z",
        "13-04-2022 10:00,              2022-04-13T07:00:00Z,     2022-04-13T07:00:59.999Z",
        "3/15/2024 2:30 PM,             2024-03-15T12:30:00Z,     2024-03-15T12:30:59.999Z",
        "'15.03.2024, 12:30:05 am',     2024-03-14T22:30:05Z,     2024-03-14T22:30:05.999Z",
        "03.05.2026,                    2026-05-02T21:00:00Z,     2026-05-03T20:59:59.999Z",
        "3.5.2026 10:15,                2026-05-03T07:15:00Z,     2026-05-03T07:15:59.999Z",
        "05.13.2026,                    2026-05-12T21:00:00Z,     2026-05-13T20:59:59.999Z",
        "05/05/2025,                    2025-05-04T21:00:00Z,     2025-05-05T20:59:59.999Z",
        "2024-03-15 14:30:00 UTC,       2024-03-15T14:30:00Z,     2024-03-15T14:30:00.999Z",
        "3/15/2024 14:30 GMT,           2024-03-15T14:30:00Z,     2024-03-15T14:30:59.999Z",
        // What is no time counts from its arrival.
        "2026-11-02T1,                  ,",
        "2026-11-02 10:1,               ,",
        "2026-11-02 24:00,              ,",
        "2026-11-02 10:15 PM,           ,",
        "2026-02-30,                    ,",
        "02/11/2026,                    ,",
        "13/13/2026,                    ,",
        "31/02/2026,                    ,",
        "13-04/2026,                    ,",
        "3/15/2024 13:30 PM,            ,",
        "3/15/2024 0:30 AM,             ,",
        "yesterday,                     ,"
    })
    void aTimeInBucharest(String text, @Nullable Instant yes, @Nullable Instant no) {
        ZoneId zone = ZoneId.of("Europe/Bucharest");
        assertEquals(yes, ListTime.instant(text, any -> zone, true));
        assertEquals(no, no(text, zone));
    }
}
