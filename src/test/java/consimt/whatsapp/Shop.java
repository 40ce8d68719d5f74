package consimt.whatsapp;

import consimt.business.Business;
import consimt.business.Business.Profile;
import consimt.business.Business.WhatsApp;
import consimt.relation.BusinessId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A business with opt-out words and buttons of its own. */
public final class Shop {

    private Shop() {}

    public static Business with(
            List<Locale> languages, @Nullable List<String> ownWords, @Nullable List<String> ownButtons) {
        Business defaults = Business.unconfigured(new BusinessId("b"));
        return new Business(
                defaults.businessId(),
                new Profile(null, null, defaults.timeZone(), languages, null),
                defaults.removal(),
                defaults.terms(),
                defaults.offering(),
                null,
                new WhatsApp(List.of("1"), null, null, ownWords, ownButtons, null, null, null),
                null);
    }
}
