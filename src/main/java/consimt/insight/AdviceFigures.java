package consimt.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a piece of advice rests on. What it does not rest on is null.
 *
 * @param rule that advises
 * @param people who left
 * @param period the key of the week or month that it is about; null if it is about all days of the report
 * @param before the key of the week or month that it compares with
 * @param peopleBefore who left then
 * @param key of the scope or campaign
 * @param code of the reason
 * @param share of the people who left, from 0 to 1, to a thousandth
 * @param shareBefore the same of the period before
 * @param medianHours from the message to the opt-out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdviceFigures(
        String rule,
        int people,
        @Nullable String period,
        @Nullable String before,
        @Nullable Integer peopleBefore,
        @Nullable String key,
        @Nullable String code,
        @Nullable Double share,
        @Nullable Double shareBefore,
        @Nullable Double medianHours) {}
