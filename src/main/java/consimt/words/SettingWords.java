package consimt.words;

import consimt.business.Business;
import consimt.business.LawRow;
import consimt.business.MarketingBasis;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.business.SettingNote;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What is worth knowing about settings, in the language of the people who look at them. */
public record SettingWords(Business business, Locale asked) {

    /** @param basis that applies now */
    public String of(SettingNote note, AppliedBasis basis) {
        return switch (note.code()) {
            case WEAKER_THAN_LAW -> weaker(basis.applies(), Objects.requireNonNull(basis.row()));
            case SWITCHED_OFF -> switchedOff(Objects.requireNonNull(note.since()));
            // The others are about an input.
            case KEPT, NOT_USED, NOT_FOUND, UNTRIED -> note.message();
        };
    }

    private String weaker(MarketingBasis settled, LawRow law) {
        String country = new Locale.Builder()
                .setRegion(law.country())
                .build()
                .getDisplayCountry(messages().locale());
        return messages()
                .filled(
                        "setting.WEAKER_THAN_LAW",
                        Map.of(
                                "country", country,
                                "settled", basis(settled),
                                "asked", basis(law.basis()),
                                "source", law.source()));
    }

    private String basis(MarketingBasis basis) {
        return messages().get("basis." + basis.name());
    }

    private String switchedOff(Instant since) {
        String day = messages().day(since.atZone(business.timeZone()).toLocalDate());
        return messages().filled("setting.SWITCHED_OFF", Map.of("day", day));
    }

    private Messages messages() {
        return Messages.bestOf(List.of(asked));
    }
}
