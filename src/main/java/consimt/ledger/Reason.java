package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why, in the person's words.
 *
 * @param code of a report, a block or an opt-out; {@link #DECLINED} where the person was asked and did not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reason(String code, @Nullable String text) {

    public static final String DECLINED = "DECLINED";
}
