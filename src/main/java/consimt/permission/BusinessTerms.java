package consimt.permission;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.business.MarketingBasis;
import consimt.relation.Channel;
import consimt.relation.Scope;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a business, from its settings and the law of its country.
 *
 * @param business is asked only where a rule needs the settings, because that may cost a read
 * @param asked the channel of the message; null if it is not known
 * @param asOf the day whose laws count; null for today
 */
record BusinessTerms(
        BusinessSettings settings,
        Supplier<Business> business,
        @Nullable Channel asked,
        @Nullable LocalDate asOf) implements Rules.Terms {

    @Override
    public MarketingBasis basis() {
        return settings.marketingBasis(business.get(), asked, asOf);
    }

    @Override
    public @Nullable String revokingLaw() {
        return settings.revokingLaw(business.get(), asOf);
    }

    @Override
    public @Nullable Channel channel() {
        return business.get().offering().channel();
    }

    @Override
    public boolean acceptsClaims() {
        return settings.acceptsClaims();
    }

    @Override
    public boolean letsCodesPass() {
        return business.get().letsCodesPass();
    }

    @Override
    public Scope scope(AskedScope given) {
        return given.of(business.get());
    }
}
