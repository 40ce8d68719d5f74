package consimt.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.BusinessId;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A business's settings.
 *
 * @param name as people know it, or null where it never said
 * @param country ISO 3166-1 alpha-2; whose holidays are no business days
 * @param timeZone in which its days begin and end
 * @param languages its own, the first one first; BCP 47
 * @param reasons that it offers people who opt out; empty for the built-in ones
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
        @Nullable WhatsApp whatsapp) {

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
                null);
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
