package consimt.optout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to show the person after an opt-out or an opt-in, in their language.
 *
 * @param askReason the question for the reason; null if the person gave one, and after an opt-in
 * @param optBackIn the offer to opt in again, after an opt-out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Confirmation(
        String text,
        @Nullable AskReason askReason,
        @Nullable OptBackIn optBackIn) {

    /** @param mayDecline always true: nobody has to give a reason */
    public record AskReason(String text, List<Option> options, boolean mayDecline) {}

    /** One reason to choose. */
    public record Option(String code, String label) {}

    public record OptBackIn(String text) {}
}
