package consimt.business;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.MessageCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * @param notices null if the business gets none
 * @param whatsapp null if it has no WhatsApp number
 * @param wordsTakenAwayAt when a change last removed a word, a button or a language for opt-outs; null if none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Business(
        BusinessId businessId,
        @JsonUnwrapped Profile profile,
        RemovalPolicy removal,
        @JsonUnwrapped SettledTerms terms,
        @JsonUnwrapped Offering offering,
        @Nullable Notices notices,
        @Nullable WhatsApp whatsapp,
        @JsonIgnore @Nullable Instant wordsTakenAwayAt) {

    public static Business unconfigured(BusinessId businessId) {
        Profile nobody = new Profile(null, null, ZoneId.of("UTC"), List.of(), null);
        return of(businessId, nobody, RemovalPolicy.AT_ONCE);
    }

    /** A business without a basis of its own, and with nothing else that can be left out. */
    public static Business of(BusinessId businessId, Profile profile, RemovalPolicy removal) {
        SettledTerms terms =
                new SettledTerms(MarketingBasis.OPT_IN, AppliedBasis.BasisOf.NO_COUNTRY, Map.of(), null, null);
        return new Business(businessId, profile, removal, terms, Offering.ANY, null, null, null);
    }

    /**
     * @param name as people know it; null if the business never gave one
     * @param country ISO 3166-1 alpha-2; its weekends and public holidays are no business days
     * @param timeZone in which the business's days begin and end
     * @param languages of the business, the preferred one first; BCP 47
     * @param controller null if the business never named one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Profile(
            @Nullable String name,
            @Nullable String country,
            ZoneId timeZone,
            List<Locale> languages,
            @Nullable Controller controller) {

        public Profile {
            languages = List.copyOf(languages);
        }
    }

    /** @param contact a mail address, a phone number or a page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Controller(
            String legalName,
            @Nullable String address,
            @Nullable String contact,
            @Nullable String privacyNotice) {}

    /**
     * On which terms a business sends.
     *
     * @param marketingBasis its own; or, if it settled none, the one that applied when the settings were stored or told. {@link BusinessSettings#basis} has the one that applies now
     * @param marketingBasisOf who decides on the basis if the business does not; null if the basis is its own
     * @param laws of the operator alone: by the id of a row of the laws its first day, or that it is off
     * @param claims of the operator alone: whether claims count; null for {@link Claims#ACCEPTED}
     * @param gateway null for nothing of its own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SettledTerms(
            MarketingBasis marketingBasis,
            AppliedBasis.@Nullable BasisOf marketingBasisOf,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> laws,
            @Nullable Claims claims,
            @Nullable AtGateway gateway) {

        public SettledTerms {
            laws = laws == null ? Map.of() : Map.copyOf(laws);
        }
    }

    /** Whether a yes that a business says it has counts where nothing else speaks. */
    public enum Claims {
        ACCEPTED,
        /** Those that were recorded before do not count either. */
        REFUSED
    }

    /**
     * What marketing the business sends, which parts of it people can stop, and why they may want to.
     *
     * @param channel the one by which the business sends; null if it has several, or did not say
     * @param authenticationDespiteChannelOptOut whether codes to sign in may come by a channel that refuses messages of
     *     every category; null for no
     * @param reasons that people who opt out may choose; empty for the built-in ones
     * @param topics the kinds of marketing that a scope can name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Offering(
            @Nullable Channel channel,
            @Nullable Boolean authenticationDespiteChannelOptOut,
            List<OfferedReason> reasons,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Topic> topics) {

        static final Offering ANY = new Offering(null, null, List.of(), List.of());

        public Offering {
            reasons = List.copyOf(reasons);
            topics = orNone(topics);
        }
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

    public Business withWordsTakenAwayAt(@Nullable Instant at) {
        return new Business(businessId, profile, removal, terms, offering, notices, whatsapp, at);
    }

    /** In which the business's days begin and end. */
    public ZoneId timeZone() {
        return profile.timeZone;
    }

    public LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, profile.timeZone);
    }

    boolean hasOwnBasis() {
        return terms.marketingBasisOf == null;
    }

    /** Whether the country decides which agreement covers marketing. */
    public boolean hasBasisOfCountry() {
        return !hasOwnBasis() && profile.country != null;
    }

    Business with(AppliedBasis basis) {
        return with(basis.applies(), basis.why() == AppliedBasis.BasisOf.OWN ? null : basis.why());
    }

    Business with(MarketingBasis basis, AppliedBasis.@Nullable BasisOf of) {
        SettledTerms other = new SettledTerms(basis, of, terms.laws, terms.claims, terms.gateway);
        return new Business(businessId, profile, removal, other, offering, notices, whatsapp, wordsTakenAwayAt);
    }

    /** Whether a message may be an opt-out under the other settings and not under these. */
    private boolean takesWordsAwayFrom(Business before) {
        List<Locale> languages = profile.languages;
        List<Locale> earlier = before.profile.languages;
        boolean fewerLanguages = earlier.isEmpty() ? !languages.isEmpty() : !languages.containsAll(earlier);
        return fewerLanguages
                || !ofWhatsApp(WhatsApp::optOutWords).containsAll(before.ofWhatsApp(WhatsApp::optOutWords))
                || !ofWhatsApp(WhatsApp::optOutButtons).containsAll(before.ofWhatsApp(WhatsApp::optOutButtons))
                || !ofWhatsApp(WhatsApp::topicButtons).containsAll(before.ofWhatsApp(WhatsApp::topicButtons));
    }

    /** The JSON leaves empty lists out. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** A list of the WhatsApp settings; empty if there are no such settings. */
    public <T> List<T> ofWhatsApp(Function<WhatsApp, List<T>> list) {
        return whatsapp == null ? List.of() : list.apply(whatsapp);
    }

    /** Whether codes to sign in may come by a channel that refuses messages of every category. */
    public boolean letsCodesPass() {
        return Boolean.TRUE.equals(offering.authenticationDespiteChannelOptOut);
    }

    /** Whether claims count. Of the operator's own settings. */
    public boolean acceptsClaims() {
        return terms.claims() != Claims.REFUSED;
    }

    /** Whether somebody at the business hears of an opt-out: by its endpoint, or by the removal that people do. */
    public boolean hearsOfOptOuts() {
        return notices != null || removal.byHand();
    }

    public boolean hasSettings() {
        return !equals(unconfigured(businessId));
    }

    /** Whether the gateway counts this business's calls by a key of its own. */
    public boolean hasOwnKey() {
        return terms.gateway != null && Boolean.TRUE.equals(terms.gateway.ownKey);
    }

    public String displayName() {
        return profile.name == null ? businessId.value() : profile.name;
    }

    public List<String> senders() {
        return ofWhatsApp(WhatsApp::phoneNumberIds);
    }

    public Optional<OfferedReason> reason(String code) {
        return first(offering.reasons, reason -> reason.code().equals(code));
    }

    public Optional<Topic> topic(String code) {
        return first(offering.topics, topic -> topic.code().equals(code));
    }

    public Optional<MessageTemplate> template(String name) {
        return first(
                ofWhatsApp(WhatsApp::templates), template -> template.name().equals(name));
    }

    /** What is settled about one of the business's WhatsApp numbers besides that it has it. */
    public Optional<NumberLabel> numberLabel(String id) {
        return first(ofWhatsApp(WhatsApp::numberLabels), label -> label.id().equals(id));
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> isIt) {
        return all.stream().filter(isIt).findFirst();
    }

    /** @param secretName the name of the secret that signs them, and never the secret  */
    public record Notices(String url, String secretName) {}

    /**
     * The business's WhatsApp numbers, and the names of their secrets. A secret itself is never in the settings.
     *
     * @param optOutWords the business's own, besides those of its languages
     * @param optOutButtons ids or payloads of the business's own opt-out buttons
     * @param topicButtons those that stop one topic
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WhatsApp(
            List<String> phoneNumberIds,
            @Nullable String appSecretName,
            @Nullable String verifyTokenName,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> optOutWords,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> optOutButtons,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TopicButton> topicButtons,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NumberLabel> numberLabels,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MessageTemplate> templates) {

        /** The longest id or payload of a button, in characters. */
        public static final int LONGEST_BUTTON = 256;

        public WhatsApp {
            phoneNumberIds = List.copyOf(phoneNumberIds);
            optOutWords = orNone(optOutWords);
            optOutButtons = orNone(optOutButtons);
            topicButtons = orNone(topicButtons);
            numberLabels = orNone(numberLabels);
            templates = orNone(templates);
        }
    }

    /**
     * @param ownKey whether its calls are counted by a key of its own; null for no
     * @param address of the operator alone: where people reach the functions, without a slash at the end
     * @param pages of the operator alone: where the pages are, without a slash at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AtGateway(
            @Nullable Boolean ownKey,
            @Nullable String address,
            @Nullable String pages) {}

    /**
     * @param id or payload of the button
     * @param topic a code of the business's topics
     */
    public record TopicButton(String id, String topic) {}

    /**
     * @param id of the number
     * @param label such as the number as it is written in the country
     * @param category of each message from it, whatever a caller says; null if a caller's word is enough
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NumberLabel(
            String id, String label, @Nullable MessageCategory category) {}

    /**
     * @param category of each message made from it, whatever a caller says
     * @param topic a code of the business's topics; null if it has none
     * @param opens whether a message made from it introduces the business; null for no
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MessageTemplate(
            String name,
            MessageCategory category,
            @Nullable String topic,
            @Nullable Boolean opens) {

        /** The platform's limit, in characters. */
        private static final int LONGEST_NAME = 512;

        /** How an input names one. */
        public static Reading<String> naming() {
            return Values.text(LONGEST_NAME);
        }
    }

    /**
     * @param code as callers name it in a scope
     * @param labels its name for people, by language; not empty
     * @param category of each message about it, whatever a caller says; null if a caller's word is enough
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Topic(
            String code,
            Map<Locale, String> labels,
            @Nullable MessageCategory category) {

        public Topic {
            labels = Map.copyOf(labels);
        }
    }

    public record OfferedReason(String code, Map<Locale, String> labels) {

        public OfferedReason {
            labels = Map.copyOf(labels);
        }
    }

    /**
     *  How a number leaves the business's marketing list.
     *
     * @param days if people do it by hand: within how many days. The day of the request does not count
     */
    public record RemovalPolicy(Mode mode, int days, DayKind dayKind) {

        /** The strictest number of business days in a law that names one (Australia's Spam Act). */
        public static final int DEFAULT_DAYS = 5;

        /** The highest number that these laws allow (47 CFR 64.1200(a)(10), CAN-SPAM, CASL s. 11). */
        public static final int MOST_DAYS = 10;

        public static final RemovalPolicy AT_ONCE = new RemovalPolicy(Mode.AUTOMATIC, DEFAULT_DAYS, DayKind.BUSINESS);

        public enum Mode {
            /** The business's systems remove the number at once. */
            AUTOMATIC,
            /** People remove the number; a follow-up tells them. */
            MANUAL
        }

        public enum DayKind {
            BUSINESS,
            CALENDAR
        }

        public boolean byHand() {
            return mode == Mode.MANUAL;
        }
    }
}
