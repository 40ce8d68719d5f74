package consimt.business;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.BusinessId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A business's settings.
 *
 * @param name as people know it, or null where it never said
 * @param country ISO 3166-1 alpha-2; whose holidays are no business days
 * @param timeZone in which its days begin and end
 * @param languages its own, the first one first; BCP 47
 * @param reasons that it offers people who opt out; empty for the built-in ones
 * @param wordsTakenAwayAt when last a word or button stopped being an opt-out by these settings, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Business(
        BusinessId businessId,
        @Nullable String name,
        @Nullable String country,
        ZoneId timeZone,
        List<Locale> languages,
        RemovalPolicy removal,
        MarketingBasis marketingBasis,
        List<OfferedReason> reasons,
        @Nullable Notices notices,
        @Nullable WhatsApp whatsapp,
        @JsonIgnore @Nullable Instant wordsTakenAwayAt) {

    public Business {
        languages = List.copyOf(languages);
        reasons = List.copyOf(reasons);
    }

    public static Business unconfigured(BusinessId businessId) {
        return new Business(
                businessId,
                null,
                null,
                ZoneId.of("UTC"),
                List.of(),
                RemovalPolicy.AT_ONCE,
                MarketingBasis.CONVERSATION,
                List.of(),
                null,
                null,
                null);
    }

    /** These settings, put at an instant in the place of others, which may have been put by a clock that is ahead. */
    public Business after(Business before, Instant now) {
        Instant last = before.wordsTakenAwayAt;
        boolean isLater = last == null || now.isAfter(last);
        return withWordsTakenAwayAt(isLater && takesWordsAwayFrom(before) ? now : last);
    }

    /** The same with what is kept beside the settings. */
    public Business withWordsTakenAwayAt(@Nullable Instant at) {
        return new Business(
                businessId,
                name,
                country,
                timeZone,
                languages,
                removal,
                marketingBasis,
                reasons,
                notices,
                whatsapp,
                at);
    }

    /** Whether a message may have been an opt-out by the other settings and be none by these. */
    private boolean takesWordsAwayFrom(Business before) {
        boolean fewerLanguages =
                before.languages.isEmpty() ? !languages.isEmpty() : !languages.containsAll(before.languages);
        return fewerLanguages
                || !ownOptOuts(WhatsApp::ownOptOutWords).containsAll(before.ownOptOuts(WhatsApp::ownOptOutWords))
                || !ownOptOuts(WhatsApp::ownOptOutButtons).containsAll(before.ownOptOuts(WhatsApp::ownOptOutButtons));
    }

    private List<String> ownOptOuts(Function<WhatsApp, List<String>> own) {
        return whatsapp == null ? List.of() : own.apply(whatsapp);
    }

    /** The name that people see. */
    public String displayName() {
        return name == null ? businessId.value() : name;
    }

    public Optional<OfferedReason> reason(String code) {
        return reasons.stream().filter(reason -> reason.code().equals(code)).findFirst();
    }

    /**
     * Where notices of opt-outs go.
     *
     * @param secretName names the secret that signs them; never the secret itself
     */
    public record Notices(String url, String secretName) {}

    /**
     * The business's WhatsApp numbers and the names of their secrets; never the secrets themselves.
     *
     * @param optOutWords its own, besides those of its languages; null where it has none
     * @param optOutButtons the ids or payloads of its own opt-out buttons; null where it has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WhatsApp(
            List<String> phoneNumberIds,
            @Nullable String appSecretName,
            @Nullable String verifyTokenName,
            @Nullable List<String> optOutWords,
            @Nullable List<String> optOutButtons) {

        /** In characters, of the id or payload of a button. */
        public static final int LONGEST_BUTTON = 256;

        public WhatsApp {
            phoneNumberIds = List.copyOf(phoneNumberIds);
            optOutWords = optOutWords == null ? null : List.copyOf(optOutWords);
            optOutButtons = optOutButtons == null ? null : List.copyOf(optOutButtons);
        }

        public List<String> ownOptOutWords() {
            return optOutWords == null ? List.of() : optOutWords;
        }

        public List<String> ownOptOutButtons() {
            return optOutButtons == null ? List.of() : optOutButtons;
        }
    }
}
