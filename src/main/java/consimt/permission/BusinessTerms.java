package consimt.permission;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.business.MarketingBasis;
import consimt.relation.Channel;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * @param its is asked only where a rule needs the settings, because that may cost a read
 * @param operators the operator's own settings; asked only where a law may be moved
 * @param asOf the day whose laws count; null for today
 */
record BusinessTerms(
        BusinessSettings settings,
        Supplier<Business> its,
        Supplier<Business> operators,
        @Nullable LocalDate asOf) implements Rules.Terms {

    @Override
    public Business business() {
        return its.get();
    }

    @Override
    public MarketingBasis basis(@Nullable Channel channel) {
        return settings.marketingBasis(business(), channel, asOf);
    }

    @Override
    public @Nullable String revokingLaw() {
        return settings.revokingLaw(business(), operators, asOf);
    }

    @Override
    public boolean acceptsClaims() {
        return operators.get().acceptsClaims();
    }
}
