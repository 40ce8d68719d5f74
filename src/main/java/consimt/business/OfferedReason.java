package consimt.business;

import java.util.Locale;
import java.util.Map;

/**
 * A reason of the business's own that people who opt out may choose.
 *
 * @param labels its texts, by language
 */
public record OfferedReason(String code, Map<Locale, String> labels) {

    public OfferedReason {
        labels = Map.copyOf(labels);
    }
}
