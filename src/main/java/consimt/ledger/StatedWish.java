package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.Categories;
import consimt.relation.Scope;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a person wished, as far as an entry tells.
 *
 * @param basis the basis of consent, if the fact is consent
 * @param scope which marketing a wish is about; left out for all of it
 * @param categories which an opt-out refuses besides marketing, by the scope's channel
 * @param campaign of the message that made the person opt out
 * @param messageSentAt when that message was sent
 * @param disownsClaims true if the person opts out because no claim of the business is true; else null
 * @param stopsBy for an opt-out at a business that removes by hand, the last day that the person was told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatedWish(
        @Nullable String basis,
        @Nullable Scope scope,
        @Nullable Categories categories,
        @Nullable Boolean furtherPart,
        @Nullable Boolean disownsClaims,
        @Nullable StatedReason reason,
        @Nullable String campaign,
        @Nullable Instant messageSentAt,
        @Nullable LocalDate stopsBy) {

    public static StatedWish of(Parts parts) {
        StatedScope stated = parts.ifReadable(Part.SCOPE, StatedScope::of);
        return new StatedWish(
                parts.get(Part.BASIS),
                stated == null ? null : stated.scope(),
                stated == null ? null : stated.categories(),
                parts.get(Part.FURTHER_PART, Boolean::valueOf),
                parts.get(Part.DISOWNS_CLAIMS, Boolean::valueOf),
                StatedReason.of(parts),
                parts.get(Part.CAMPAIGN),
                parts.ifReadable(Part.MESSAGE_SENT_AT, Instant::parse),
                parts.ifReadable(Part.STOPS_BY, LocalDate::parse));
    }
}
