package consimt.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.BusinessId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong.
 *
 * @param businessId of whose settings it is; null for the stack
 * @param about what it is wrong with; null where the code says it
 * @param sentence what is wrong and what to do
 * @param document where more is written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        Severity severity,
        FindingCode finding,
        @Nullable BusinessId businessId,
        @Nullable String about,
        String sentence,
        String document) {

    /** How much it matters. */
    public enum Severity {
        /** Something does not work, or does not protect. */
        ERROR,
        /** It may be meant so, or will become an error. */
        WARNING
    }
}
