package consimt.business;

import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.BusinessForm.BasisForm;
import consimt.business.BusinessForm.SettingsForm;
import consimt.business.Businesses.Settling;
import consimt.business.Businesses.Settling.Settled;
import consimt.business.Businesses.Settling.Unsettled;
import consimt.business.NoticeEndpoints.Reachable;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.Source;
import consimt.relation.BusinessId;
import consimt.runtime.Setting;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * With {@code businessId} alone, the settings are only read.
 *
 * @param whatsAppSecrets the prefix of the names of WhatsApp's secrets
 * @param noticeSecrets the prefix of the names of the secrets that sign notices
 */
@Singleton
public record ConfigureBusiness(
        BusinessSettings settings, NoticeEndpoints endpoints, String whatsAppSecrets, String noticeSecrets)
        implements Guarded {

    @Inject
    ConfigureBusiness(BusinessSettings settings, NoticeEndpoints endpoints) {
        this(settings, endpoints, Setting.text("consimt.whatsapp.secrets"), Setting.text("consimt.notices.secrets"));
    }

    @Funq("configure-business")
    public Answer configureBusiness(Input input) {
        return guarded(() -> input.answer(this::asked));
    }

    private @Nullable Supplier<Answer> asked(Fields in) {
        if (in.hasOnly(Set.of(BusinessForm.ID))) {
            var businessId = in.required(BusinessForm.ID, BusinessId.reading());
            return businessId == null
                    ? null
                    : () -> configured(Outcome.FOUND, settings.fresh(businessId), null, Reachable.YES);
        }
        SettingsForm form = BusinessForm.from(in, whatsAppSecrets, noticeSecrets, endpoints, settings.operator());
        String actor = in.optional("actor", Source.naming(), Source.OPERATOR);
        return form == null ? null : () -> settle(form, actor);
    }

    private Answer settle(SettingsForm form, String actor) {
        Business.Notices notices = form.business().notices();
        Reachable reachable = notices == null ? Reachable.YES : endpoints.lookUp(notices.url());
        if (reachable == Reachable.NOT_ALLOWED) {
            return Rejected.because(
                    SettingNote.NOTICES,
                    Problem.Code.NOT_ALLOWED,
                    SettingNote.NOTICES + " has an address that is not public");
        }
        BasisForm given = form.basis();
        Settling settling = settings.put(form.business(), given.leaves(), actor);
        if (!(settling instanceof Settled settled)) {
            return because((Unsettled) settling);
        }
        if (notices != null) {
            endpoints.switchOn(form.business().businessId());
        }
        return configured(Outcome.RECORDED, settled.business(), given, reachable);
    }

    private static Rejected because(Unsettled why) {
        return switch (why) {
            case NUMBER_OF_ANOTHER ->
                Rejected.because(
                        "whatsapp.phoneNumberIds",
                        Problem.Code.NOT_ALLOWED,
                        "whatsapp.phoneNumberIds holds a number of another business");
            case TOO_LONG -> Rejected.because(Input.BODY, Problem.Code.TOO_LONG, Input.BODY + " is too large");
        };
    }

    private Configured configured(Outcome outcome, Business business, @Nullable BasisForm given, Reachable reachable) {
        return Configured.of(outcome, business, settings.basis(business), given, reachable, endpoints);
    }
}
