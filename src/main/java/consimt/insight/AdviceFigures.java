package consimt.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.insight.ReasonPeriod.HoursAfterMessage;
import consimt.insight.ReasonPeriod.ReasonCount;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a piece of advice rests on. What it does not rest on is null.
 *
 * @param rule that advises
 * @param people who left
 * @param period the key of the week or month that it is about; null if it is about all days of the report
 * @param before the key of the week or month that it compares with
 * @param peopleBefore who left then
 * @param evidence whose parts stand beside the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdviceFigures(
        String rule,
        int people,
        @Nullable String period,
        @Nullable String before,
        @Nullable Integer peopleBefore,
        @JsonUnwrapped Evidence evidence) {

    /**
     * What a rule found.
     *
     * @param key of the scope or campaign
     * @param code of the reason
     * @param share of the people who left, from 0 to 1, to a thousandth
     * @param shareBefore the same of the period before
     * @param medianHours from the message to the opt-out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(
            @Nullable String key,
            @Nullable String code,
            @Nullable Double share,
            @Nullable Double shareBefore,
            @Nullable Double medianHours) {

        static final Evidence NONE = new Evidence(null, null, null, null, null);

        static Evidence of(double share) {
            return new Evidence(null, null, share, null, null);
        }

        static Evidence of(ReasonCount reason) {
            return new Evidence(null, reason.code(), reason.share(), null, null);
        }

        static Evidence ofKey(String key, double share) {
            return new Evidence(key, null, share, null, null);
        }

        static Evidence of(HoursAfterMessage hours) {
            return new Evidence(null, null, null, null, hours.median());
        }

        Evidence before(double its) {
            return new Evidence(key, code, share, its, medianHours);
        }
    }
}
