package consimt.person;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.business.Configured;
import consimt.business.NoticeEndpoints;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.words.SettingWords;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A business's settings, for the business itself. {@code configure-business} is the operator's alone, and its role writes
 * settings. This function's role only reads. With a {@code locale} the notes are for people who read that language.
 */
@Singleton
public record ReadSettings(BusinessSettings settings, NoticeEndpoints endpoints) implements Guarded {

    @Funq("read-settings")
    public Answer readSettings(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS)
                .answer(in -> {
                    var businessId = in.required("businessId", BusinessId.reading());
                    var locale = in.optional("locale", Values.locale());
                    return businessId == null ? null : () -> read(businessId, locale);
                }));
    }

    private Configured read(BusinessId businessId, @Nullable Locale locale) {
        Business business = settings.fresh(businessId);
        Configured found = Configured.found(business, settings, endpoints);
        return locale == null ? found : found.saying(new SettingWords(business, locale)::of);
    }
}
