package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.record.Recorders;
import consimt.record.Statement;
import consimt.relation.EntryId;
import consimt.relation.MarkKind;
import consimt.relation.UserId;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The permission table of the contract, row by row, asked through the function. */
class PermissionTableTest {

    private static final World WORLD = World.fresh();

    private static final EntryId FIRST = EntryId.ofWhatsAppMessage("suspected-1");
    private static final EntryId SECOND = EntryId.ofWhatsAppMessage("suspected-2");

    static {
        for (String basis : List.of("CONVERSATION", "EXPRESSED", "OPT_IN")) {
            WORLD.call(
                    "configure-business",
                    "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'marketingBasis':'%1$s'}",
                    basis);
        }
    }

    private static final String TABLE = """
            # what happened             | marketing basis | MARKETING              | UTILITY, AUTHENTICATION | SERVICE               | MESSAGE_TO_BUSINESS | GROUP, PROFILE, CATALOGUE
            # --- the person blocked the business
            blocked                     | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            continued blocked           | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            contacted blocked           | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            continued out blocked       | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            continued blocked wrote     | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            blocked in                  | OPT_IN          | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            reported-and-blocked        | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            # --- opted out of marketing
            continued out               | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            wrote out                   | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued in out            | OPT_IN          | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            contacted out               | CONVERSATION    | MARKETING_OPTED_OUT    | AWAITING_DECISION       | AWAITING_DECISION      | ALLOWED         | ALLOWED
            out                         | CONVERSATION    | MARKETING_OPTED_OUT    | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            out continued               | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            # --- an opt-out by a message is no agreement, and may be answered for a day
            said-stop                   | CONVERSATION    | MARKETING_OPTED_OUT    | FIRST_CONTACT_REQUIRED  | ALLOWED                | ALLOWED         | ALLOWED
            said-stop a-day             | CONVERSATION    | MARKETING_OPTED_OUT    | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            said-stop a-day said-stop   | CONVERSATION    | MARKETING_OPTED_OUT    | FIRST_CONTACT_REQUIRED  | ALLOWED                | ALLOWED         | ALLOWED
            said-stop a-day out         | CONVERSATION    | MARKETING_OPTED_OUT    | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            said-stop suspected         | CONVERSATION    | MARKETING_OPTED_OUT    | FIRST_CONTACT_REQUIRED  | ALLOWED                | ALLOWED         | ALLOWED
            contacted said-stop         | CONVERSATION    | MARKETING_OPTED_OUT    | AWAITING_DECISION       | AWAITING_DECISION      | ALLOWED         | ALLOWED
            wrote said-stop             | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued said-stop         | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            said-stop wrote             | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            said-stop in                | OPT_IN          | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            said-stop blocked           | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            # --- a no to all messages by SMS: a message of which no channel is known may be one
            continued no-sms            | CONVERSATION    | MARKETING_OPTED_OUT    | CHANNEL_OPTED_OUT       | CHANNEL_OPTED_OUT      | ALLOWED         | ALLOWED
            wrote no-sms                | EXPRESSED       | MARKETING_OPTED_OUT    | CHANNEL_OPTED_OUT       | CHANNEL_OPTED_OUT      | ALLOWED         | ALLOWED
            no-sms                      | CONVERSATION    | MARKETING_OPTED_OUT    | CHANNEL_OPTED_OUT       | CHANNEL_OPTED_OUT      | ALLOWED         | ALLOWED
            suspected no-sms            | CONVERSATION    | MARKETING_OPTED_OUT    | CHANNEL_OPTED_OUT       | CHANNEL_OPTED_OUT      | ALLOWED         | ALLOWED
            no-sms continued            | CONVERSATION    | MARKETING_OPTED_OUT    | CHANNEL_OPTED_OUT       | CHANNEL_OPTED_OUT      | ALLOWED         | ALLOWED
            no-sms blocked              | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            no-sms in                   | OPT_IN          | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            # --- a message that may be a refusal, and nobody has decided
            continued suspected         | CONVERSATION    | REFUSAL_SUSPECTED      | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            wrote suspected             | EXPRESSED       | REFUSAL_SUSPECTED      | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            in suspected                | OPT_IN          | REFUSAL_SUSPECTED      | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            suspected continued         | CONVERSATION    | REFUSAL_SUSPECTED      | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            suspected wrote             | CONVERSATION    | REFUSAL_SUSPECTED      | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            contacted suspected         | CONVERSATION    | REFUSAL_SUSPECTED      | AWAITING_DECISION       | AWAITING_DECISION      | ALLOWED         | ALLOWED
            suspected                   | CONVERSATION    | REFUSAL_SUSPECTED      | FIRST_CONTACT_REQUIRED  | ALLOWED                | ALLOWED         | ALLOWED
            suspected a-day             | CONVERSATION    | REFUSAL_SUSPECTED      | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            suspected cleared           | CONVERSATION    | FIRST_CONTACT_REQUIRED | FIRST_CONTACT_REQUIRED  | ALLOWED                | ALLOWED         | ALLOWED
            suspected again cleared     | CONVERSATION    | REFUSAL_SUSPECTED      | FIRST_CONTACT_REQUIRED  | ALLOWED                | ALLOWED         | ALLOWED
            continued suspected out     | CONVERSATION    | MARKETING_OPTED_OUT    | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            suspected blocked           | CONVERSATION    | BLOCKED_BY_USER        | BLOCKED_BY_USER         | BLOCKED_BY_USER        | BLOCKED_BY_USER | ALLOWED
            # --- first contact made, no decision yet
            contacted                   | CONVERSATION    | AWAITING_DECISION      | AWAITING_DECISION       | AWAITING_DECISION      | ALLOWED         | ALLOWED
            contacted reported          | CONVERSATION    | AWAITING_DECISION      | AWAITING_DECISION       | AWAITING_DECISION      | ALLOWED         | ALLOWED
            contacted blocked unblocked | CONVERSATION    | AWAITING_DECISION      | AWAITING_DECISION       | AWAITING_DECISION      | ALLOWED         | ALLOWED
            # --- never in contact
            nothing                     | CONVERSATION    | FIRST_CONTACT_REQUIRED | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            blocked unblocked           | CONVERSATION    | FIRST_CONTACT_REQUIRED | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            reported                    | CONVERSATION    | FIRST_CONTACT_REQUIRED | FIRST_CONTACT_REQUIRED  | FIRST_CONTACT_REQUIRED | ALLOWED         | ALLOWED
            # --- accepted, and marketing not covered by the business's basis
            wrote                       | EXPRESSED       | NO_MARKETING_CONSENT   | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            wrote                       | OPT_IN          | NO_MARKETING_CONSENT   | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued                   | OPT_IN          | NO_MARKETING_CONSENT   | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            # --- accepted
            wrote                       | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued                   | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            contacted continued         | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            contacted wrote             | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued                   | EXPRESSED       | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            wrote continued             | EXPRESSED       | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            in                          | EXPRESSED       | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            in                          | OPT_IN          | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            out in                      | OPT_IN          | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued suspected cleared | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            cleared-before suspected continued | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            suspected in                | OPT_IN          | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            continued blocked unblocked | CONVERSATION    | ALLOWED                | ALLOWED                 | ALLOWED                | ALLOWED         | ALLOWED
            """;

