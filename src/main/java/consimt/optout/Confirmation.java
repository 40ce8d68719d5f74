package consimt.optout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to show the person after they opted out or in, in their language.
 *
 * @param askReason the question why, where they have not said yet
 * @param optBackIn the way back, after an opt-out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Confirmation(
        String text,
        @Nullable AskReason askReason,
        @Nullable OptBackIn optBackIn) {

    /** @param mayDecline always: nobody has to say why */
    public record AskReason(String text, List<Option> options, boolean mayDecline) {}

    /** One reason to choose. */
    public record Option(String code, String label) {}

    public record OptBackIn(String text) {}
}
