package consimt.permission;

import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.permission.Rules.Terms;
import consimt.relation.BusinessId;
import consimt.relation.Standings.Consistency;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which business is asked about, and how people stand with it.
 *
 * @param asOf the day whose laws count; null for today
 */
record AskedBusiness(BusinessId id, @Nullable LocalDate asOf, Consistency consistency) {

    static Supplier<AskedBusiness> from(Fields in) {
        var id = in.required("businessId", BusinessId.reading());
        var asOf = in.optional("asOf", Values.date());
        in.notAllowed("asOf", in.caller().isBusiness(), "is for the operator to ask");
        var consistent = in.optional("consistent", Values.yesOrNo());
        return () -> new AskedBusiness(
                id.get(), asOf.orNull(), consistent.orElse(false) ? Consistency.STRONG : Consistency.EVENTUAL);
    }

    Terms terms(BusinessSettings settings) {
        return new BusinessTerms(settings, () -> settings.of(id), settings::ofOperator, asOf);
    }
}
