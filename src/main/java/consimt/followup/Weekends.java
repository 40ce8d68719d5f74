package consimt.followup;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The free days of the week in each country. Source: {@code weekData} of Unicode's CLDR 48.2 (Unicode License v3).
 *
 * <p>Where other days are free in fact than CLDR says, only days count that are free by both, so that the person waits
 * less.
 */
final class Weekends {

    private static final Set<DayOfWeek> USUAL = EnumSet.of(SATURDAY, SUNDAY);
    private static final Map<String, Set<DayOfWeek>> OTHERS = others();

    private Weekends() {}

    /** @param country ISO 3166-1 alpha-2; null where the business never told its country */
    static boolean include(@Nullable String country, LocalDate day) {
        Set<DayOfWeek> free = country == null ? USUAL : OTHERS.getOrDefault(country, USUAL);
        return free.contains(day.getDayOfWeek());
    }

    private static Map<String, Set<DayOfWeek>> others() {
        Map<String, Set<DayOfWeek>> others = new HashMap<>();
        put(others, EnumSet.of(FRIDAY, SATURDAY), "BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE");
        put(others, EnumSet.of(FRIDAY), "IR");
        put(others, EnumSet.of(SUNDAY), "IN UG");
        // CLDR has Thursday and Friday. Friday and Saturday are free in fact.
        put(others, EnumSet.of(FRIDAY), "AF");
        // CLDR has Saturday and Sunday. Friday and Saturday are free in fact, in Nepal Saturday alone.
        put(others, EnumSet.of(SATURDAY), "BD DJ MR MV NP PS");
        // CLDR has Saturday and Sunday. By law Sunday alone is free, in Brunei Friday and Sunday.
        put(others, EnumSet.of(SUNDAY), "BN HK KN");
        // CLDR has Saturday and Sunday. Friday alone is free in fact, and no day is free by both.
        put(others, EnumSet.of(FRIDAY), "SO");
        return others;
    }

    private static void put(Map<String, Set<DayOfWeek>> others, Set<DayOfWeek> free, String countries) {
        for (String country : countries.split(" ")) {
            others.put(country, free);
        }
    }
}
