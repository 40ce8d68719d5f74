package consimt.hours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.hours.Wait.Quiet;
import consimt.kit.Cases;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When it is quiet, and until when, held to a reader that was written without the zoned classes of java.time. */
class WaitTest {

    private static final long FROM = Instant.parse("2017-01-01T00:00:00Z").getEpochSecond() / 60;
    private static final long TO = Instant.parse("2037-01-01T00:00:00Z").getEpochSecond() / 60;

    /** Half of the instants lie around a change of clocks, and each change of each zone has its turn. */
    @Test
    void randomHoursAreThoseOfTheReader() {
        Random random = new Random(54);
        List<String> zones = List.copyOf(zones());
        int each = Cases.of(100_000, 10_000_000) / zones.size() + 1;
        int waits = 0;
        for (String zone : zones) {
            long[] changes = HoursReader.changes(zone, FROM, TO);
            for (int i = 0; i < each; i++) {
                boolean isNear = i % 2 == 0 && changes.length > 0;
                long minute = isNear
                        ? changes[i / 2 % changes.length] + random.nextInt(60 * 60) - 30 * 60
                        : FROM + random.nextLong(TO - FROM);
                waits += agree(random, zone, zones, minute) ? 1 : 0;
            }
        }
        assertTrue(waits > each * zones.size() / 10, "too few waits to say anything: " + waits);
    }

    private static boolean agree(Random random, String zone, List<String> zones, long minute) {
        List<Quiet> all = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String its = random.nextInt(4) == 0 ? zones.get(random.nextInt(zones.size())) : zone;
            all.add(new Quiet(span(random), ZoneId.of(its), random.nextBoolean() ? "LAW" : null));
        }
        Instant at = at(minute).plusSeconds(random.nextInt(60));
        Wait wait = Wait.at(at, all);
        boolean isQuiet = isQuiet(all, minute);
        assertEquals(isQuiet, wait != null, () -> at + " " + all);
        if (wait == null) {
            return false;
        }
        long last = wait.until() == null ? minute + 14 * 24 * 60 : wait.until().getEpochSecond() / 60 - 1;
        assertTrue(isQuiet(all, last), () -> "the second before: " + at + " " + all);
        assertTrue(isQuiet(all, minute + (long) ((last - minute) * random.nextDouble())), () -> at + " " + all);
        if (wait.until() != null) {
            assertNull(Wait.at(wait.until(), all));
            assertNull(Wait.at(wait.until().plusSeconds(1), all));
            assertFalse(isQuiet(all, last + 1), () -> "the end: " + at + " " + all);
            assertTrue(Wait.at(wait.until().minusSeconds(1), all) != null);
        }
        return true;
    }

    private static boolean isQuiet(List<Quiet> all, long minute) {
        return all.stream()
                .anyMatch(
                        quiet -> HoursReader.isQuiet(quiet.span(), quiet.zone().getId(), minute));
    }

    private static QuietSpan span(Random random) {
        int from = random.nextInt(4) == 0 ? random.nextInt(4 * 4) * 15 : random.nextInt(QuietSpan.DAY);
        int to = switch (random.nextInt(6)) {
            case 0 -> from;
            case 1 -> QuietSpan.DAY;
            case 2 -> random.nextInt(4 * 4) * 15;
            default -> random.nextInt(QuietSpan.DAY);
        };
        if (random.nextInt(20) == 0) {
            return new QuietSpan(Set.of(), "FR", from, to);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        int bits = random.nextInt(3) == 0 ? 127 : 1 + random.nextInt(127);
        for (DayOfWeek day : DayOfWeek.values()) {
            if ((bits & 1 << day.ordinal()) != 0) {
                days.add(day);
            }
        }
        return new QuietSpan(days, null, from, to);
    }

    /** Those of the table, and what is special: a change of half an hour, 45 minutes, a clock that skipped a day. */
    private static Set<String> zones() {
        Set<String> zones = new TreeSet<>(
                Set.of("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "UTC"));
        for (String code :
                List.of("US", "CA", "FR", "RO", "AU", "BR", "IN", "EG", "CL", "NZ", "IR", "GL", "RU", "MX")) {
            PlaceTable.of(code).zones().forEach(zone -> zones.add(zone.getId()));
        }
        return zones;
    }

    private static Instant at(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    @Test
    void aQuietThatLastsLongerThanFourteenDaysHasNoEnd() {
        QuietSpan always = new QuietSpan(EnumSet.allOf(DayOfWeek.class), null, 0, 0);
        Instant at = Instant.parse("2026-12-01T10:00:00Z");
        assertEquals(new Wait(null, null), Wait.at(at, List.of(new Quiet(always, ZoneId.of("Europe/Paris"), null))));
        QuietSpan sunday = new QuietSpan(Set.of(DayOfWeek.SUNDAY), null, 0, 0);
        Quiet law = new Quiet(sunday, ZoneId.of("UTC"), "LAW");
        Instant monday = Instant.parse("2026-12-07T00:00:00Z");
        assertEquals(new Wait(monday, "LAW"), Wait.at(monday.minus(Duration.ofHours(20)), List.of(law)));
        assertNull(Wait.at(monday, List.of(law)));
    }
}
