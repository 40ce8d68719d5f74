package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The reason that a person gave.
 *
 * @param code of a report, a block or an opt-out; {@link #DECLINED} if the person was asked and gave none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatedReason(String code, @Nullable String text) {

    public static final String DECLINED = "DECLINED";

    static @Nullable StatedReason of(Parts parts) {
        String code = parts.get(Part.REASON_CODE);
        return code == null ? null : new StatedReason(code, parts.get(Part.REASON_TEXT));
    }

    static Parts parts(@Nullable StatedReason reason) {
        return reason == null
                ? Parts.NONE
                : Parts.NONE.with(Part.REASON_CODE, reason.code).with(Part.REASON_TEXT, reason.text);
    }
}
