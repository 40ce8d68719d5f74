package consimt.hours;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person may be. The places of numbers are made once, so two are alike if they are the same.
 */
public final class JudgedPlace {

    /** Who says where the person is. */
    public enum From {
        ASK,
        NUMBER,
        BUSINESS
    }

    /** @param code of a country, or of a part of one */
    public record Region(String code, List<ZoneId> zones) {

        public String country() {
            return code.substring(0, 2);
        }
    }

    private final List<String> codes;
    private final List<Region> regions;
    private final From from;

    JudgedPlace(List<String> codes, List<Region> regions, From from) {
        this.codes = List.copyOf(codes);
        this.regions = List.copyOf(regions);
        this.from = from;
    }

    /**
     * Where a message arrives: where the caller says, else where the number is, else where the business is.
     *
     * @param country of the business; null if it has none
     * @param zone of the business
     * @return null if nobody says anything
     */
    public static @Nullable JudgedPlace of(Arrival arrival, @Nullable String country, ZoneId zone) {
        String region = arrival.said().region();
        ZoneId said = arrival.said().timeZone();
        JudgedPlace place = region == null ? PlaceTable.of(arrival.userId()) : PlaceTable.of(region);
        if (place == null) {
            return country == null ? null : business(country, zone, said);
        }
        return said == null && region == null ? place : place.as(From.ASK, said);
    }

    private static JudgedPlace business(String country, ZoneId zone, @Nullable ZoneId said) {
        return PlaceTable.of(country).as(said == null ? From.BUSINESS : From.ASK, said == null ? zone : said);
    }

    private JudgedPlace as(From other, @Nullable ZoneId zone) {
        return new JudgedPlace(
                codes,
                zone == null
                        ? regions
                        : regions.stream()
                                .map(region -> new Region(region.code, List.of(zone)))
                                .toList(),
                other);
    }

    /** As the source names them. A country stands for all its parts. */
    public List<String> codes() {
        return codes;
    }

    public List<Region> regions() {
        return regions;
    }

    public From from() {
        return from;
    }

    public List<ZoneId> zones() {
        return regions.stream()
                .flatMap(region -> region.zones.stream())
                .distinct()
                .toList();
    }
}
