package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.Fact.Categories;
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

    /**
     * What an opt-out or an opt-in is about, in the one text that an entry has for it: the text of the scope, and after it
     * what is refused besides marketing.
     *
     * @param categories which an opt-out refuses besides marketing, by the scope's channel; null for nothing else
     */
    record StatedScope(Scope scope, @Nullable Categories categories) {

        static final StatedScope ALL = new StatedScope(Scope.ALL, null);

        /** Ends the text. No topic has a capital letter, so no scope's own text ends like this. */
        private static final String OF_ALL_CATEGORIES = "/" + Categories.ALL;

        /** @throws IllegalArgumentException if the text is none of this release's */
        static StatedScope of(String text) {
            return text.endsWith(OF_ALL_CATEGORIES)
                    ? new StatedScope(
                            Scope.of(text.substring(0, text.length() - OF_ALL_CATEGORIES.length())), Categories.ALL)
                    : new StatedScope(Scope.of(text), null);
        }

        /** Null for all marketing, which is not stored. */
        @Nullable String text() {
            if (scope.isAll()) {
                return null;
            }
            return categories == null ? scope.text() : scope.text() + OF_ALL_CATEGORIES;
        }
    }

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
}