    /** What a business may that settled no marketing basis of its own, in November 2026. */
    private static final String DEFAULTS = """
            # country of the business          | basis        | the person wrote     | the person continued | the person opted in
            # --- prior consent is the law
            AT BE BG CY CZ DE DK EE ES         | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            FI FR GR HR HU IE IT LT LU         | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            LV MT NL PL PT RO SE SI SK         | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            AX GF GP MF MQ RE YT               | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            IS LI NO GB CH                     | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            CA AU NZ ZA IL TR GE SA            | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            JP KR CN IN US                     | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            # --- no country is settled
            none                               | OPT_IN       | NO_MARKETING_CONSENT | NO_MARKETING_CONSENT | ALLOWED
            # --- no such law is known to this release
            BR CL MX SG AQ                     | CONVERSATION | ALLOWED              | ALLOWED              | ALLOWED
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = DEFAULTS)
    void aBusinessThatSettledNoBasisHasThatOfItsCountry(
            String countries, String basis, String wrote, String continued, String optedIn) {
        for (String country : countries.split(" ")) {
            String business = "in-" + country;
            if (!country.equals("none")) {
                WORLD.settle(business, "'country':'%s'", country);
            }
            assertEquals(
                    List.of(basis, wrote, continued, optedIn),
                    List.of(
                            WORLD.text("/basis/applies", "configure-business", "{'businessId':'%s'}", business),
                            askedForMarketingAfter("wrote", business),
                            askedForMarketingAfter("continued", business),
                            askedForMarketingAfter("in", business)),
                    country);
        }
    }

    private static String askedForMarketingAfter(String step, String business) {
        String person = World.somebody();
        happens(step, person, business);
        return ask("'category':'MARKETING'", person, business);
    }

    @ParameterizedTest(name = "{0}, at a business whose marketing basis is {1}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void firstMatchingRuleAnswers(
            String happened,
            String basis,
            String marketing,
            String utility,
            String service,
            String toBusiness,
            String elsewhere) {
        String person = World.somebody();
        for (String step : happened.split(" ")) {
            WORLD.clock.pass(Duration.ofMillis(1));
            happens(step, person, basis);
        }
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("'category':'MARKETING'", marketing);
        expected.put("'category':'UTILITY'", utility);
        expected.put("'interaction':'MESSAGE_TO_USER','category':'AUTHENTICATION'", utility);
        expected.put("'category':'SERVICE'", service);
        expected.put("'interaction':'MESSAGE_TO_BUSINESS'", toBusiness);
        expected.put("'interaction':'GROUP_MESSAGE'", elsewhere);
        expected.put("'interaction':'VIEW_PROFILE'", elsewhere);
        expected.put("'interaction':'VIEW_CATALOGUE'", elsewhere);

        Map<String, String> answered = new LinkedHashMap<>();
        expected.keySet().forEach(asked -> answered.put(asked, ask(asked, person, basis)));
        assertEquals(expected, answered);
    }

    /**
     * A first contact is refused for what a check of marketing without a scope names, but not for a lack of contact or
     * consent. A conversation that the person agreed to is open.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void aFirstContactIsRefusedForWhatACheckOfMarketingNames(
            String happened, String basis, String marketing, String utility) {
        for (boolean hasTwoIds : List.of(false, true)) {
            String person = World.somebody();
            String asked = hasTwoIds ? "RO." + person : person;
            for (String step : happened.split(" ")) {
                WORLD.clock.pass(Duration.ofMillis(1));
                happens(step, person, basis);
            }
            if (hasTwoIds) {
                WORLD.move("change", basis, person, asked);
            }
            boolean hasAgreed = happened.matches(".*\\b(wrote|continued)\\b.*");
            String expected = utility.equals("ALLOWED") || utility.equals("CHANNEL_OPTED_OUT") && hasAgreed
                    ? "ALREADY_OPEN"
                    : marketing.equals("FIRST_CONTACT_REQUIRED") ? "FIRST_CONTACT" : marketing;
            JsonNode answer = WORLD.call("open-conversation", "{'userId':'%s','businessId':'%s'}", asked, basis);
            assertEquals(
                    expected,
                    answer.get(answer.has("reason") ? "reason" : "outcome").textValue());
        }
    }

    @Test
    void theRulesStandInThisOrder() {
        assertEquals(
                List.of(Permission.Reason.values()),
                Rules.IN_ORDER.stream().map(Rules.Rule::reason).toList());
    }

    @Test
    void answersComeInTheOrderAskedWithSince() {
        String blocked = World.somebody();
        String unknown = World.somebody();
        happens("blocked", blocked, "CONVERSATION");
        JsonNode answer = WORLD.call(
                "check-permission",
                "{'businessId':'CONVERSATION','userIds':['%s','%s','%1$s'],'category':'SERVICE'}",
                blocked,
                unknown);
        String refused =
                "{'userId':'%s','permission':'REFUSED','reason':'BLOCKED_BY_USER','since':'%s','decidedBy':'PERSON','remedy':'NONE'}"
                        .formatted(blocked, WORLD.clock.instant());
        assertEquals(
                World.tree(
                        "{'outcome':'CHECKED','results':[%s,{'userId':'%s','permission':'REFUSED','reason':'FIRST_CONTACT_REQUIRED','decidedBy':'NOBODY','remedy':'OPEN_CONVERSATION'},%1$s],'judgedAt':'%s'}",
                        refused, unknown, WORLD.clock.instant()),
                answer);
    }

    private static void happens(String step, String person, String business) {
        String who = "'userId':'%s','businessId':'%s'".formatted(person, business);
        String decision = "{%s,'decision':'%s'}";
        JsonNode answer = switch (step) {
            case "nothing" -> World.tree("{'outcome':'RECORDED'}");
            case "contacted" -> WORLD.call("open-conversation", "{%s}", who);
            case "continued" -> WORLD.call("decide-consent", decision, who, "CONTINUE");
            case "wrote" -> WORLD.call("decide-consent", decision, who, "MESSAGE_SENT");
            case "said-stop" -> WORLD.call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'STOP'}", who);
            case "blocked" -> WORLD.call("decide-consent", decision, who, "BLOCK");
            case "unblocked" -> WORLD.call("decide-consent", decision, who, "UNBLOCK");
            case "reported" -> WORLD.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who);
            case "reported-and-blocked" ->
                WORLD.call(
                        "decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true}", who);
            case "suspected" -> suspected(person, business, FIRST);
            case "again" -> suspected(person, business, SECOND);
            case "cleared", "cleared-before" ->
                held(Recorders.cleared(
                        FIRST, new UserId(person), World.relation(person, business), WORLD.clock.instant()));
            case "a-day" -> {
                WORLD.clock.pass(Duration.ofDays(1));
                yield World.tree("{'outcome':'RECORDED'}");
            }
            case "out" -> WORLD.call("request-opt-out", "{%s}", who);
            case "no-sms" -> WORLD.call("request-opt-out", "{%s,'scope':{'channel':'sms'},'categories':'ALL'}", who);
            case "in" -> WORLD.call("request-opt-in", "{%s}", who);
            default -> throw new IllegalArgumentException(step);
        };
        String outcome = answer.get("outcome").textValue();
        if (!Arrays.asList("RECORDED", "UNCHANGED", "SUPERSEDED", "FIRST_CONTACT")
                .contains(outcome)) {
            throw new IllegalStateException(step + " was " + answer);
        }
    }

    private static JsonNode suspected(String person, String business, EntryId message) {
        return held(Recorders.suspected(message, World.relation(person, business), WORLD.clock.instant()));
    }

    private static JsonNode held(Statement statement) {
        return World.tree("{'outcome':'%s'}", WORLD.recorder.record(statement).outcome());
    }

    private static String ask(String asked, String person, String business) {
        return WORLD.may("'userId':'%s','businessId':'%s',%s", person, business, asked);
    }

    /** A mark that protects and that no rule asks for would protect from nothing. */
    @Test
    void everyProtectiveMarkHasItsRule() {
        Set<MarkKind> asked =
                Rules.IN_ORDER.stream().flatMap(rule -> rule.marks().stream()).collect(Collectors.toSet());
        assertTrue(asked.containsAll(MarkKind.PROTECTIVE), asked::toString);
        assertEquals(Permission.Reason.values().length, Rules.IN_ORDER.size());
    }
}
