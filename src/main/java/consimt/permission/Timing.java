package consimt.permission;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import consimt.hours.JudgedPlace;
import consimt.hours.Wait;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hours say of a message, where a law or the settings have any for it.
 *
 * @param hold null if it may come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timing(@JsonIgnore @Nullable Wait hold, JudgedIn judgedIn, JudgedPlace.From placeFrom) {

    /** @param regions countries and their parts; a country stands for all its parts */
    public record JudgedIn(List<ZoneId> timeZones, List<String> regions) {}

    static Timing of(@Nullable Wait hold, JudgedPlace place) {
        return new Timing(hold, new JudgedIn(place.zones(), place.codes()), place.from());
    }

    /** The first instant at which it may come; null if it may, or if there is none within 14 days. */
    @JsonProperty
    public @Nullable Instant retryAt() {
        return hold == null ? null : hold.until();
    }
}
