package consimt.source;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.Channel;
import consimt.relation.UserId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event of a vendor's, about the persons that could be read.
 *
 * @param isByBusiness whether a clerk or a program of the business may have done it
 * @param topic as the vendor calls it
 * @param id of the event at the vendor, or all that makes it one; null if it has neither an id nor a time
 */
public record SourceEvent(
        Meaning meaning,
        boolean isByBusiness,
        List<UserId> persons,
        Channel channel,
        @Nullable String text,
        @Nullable String topic,
        VendorTime time,
        @Nullable String id) {

    public enum Meaning {
        STOP,
        /** Of several persons one complained, and nobody knows which. */
        COMPLAINT,
        START,
        WORDS;

        static Meaning of(JsonNode word) {
            return valueOf(word.asText().toUpperCase(Locale.ROOT));
        }
    }

    /** Without anything that was said. */
    @Override
    public String toString() {
        return "SourceEvent[" + meaning + "]";
    }
}
