package consimt.business;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.business.LawRow.MessageChannel;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Basis;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which agreement of a person covers a business's marketing, the weakest first. Which one is lawful depends on the
 * country ({@link Laws}).
 */
public enum MarketingBasis {
    /** Any agreement to the conversation, until the person opts out. */
    CONVERSATION,
    /** An expressed yes (CONTINUE, or an opt-in). A message to the business is not enough. */
    EXPRESSED,
    /** Only an opt-in to the marketing itself. */
    OPT_IN;

    /**
     * Whether what the person agreed to covers a message that no opt-out refuses.
     *
     * @param message its scope, as far as it is known
     */
    public boolean covers(Standing standing, Scope message) {
        return switch (this) {
            case CONVERSATION -> standing.basis() != null;
            case EXPRESSED -> standing.basis() == Basis.EXPRESSED;
            case OPT_IN -> standing.isOptedInTo(message);
        };
    }

    /** The same of what the business claims that the person agreed to. */
    public boolean coversByClaim(Standing standing, Scope message) {
        return switch (this) {
            case CONVERSATION -> standing.isOpenedByClaim();
            case EXPRESSED -> standing.isClaimedExpressly();
            case OPT_IN -> standing.isClaimedFor(message);
        };
    }

    /** Whether this basis takes something for a yes that the other one does not. */
    boolean isWeakerThan(MarketingBasis other) {
        return compareTo(other) < 0;
    }

    /** @param row what the law of its country asks for, also where the business has a basis of its own; null if the country has no row, or if there is no country  */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AppliedBasis(
            MarketingBasis applies, BasisOf why, @Nullable LawRow row) {

        public enum BasisOf {
            OWN,
            /** The business settled none, and its country decides. */
            COUNTRY,
            /** The business settled no basis and no country. Then only an opt-in is enough. */
            NO_COUNTRY
        }

        /** Whether the business settled a basis that takes something for a yes that the law does not. */
        @JsonIgnore
        public boolean isWeakerThanLaw() {
            return row != null && applies.isWeakerThan(row.basis());
        }

        static AppliedBasis of(Business business, Laws laws, MessageChannel channel, LocalDate day) {
            String country = business.profile().country();
            Optional<LawRow> row = country == null ? Optional.empty() : laws.basis(country, channel, day);
            if (business.hasOwnBasis()) {
                return new AppliedBasis(business.terms().marketingBasis(), BasisOf.OWN, row.orElse(null));
            }
            if (country == null) {
                return new AppliedBasis(MarketingBasis.OPT_IN, BasisOf.NO_COUNTRY, null);
            }
            return new AppliedBasis(
                    row.map(LawRow::basis).orElse(MarketingBasis.CONVERSATION), BasisOf.COUNTRY, row.orElse(null));
        }
    }
}
