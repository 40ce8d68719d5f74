package consimt.business;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.business.NoticeEndpoints.Reachable;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * A business's settings, for the business itself. {@link ConfigureBusiness} is the operator's alone, and its role writes
 * settings. This function's role only reads.
 */
@Guarded
@Singleton
public class ReadSettings {

    private final BusinessSettings settings;
    private final NoticeEndpoints endpoints;

    public ReadSettings(BusinessSettings settings, NoticeEndpoints endpoints) {
        this.settings = settings;
        this.endpoints = endpoints;
    }

    @Funq("read-settings")
    public Answer readSettings(Input input) {
        return Input.orEmpty(input).servingAlso(Caller.Kind.BUSINESS).answer(ReadSettings::asked, this::read);
    }

    private Configured read(BusinessId businessId) {
        Business business = settings.fresh(businessId);
        return Configured.of(Outcome.FOUND, business, settings.basis(business), null, Reachable.YES, endpoints);
    }

    private static Supplier<BusinessId> asked(Fields in) {
        var businessId = in.required(BusinessForm.ID, BusinessId.reading());
        return businessId::get;
    }
}
