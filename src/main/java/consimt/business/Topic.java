package consimt.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.MessageCategory;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of marketing that people may want or not want by itself.
 *
 * @param code as callers name it in a scope
 * @param labels its name for people, by language; not empty
 * @param category of each message about it, whatever a caller says; null if a caller's word is enough
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Topic(
        String code, Map<Locale, String> labels, @Nullable MessageCategory category) {

    public Topic {
        labels = Map.copyOf(labels);
    }
}
