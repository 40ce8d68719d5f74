package consimt.business;

import consimt.answer.Problem;
import consimt.business.Business.AtGateway;
import consimt.business.Business.Claims;
import consimt.business.Business.Controller;
import consimt.business.Business.MessageTemplate;
import consimt.business.Business.Notices;
import consimt.business.Business.NumberLabel;
import consimt.business.Business.OfferedReason;
import consimt.business.Business.Offering;
import consimt.business.Business.Profile;
import consimt.business.Business.RemovalPolicy;
import consimt.business.Business.RemovalPolicy.DayKind;
import consimt.business.Business.RemovalPolicy.Mode;
import consimt.business.Business.SettledTerms;
import consimt.business.Business.Topic;
import consimt.business.Business.TopicButton;
import consimt.business.Business.WhatsApp;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.business.MarketingBasis.AppliedBasis.BasisOf;
import consimt.form.Fields;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.ledger.StatedWish.StatedReason;
import consimt.relation.BusinessId;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import consimt.runtime.PackagedFile;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class BusinessForm {

    static final String ID = "businessId";

    private static final int MOST_LANGUAGES = 20;
    private static final int MOST_REASONS = 20;
    /** One transaction of the store must hold all new numbers and all given up ones (100 items). */
    private static final int LONGEST_NUMBER_LABEL = 40;

    private static final int MOST_NUMBERS = 40;

    private static final int MOST_OPT_OUTS = 50;

    private static final int MOST_TEMPLATES = 500;

    private static final String OF_OPERATOR = "is for the operator's own settings";

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_OF_CONTROLLER = 300;
    private static final int MOST_TOPICS = 20;
    private static final int LONGEST_LABEL = 80;
    private static final int LONGEST_WORD = 40;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+/-]{1,64}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final Pattern LAW = Pattern.compile("[A-Z0-9-]{1,40}");
    private static final Pattern LAW_DAY = Pattern.compile(RevocationRow.OFF + "|[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,256}");
    private static final Pattern NUMBER_ID = Pattern.compile("[0-9]{1,32}");
    private static final Pattern ADDRESS = Pattern.compile("https://[^/?#\\s]+(/[^/?#\\s]+)*");
    private static final Pattern URL = Pattern.compile("https?://.+");
    private static final Pattern PAGE = Pattern.compile("https://[!-~]+");
    private static final int LONGEST_URL = 2_048;
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{Nd}]");

    private BusinessForm() {}

    /**
     *  What an input says of the marketing basis. Settings that a caller read can be sent back as they are: then {@code marketingBasisOf} says that the basis beside it is not the business's own.
     *
     * @param of null if the input does not say whose it is
     */
    record BasisForm(
            @Nullable MarketingBasis basis, @Nullable BasisOf of) {

        private SettledTerms terms(Map<String, String> laws, @Nullable Claims claims, @Nullable AtGateway gateway) {
            return basis == null || isOfCountry()
                    ? new SettledTerms(MarketingBasis.OPT_IN, BasisOf.COUNTRY, laws, claims, gateway)
                    : new SettledTerms(basis, null, laws, claims, gateway);
        }

        private boolean isOfCountry() {
            return of != null && of != BasisOf.OWN;
        }

        boolean leaves() {
            return basis == null && !isOfCountry();
        }

        /** Whether the input names a basis and, beside it, gives the choice to the country, which has another one. */
        boolean isOverruledBy(AppliedBasis applied) {
            return isOfCountry() && basis != null && basis != applied.applies();
        }
    }

    /** @param business where it has no basis of its own, the country's is still to be found */
    record SettingsForm(Business business, BasisForm basis) {}

    /**  The functions may read no secrets but those below these names.  */
    static @Nullable SettingsForm from(
            Fields in, String whatsAppSecrets, String noticeSecrets, NoticeEndpoints endpoints, BusinessId operator) {
        var businessId = in.required(ID, BusinessId.reading());
        var name = in.required("name", Values.text(LONGEST_NAME));
        var country = in.required(
                "country",
                Values.matching(
                        COUNTRY, 2, "must be a country code like RO", code -> COUNTRIES.contains(code) ? code : null));
        var timeZone = in.optional(
                "timeZone", Values.matching(ZONE, 64, "must be a time zone like Europe/Bucharest", ZoneId::of));
        var languages = in.list("languages", Values.listOfDifferent(Values.locale(), MOST_LANGUAGES));
        var controller = in.optional("controller", Values.object(BusinessForm::controller));
        var removal = in.required("removal", Values.object(BusinessForm::removal));
        var marketingBasis = in.optional("marketingBasis", Values.oneOf(MarketingBasis.class));
        var marketingBasisOf = in.optional("marketingBasisOf", Values.oneOf(BasisOf.class));
        var channel = in.optional("channel", AskedScope.channelReading());
        boolean codesPass = in.isTrue("authenticationDespiteChannelOptOut");
        var reasons = in.list(
                "reasons",
                Values.listOfDifferent(Values.object(BusinessForm::reason), MOST_REASONS, OfferedReason::code));
        var topics =
                in.list("topics", Values.listOfDifferent(Values.object(BusinessForm::topic), MOST_TOPICS, Topic::code));
        var notices = in.optional("notices", Values.object(given -> notices(given, noticeSecrets, endpoints)));
        var whatsapp = in.optional("whatsapp", Values.object(given -> whatsapp(given, whatsAppSecrets)));
        var laws = in.optional("laws", laws(), Map.of());
        var claims = in.optional("claims", Values.oneOf(Claims.class));
        boolean isOperator = operator.equals(businessId);
        boolean isBusiness = businessId != null && !isOperator;
        var gateway = in.optional("gateway", Values.object(given -> gateway(given, isOperator, isBusiness)));
        in.notAllowed("laws", isBusiness, OF_OPERATOR);
        in.notAllowed("claims", isBusiness, OF_OPERATOR);
        Set<String> codes = topics.stream().map(Topic::code).collect(Collectors.toSet());
        if (whatsapp != null) {
            namesTopics(in, "topicButtons", whatsapp.topicButtons().stream().map(TopicButton::topic), codes);
            namesTopics(
                    in,
                    "templates",
                    whatsapp.templates().stream().flatMap(one -> Stream.ofNullable(one.topic())),
                    codes);
        }
        if (businessId == null || name == null || country == null || removal == null) {
            return null;
        }
        var basis = new BasisForm(marketingBasis, marketingBasisOf);
        Business business = new Business(
                businessId,
                new Profile(name, country, timeZone == null ? TimeZones.of(country) : timeZone, languages, controller),
                removal,
                basis.terms(laws, claims, gateway),
                new Offering(channel, codesPass ? true : null, reasons, topics),
                notices,
                whatsapp,
                null);
        return new SettingsForm(business, basis);
    }

    private static void namesTopics(Fields in, String field, Stream<String> named, Set<String> codes) {
        if (!named.allMatch(codes::contains)) {
            in.problem("whatsapp." + field, Problem.Code.UNKNOWN_VALUE, "names a topic that is not in topics");
        }
    }

    private static Reading<Map<String, String>> laws() {
        Set<String> ids = Laws.ofThisRelease().ids();
        return Values.mapOf(
                Values.matching(LAW, 40, "must be the id of a row of the laws", id -> ids.contains(id) ? id : null),
                Values.matching(
                        LAW_DAY,
                        10,
                        "must be a day like 2027-01-31, or OFF",
                        day -> day.equals(RevocationRow.OFF)
                                ? day
                                : LocalDate.parse(day).toString()),
                ids.size());
    }

    private static @Nullable Controller controller(Fields in) {
        var legalName = in.required("legalName", Values.text(LONGEST_OF_CONTROLLER));
        var address = in.optional("address", Values.text(LONGEST_OF_CONTROLLER));
        var contact = in.optional("contact", Values.text(LONGEST_OF_CONTROLLER));
        var privacyNotice =
                in.optional("privacyNotice", Values.matching(PAGE, LONGEST_URL, "must be an https address"));
        return legalName == null ? null : new Controller(legalName, address, contact, privacyNotice);
    }

    private static @Nullable RemovalPolicy removal(Fields in) {
        var mode = in.required("mode", Values.oneOf(Mode.class));
        int days = in.optional("days", Values.whole(1, RemovalPolicy.MOST_DAYS), RemovalPolicy.DEFAULT_DAYS);
        DayKind dayKind = in.optional("dayKind", Values.oneOf(DayKind.class), DayKind.BUSINESS);
        return mode == null ? null : new RemovalPolicy(mode, days, dayKind);
    }

    private static @Nullable OfferedReason reason(Fields in) {
        var code = in.required(
                "code", Values.matching(CODE, 40, "must be capital letters, digits and _, with a letter first"));
        if (StatedReason.DECLINED.equals(code)) {
            in.problem("code", Problem.Code.NOT_ALLOWED, "is the word for a person who does not say why");
        }
        var labels = in.required("labels", labels());
        return code == null || labels == null ? null : new OfferedReason(code, labels);
    }

    private static @Nullable Topic topic(Fields in) {
        var code = in.required("code", topicCode());
        var labels = in.required("labels", labels());
        var category = in.optional("category", category());
        return code == null || labels == null ? null : new Topic(code, labels, category);
    }

    private static @Nullable TopicButton topicButton(Fields in) {
        var id = in.required("id", Values.text(WhatsApp.LONGEST_BUTTON));
        var topic = in.required("topic", topicCode());
        return id == null || topic == null ? null : new TopicButton(id, topic);
    }

    private static @Nullable NumberLabel numberLabel(Fields in) {
        var id = in.required("id", numberId());
        var label = in.required("label", Values.text(LONGEST_NUMBER_LABEL));
        var category = in.optional("category", category());
        return id == null || label == null ? null : new NumberLabel(id, label, category);
    }

    private static @Nullable MessageTemplate template(Fields in) {
        var name = in.required("name", MessageTemplate.naming());
        var category = in.required("category", category());
        var topic = in.optional("topic", topicCode());
        boolean opens = in.isTrue("opens");
        return name == null || category == null
                ? null
                : new MessageTemplate(name, category, topic, opens ? true : null);
    }

    /** A call has no template, and is about the topic that it is about. */
    private static Reading<MessageCategory> category() {
        return Values.oneOf(MessageCategory.class, category -> category != MessageCategory.CALL);
    }

    private static Reading<String> numberId() {
        return Values.matching(NUMBER_ID, 32, "must be a phone number id, digits only");
    }

    private static Reading<String> topicCode() {
        return Values.matching(
                Scope.TOPIC,
                Scope.LONGEST_PART,
                "must be small letters, digits, _ and -, with a letter or a digit first");
    }

    /** No business calls with the operator's id, so the operator needs no key. */
    private static AtGateway gateway(Fields in, boolean isOperator, boolean isBusiness) {
        boolean hasOwnKey = in.isTrue("ownKey");
        var address = in.optional("address", address());
        var pages = in.optional("pages", address());
        in.notAllowed("ownKey", isOperator, "is for the settings of a business");
        in.notAllowed("address", isBusiness, OF_OPERATOR);
        in.notAllowed("pages", isBusiness, OF_OPERATOR);
        return new AtGateway(hasOwnKey ? true : null, address, pages);
    }

    private static Reading<String> address() {
        return Values.matching(ADDRESS, LONGEST_URL, "must be an https address without a slash at the end");
    }

    private static @Nullable Notices notices(Fields in, String secrets, NoticeEndpoints endpoints) {
        var url = in.required(
                "url",
                Values.matching(
                        URL, LONGEST_URL, "must be an https address", text -> endpoints.isUrl(text) ? text : null));
        var secretName = in.required("secretName", secretNameBelow(secrets));
        return url == null || secretName == null ? null : new Notices(url, secretName);
    }

    private static @Nullable WhatsApp whatsapp(Fields in, String secrets) {
        var numbers = in.required("phoneNumberIds", Values.listOfDifferent(numberId(), MOST_NUMBERS));
        var appSecretName = in.optional("appSecretName", secretNameBelow(secrets));
        var verifyTokenName = in.optional("verifyTokenName", secretNameBelow(secrets));
        var optOutWords = in.list("optOutWords", Values.listOfDifferent(word(), MOST_OPT_OUTS));
        var optOutButtons =
                in.list("optOutButtons", Values.listOfDifferent(Values.text(WhatsApp.LONGEST_BUTTON), MOST_OPT_OUTS));
        var topicButtons = in.list(
                "topicButtons",
                Values.listOfDifferent(Values.object(BusinessForm::topicButton), MOST_OPT_OUTS, TopicButton::id));
        var numberLabels = in.list(
                "numberLabels",
                Values.listOfDifferent(Values.object(BusinessForm::numberLabel), MOST_NUMBERS, NumberLabel::id));
        var templates = in.list(
                "templates",
                Values.listOfDifferent(Values.object(BusinessForm::template), MOST_TEMPLATES, MessageTemplate::name));
        return numbers == null
                ? null
                : new WhatsApp(
                        numbers,
                        appSecretName,
                        verifyTokenName,
                        optOutWords,
                        optOutButtons,
                        topicButtons,
                        numberLabels,
                        templates);
    }

    private static Reading<String> secretNameBelow(String above) {
        return Values.matching(
                SECRET_NAME,
                256,
                "must be the name of a secret that begins with " + above + "/",
                name -> name.startsWith(above + "/") ? name : null);
    }

    /**
     * An opt-out word. Messages are compared without punctuation and emoji, so a word made of these would never match.
     */
    private static Reading<String> word() {
        return (value, at) -> {
            String text = Values.text(LONGEST_WORD).read(value, at);
            return text == null || LETTER_OR_DIGIT.matcher(text).find()
                    ? text
                    : at.invalid("must have a letter or a digit");
        };
    }

    private static Reading<Map<Locale, String>> labels() {
        return Values.mapOf(Values.locale(), Values.text(LONGEST_LABEL), MOST_LANGUAGES);
    }

    /** The time zone of a business that gave only its country. */
    static final class TimeZones {

        private static final String FILE = "time-zones.properties";

        private TimeZones() {}

        /** @param country ISO 3166-1 alpha-2 */
        static ZoneId of(String country) {
            return ZoneId.of(table().getProperty(country, "UTC"));
        }

        /** Not cached, because a business is configured seldom. */
        static Properties table() {
            return PackagedFile.read(TimeZones.class, FILE, file -> {
                Properties zones = new Properties();
                zones.load(file);
                return zones;
            });
        }
    }
}
