package consimt.business;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A business's settings.
 *
 * @param name as people know it; null if the business never gave one
 * @param country ISO 3166-1 alpha-2; its weekends and public holidays are no business days
 * @param timeZone in which the business's days begin and end
 * @param languages of the business, the preferred one first; BCP 47
 * @param topics the kinds of marketing that a scope can name; null if it has none
 * @param channel the one by which it sends; null if it has several, or did not say
 * @param authenticationDespiteChannelOptOut whether codes to sign in may come by a channel that refuses messages of
 *     every category; null for no
 * @param reasons that people who opt out may choose; empty for the built-in ones
 * @param marketingBasis its own; or, if it settled none, the one that applied when the settings were stored or told.
 *     {@link BusinessSettings#basis} has the one that applies now
 * @param marketingBasisOf who decides on the basis if the business does not; null if the basis is its own
 * @param laws of the operator alone: by the id of a row of the laws its first day, or that it is off; null for none
 * @param wordsTakenAwayAt when a change last removed a word, a button or a language for opt-outs; null if none did
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
        AppliedBasis.@Nullable BasisOf marketingBasisOf,
        @Nullable Channel channel,
        @Nullable Boolean authenticationDespiteChannelOptOut,
        List<OfferedReason> reasons,
        @Nullable List<Topic> topics,
        @Nullable Notices notices,
        @Nullable WhatsApp whatsapp,
        @Nullable Map<String, String> laws,
        @JsonIgnore @Nullable Instant wordsTakenAwayAt) {

    public Business {
        languages = List.copyOf(languages);
        reasons = List.copyOf(reasons);
        topics = topics == null ? null : List.copyOf(topics);
        laws = laws == null ? null : Map.copyOf(laws);
    }

    public static Business unconfigured(BusinessId businessId) {
        return new Business(
                businessId,
                null,
                null,
                ZoneId.of("UTC"),
                List.of(),
                RemovalPolicy.AT_ONCE,
                MarketingBasis.OPT_IN,
                AppliedBasis.BasisOf.NO_COUNTRY,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * These settings with the time of the last removed word carried over. An earlier change may have a later time, if
     * its clock was ahead; then that time stays.
     */
    public Business after(Business before, Instant now) {
        Instant last = before.wordsTakenAwayAt;
        boolean isLater = last == null || now.isAfter(last);
        return withWordsTakenAwayAt(isLater && takesWordsAwayFrom(before) ? now : last);
    }

    /** The same settings with this time, which the store keeps beside them. */
    public Business withWordsTakenAwayAt(@Nullable Instant at) {
        return with(marketingBasis, marketingBasisOf, at);
    }

    boolean hasOwnBasis() {
        return marketingBasisOf == null;
    }

    Business withOwnBasis(MarketingBasis basis) {
        return with(basis, null, wordsTakenAwayAt);
    }

    /** The same settings with this basis. */
    Business with(AppliedBasis basis) {
        return with(basis.applies(), basis.why() == AppliedBasis.BasisOf.OWN ? null : basis.why(), wordsTakenAwayAt);
    }

    private Business with(MarketingBasis basis, AppliedBasis.@Nullable BasisOf basisOf, @Nullable Instant takenAway) {
        return new Business(
                businessId,
                name,
                country,
                timeZone,
                languages,
                removal,
                basis,
                basisOf,
                channel,
                authenticationDespiteChannelOptOut,
                reasons,
                topics,
                notices,
                whatsapp,
                laws,
                takenAway);
    }

    /** Whether a message may be an opt-out under the other settings and not under these. */
    private boolean takesWordsAwayFrom(Business before) {
        boolean fewerLanguages =
                before.languages.isEmpty() ? !languages.isEmpty() : !languages.containsAll(before.languages);
        return fewerLanguages
                || !ownOptOuts(WhatsApp::ownOptOutWords).containsAll(before.ownOptOuts(WhatsApp::ownOptOutWords))
                || !ownOptOuts(WhatsApp::ownOptOutButtons).containsAll(before.ownOptOuts(WhatsApp::ownOptOutButtons))
                || !ownOptOuts(WhatsApp::ownTopicButtons).containsAll(before.ownOptOuts(WhatsApp::ownTopicButtons));
    }

    private <T> List<T> ownOptOuts(Function<WhatsApp, List<T>> own) {
        return whatsapp == null ? List.of() : own.apply(whatsapp);
    }

    /** Whether codes to sign in may come by a channel that refuses messages of every category. */
    public boolean letsCodesPass() {
        return Boolean.TRUE.equals(authenticationDespiteChannelOptOut);
    }

    /** Whether the business ever configured anything. */
    public boolean hasSettings() {
        return !equals(unconfigured(businessId));
    }

    /** The rows of laws that the operator moved or switched off. */
    Map<String, String> movedLaws() {
        return laws == null ? Map.of() : laws;
    }

    /** The name for people; the id if the business gave no name. */
    public String displayName() {
        return name == null ? businessId.value() : name;
    }

    /** The topics; none if the business has none. */
    public List<Topic> allTopics() {
        return topics == null ? List.of() : topics;
    }

    /** The ids of the business's WhatsApp numbers. */
    public List<String> senders() {
        return whatsapp == null ? List.of() : whatsapp.phoneNumberIds();
    }

    public Optional<OfferedReason> reason(String code) {
        return reasons.stream().filter(reason -> reason.code().equals(code)).findFirst();
    }

    public Optional<Topic> topic(String code) {
        return topics == null
                ? Optional.empty()
                : topics.stream().filter(topic -> topic.code().equals(code)).findFirst();
    }

    /**
     * Where notices go.
     *
     * @param secretName the name of the secret that signs them, and never the secret
     */
    public record Notices(String url, String secretName) {}

    /**
     * The business's WhatsApp numbers, and the names of their secrets. A secret itself is never in the settings.
     *
     * @param optOutWords the business's own, besides those of its languages; null if it has none
     * @param optOutButtons ids or payloads of the business's own opt-out buttons; null if it has none
     * @param topicButtons those that stop one topic; null if it has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WhatsApp(
            List<String> phoneNumberIds,
            @Nullable String appSecretName,
            @Nullable String verifyTokenName,
            @Nullable List<String> optOutWords,
            @Nullable List<String> optOutButtons,
            @Nullable List<TopicButton> topicButtons,
            @Nullable List<NumberLabel> numberLabels) {

        /** The longest id or payload of a button, in characters. */
        public static final int LONGEST_BUTTON = 256;

        public WhatsApp {
            phoneNumberIds = List.copyOf(phoneNumberIds);
            optOutWords = optOutWords == null ? null : List.copyOf(optOutWords);
            optOutButtons = optOutButtons == null ? null : List.copyOf(optOutButtons);
            topicButtons = topicButtons == null ? null : List.copyOf(topicButtons);
            numberLabels = numberLabels == null ? null : List.copyOf(numberLabels);
        }

        public List<String> ownOptOutWords() {
            return optOutWords == null ? List.of() : optOutWords;
        }

        public List<String> ownOptOutButtons() {
            return optOutButtons == null ? List.of() : optOutButtons;
        }

        public List<TopicButton> ownTopicButtons() {
            return topicButtons == null ? List.of() : topicButtons;
        }

        public List<NumberLabel> labels() {
            return numberLabels == null ? List.of() : numberLabels;
        }
    }

    /**
     * A button by which people stop one topic.
     *
     * @param id or payload of the button
     * @param topic a code of the business's topics
     */
    public record TopicButton(String id, String topic) {}

    /**
     * How people know one of the business's numbers.
     *
     * @param id of the number
     * @param label such as the number as it is written in the country
     */
    public record NumberLabel(String id, String label) {}
}
