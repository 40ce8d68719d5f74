package consimt.business;

import java.util.Locale;
import java.util.Map;

/**
 * A reason of the business's own that people may choose when they opt out.
 *
 * @param labels its words, by language
 */
public record OfferedReason(String code, Map<Locale, String> labels) {

    public OfferedReason {
        labels = Map.copyOf(labels);
    }
}
