package consimt.business;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The marketing basis that applies to a business by a channel on a day, and why.
 *
 * @param row what the law of its country asks for, also where the business has a basis of its own; null if the country
 *     has no row, or if there is no country
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppliedBasis(
        MarketingBasis applies, BasisOf why, @Nullable LawRow row) {

    /** Whose choice a basis is. */
    public enum BasisOf {
        /** The business settled it. */
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
