package consimt.business;

import java.util.Locale;
import java.util.Map;

/**
 * A kind of marketing that people may want or not want by itself.
 *
 * @param code as callers name it in a scope
 * @param labels its name for people, by language; not empty
 */
public record Topic(String code, Map<Locale, String> labels) {

    public Topic {
        labels = Map.copyOf(labels);
    }
}
