package consimt.hours;

import consimt.form.Fields;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** That a message is to come to a person at an instant. */
public record Arrival(UserId userId, Whereabouts said, Instant at) {

    /**
     * Where the caller says that the person is.
     *
     * @param region ISO 3166-2, or ISO 3166-1 for a whole country
     */
    public record Whereabouts(
            @Nullable ZoneId timeZone, @Nullable String region) {

        public static final Whereabouts UNSAID = new Whereabouts(null, null);

        /** Of the IANA. A distance from UTC has no clock that changes. */
        private static final Pattern ZONE = Pattern.compile("[A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC");

        private static final Pattern REGION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

        /** @param others what counts where these fields are not there */
        public static Whereabouts from(Fields in, Whereabouts others) {
            var zone = in.optional("timeZone", zone());
            var region = in.optional(
                    "region",
                    Values.matching(
                            REGION,
                            6,
                            "must be a country or a part of one, like US-TX",
                            code -> PlaceTable.know(code) ? code : null));
            return zone == null && region == null ? others : new Whereabouts(zone, region);
        }

        private static Reading<ZoneId> zone() {
            return Values.matching(ZONE, 64, "must be a time zone like America/Chicago", ZoneId::of);
        }
    }
}
