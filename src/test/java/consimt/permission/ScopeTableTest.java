package consimt.permission;

import static consimt.kit.World.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which marketing is refused after which wishes, row by row, asked through the function. The business has two WhatsApp
 * numbers ({@code wa1}, {@code wa2}), the topics {@code offers}, {@code news} and {@code parcels}, and sends by other
 * channels too. {@code out:X} is an opt-out of X, {@code stop:X} one of all categories by its channel, {@code in:X} an
 * opt-in to X, each later than the one before.
 */
class ScopeTableTest {

    private static final World WORLD = World.fresh();

    private static final Map<String, String> PARTS = Map.of(
            "wa", "'channel':'whatsapp'",
            "wa1", "'channel':'whatsapp','sender':'111'",
            "wa2", "'channel':'whatsapp','sender':'222'",
            "sms", "'channel':'sms'",
            "email", "'channel':'email'",
            "voice", "'channel':'voice'",
            "push", "'channel':'push'",
            "offers", "'topic':'offers'",
            "news", "'topic':'news'",
            "parcels", "'topic':'parcels'");

    static {
        for (String country : List.of("BR", "US")) {
            for (String basis : List.of("CONVERSATION", "OPT_IN")) {
                WORLD.call(
                        "configure-business",
                        "{'businessId':'%s-%s','name':'A','country':'%1$s','removal':{'mode':'AUTOMATIC'},"
                                + "'marketingBasis':'%2$s','whatsapp':{'phoneNumberIds':['%s1','%3$s2']},'topics':["
                                + "{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}},"
                                + "{'code':'parcels','labels':{'en':'Parcels'}}]}",
                        country,
                        basis,
                        numbers(country + "-" + basis));
            }
        }
    }

    private static final String TABLE = """
            # what the person said                   | the message       | answer
            # --- a stop at one number, and a resume at the other
            continued out:wa1                        | wa1               | MARKETING_OPTED_OUT
            continued out:wa1                        | wa2               | ALLOWED
            continued out:wa1                        | sms               | ALLOWED
            continued out:wa1 in:wa2                 | wa1               | MARKETING_OPTED_OUT
            continued out:wa1 in:wa2                 | wa2               | ALLOWED
            continued out:wa1 in:wa1                 | wa1               | ALLOWED
            continued out:wa1 in:wa                  | wa1               | ALLOWED
            continued out:wa1 in:all                 | wa1               | ALLOWED
            continued in:wa1 out:wa1                 | wa1               | MARKETING_OPTED_OUT
            # --- all stopped, and the one number resumed
            continued out:all                        | wa1               | MARKETING_OPTED_OUT
            continued out:all in:wa1                 | wa1               | ALLOWED
            continued out:all in:wa1                 | wa1+offers        | ALLOWED
            continued out:all in:wa1                 | wa2               | MARKETING_OPTED_OUT
            continued out:all in:wa1                 | wa                | MARKETING_OPTED_OUT
            continued out:all in:wa1 out:all         | wa1               | MARKETING_OPTED_OUT
            # --- all stopped, and one topic asked for again
            continued out:all in:offers              | offers            | ALLOWED
            continued out:all in:offers              | sms+offers        | ALLOWED
            continued out:all in:offers              | news              | MARKETING_OPTED_OUT
            continued out:all in:offers              | sms               | MARKETING_OPTED_OUT
            continued out:all in:offers out:offers   | sms+offers        | MARKETING_OPTED_OUT
            # --- a topic stopped, and its channel opted in
            continued out:offers in:sms              | sms+offers        | MARKETING_OPTED_OUT
            continued out:offers in:sms              | sms+news          | ALLOWED
            continued out:offers in:sms              | sms               | MARKETING_OPTED_OUT
            continued out:sms in:offers              | sms+offers        | MARKETING_OPTED_OUT
            continued out:sms in:sms+offers          | sms+offers        | ALLOWED
            continued out:sms in:sms+offers          | sms+news          | MARKETING_OPTED_OUT
            continued out:sms+offers in:sms          | sms+offers        | ALLOWED
            continued out:sms+offers in:offers       | sms+offers        | ALLOWED
            continued out:sms out:offers in:sms      | sms+offers        | MARKETING_OPTED_OUT
            continued out:sms out:offers in:sms      | sms+news          | ALLOWED
            # --- a message of which the caller does not say all
            continued out:offers                     | all               | MARKETING_OPTED_OUT
            continued out:offers                     | sms               | MARKETING_OPTED_OUT
            continued out:sms                        | offers            | MARKETING_OPTED_OUT
            continued out:sms                        | all               | MARKETING_OPTED_OUT
            continued out:wa1                        | wa                | MARKETING_OPTED_OUT
            continued out:wa1                        | all               | MARKETING_OPTED_OUT
            continued out:wa1 in:wa                  | wa                | ALLOWED
            continued out:wa1 in:wa                  | all               | ALLOWED
            continued out:wa1 in:wa1                 | all               | ALLOWED
            continued out:offers in:all              | all               | ALLOWED
            continued out:sms out:email in:sms       | all               | MARKETING_OPTED_OUT
            # --- what the business does not have counts as left out
            continued out:offers                     | unknown-topic     | MARKETING_OPTED_OUT
            continued out:unknown-topic              | news              | MARKETING_OPTED_OUT
            continued out:wa1                        | unknown-number    | MARKETING_OPTED_OUT
            continued out:unknown-number             | wa2               | MARKETING_OPTED_OUT
            continued out:unknown-number             | sms               | ALLOWED
            continued out:unknown-channel            | sms               | MARKETING_OPTED_OUT
            # --- an opt-out of one part too many is one of all, and the other wishes stay as they are
            continued out:wa1 out:wa2 out:sms out:email out:push out:news               | offers+voice | ALLOWED
            continued out:wa1 out:wa2 out:sms out:email out:push out:news out:parcels   | offers+voice | MARKETING_OPTED_OUT
            continued in:wa1 in:wa2 in:sms in:email in:push in:news out:parcels         | wa1          | MARKETING_OPTED_OUT
            continued out:wa1 out:wa2 out:sms out:email out:push out:news out:parcels in:news | news+voice | MARKETING_OPTED_OUT
            continued out:wa1 out:wa2 out:sms out:email out:push in:news out:parcels in:all | wa1      | ALLOWED
            """;

    @ParameterizedTest(name = "{0}: is {1} allowed?")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void anOptOutRefusesWhatItCovers(String said, String message, String answer) {
        String person = after(said, "BR-CONVERSATION");
        assertEquals(answer, reason(ask(person, "BR-CONVERSATION", "MARKETING", message, "")));
    }

    private static final String CALLS = """
            # what the person said        | call   | sales call
            continued                     | ALLOWED          | ALLOWED
            continued out:voice           | CALLS_OPTED_OUT  | MARKETING_OPTED_OUT
            continued out:voice+offers    | CALLS_OPTED_OUT  | MARKETING_OPTED_OUT
            continued out:all             | ALLOWED          | MARKETING_OPTED_OUT
            continued out:sms             | ALLOWED          | ALLOWED
            continued out:voice in:voice  | ALLOWED          | ALLOWED
            continued out:voice in:all    | ALLOWED          | ALLOWED
            continued out:voice in:sms    | CALLS_OPTED_OUT  | MARKETING_OPTED_OUT
            continued out:voice blocked   | BLOCKED_BY_USER  | BLOCKED_BY_USER
            out:voice                     | CALLS_OPTED_OUT  | MARKETING_OPTED_OUT
            nothing                       | FIRST_CONTACT_REQUIRED | FIRST_CONTACT_REQUIRED
            continued out:wa1 out:wa2 out:sms out:email out:push out:news out:voice | CALLS_OPTED_OUT | MARKETING_OPTED_OUT
            """;

    @ParameterizedTest(name = "{0}: may the business call?")
    @CsvSource(delimiter = '|', textBlock = CALLS)
    void callsHaveARuleOfTheirOwn(String said, String call, String salesCall) {
        String person = after(said, "BR-CONVERSATION");
        assertEquals(call, reason(ask(person, "BR-CONVERSATION", "CALL", "all", "")));
        assertEquals(call, reason(ask(person, "BR-CONVERSATION", "CALL", "voice", "")));
        assertEquals(salesCall, reason(ask(person, "BR-CONVERSATION", "MARKETING", "voice", "")));
        assertEquals(
                said.contains("blocked")
                        ? "BLOCKED_BY_USER"
                        : said.contains("continued") ? "ALLOWED" : "FIRST_CONTACT_REQUIRED",
                reason(ask(person, "BR-CONVERSATION", "UTILITY", "voice", "")));
    }

    private static final String BY_CHANNEL = """
            # what the person said              | the message  | MARKETING           | UTILITY, AUTHENTICATION, SERVICE | CALL
            continued stop:sms                  | sms          | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms                  | email        | ALLOWED             | ALLOWED           | ALLOWED
            continued stop:sms                  | wa1          | ALLOWED             | ALLOWED           | ALLOWED
            continued stop:sms                  | all          | MARKETING_OPTED_OUT | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms                  | offers       | MARKETING_OPTED_OUT | CHANNEL_OPTED_OUT | ALLOWED
            # --- sender and topic are left out for the other categories
            continued stop:sms+offers           | sms+news     | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:wa1                  | wa2          | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:wa1                  | number2      | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:wa1                  | sms          | ALLOWED             | ALLOWED           | ALLOWED
            # --- calls keep their rule
            continued stop:voice                | voice        | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT
            continued stop:voice+offers in:voice+offers | voice | CHANNEL_OPTED_OUT  | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT
            # --- without a channel it is an opt-out like any other
            continued stop:all                  | sms          | MARKETING_OPTED_OUT | ALLOWED           | ALLOWED
            continued stop:offers               | sms+offers   | MARKETING_OPTED_OUT | ALLOWED           | ALLOWED
            continued stop:unknown-channel      | sms          | MARKETING_OPTED_OUT | ALLOWED           | ALLOWED
            # --- an opt-in lifts it if it covers the channel
            continued stop:sms in:sms           | sms          | ALLOWED             | ALLOWED           | ALLOWED
            continued stop:sms in:sms           | all          | ALLOWED             | ALLOWED           | ALLOWED
            continued stop:sms in:all           | sms          | ALLOWED             | ALLOWED           | ALLOWED
            continued stop:sms in:email         | sms          | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms in:offers        | sms+offers   | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms in:sms+offers    | sms+offers   | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms stop:email in:sms | all         | MARKETING_OPTED_OUT | CHANNEL_OPTED_OUT | ALLOWED
            continued in:sms stop:sms           | sms          | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms in:sms out:sms   | sms          | MARKETING_OPTED_OUT | ALLOWED           | ALLOWED
            # --- of one part too many: a no to a channel as a whole is recorded beside the one to all
            continued stop:sms out:wa1 out:wa2 out:email out:push out:news out:offers        | sms   | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued stop:sms out:wa1 out:wa2 out:email out:push out:news out:offers        | push  | MARKETING_OPTED_OUT | ALLOWED           | ALLOWED
            continued out:wa1 out:wa2 out:email out:push out:news out:offers stop:sms        | sms   | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued out:wa1 out:wa2 out:email out:push out:news out:offers stop:sms+offers | sms   | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | ALLOWED
            continued out:wa1 out:wa2 out:email out:push out:news out:offers out:voice       | push  | MARKETING_OPTED_OUT | ALLOWED           | CALLS_OPTED_OUT
            continued out:wa1 out:wa2 out:email out:push out:news out:offers out:voice+news  | push  | MARKETING_OPTED_OUT | ALLOWED           | CALLS_OPTED_OUT
            continued out:wa1 out:wa2 out:email out:push out:news out:offers stop:sms in:all | sms   | ALLOWED             | ALLOWED           | ALLOWED
            # --- first come blocks, and last what nobody has begun
            continued stop:sms blocked          | email        | BLOCKED_BY_USER     | BLOCKED_BY_USER   | BLOCKED_BY_USER
            stop:sms                            | sms          | CHANNEL_OPTED_OUT   | CHANNEL_OPTED_OUT | FIRST_CONTACT_REQUIRED
            """;

    @ParameterizedTest(name = "{0}: is anything allowed by {1}?")
    @CsvSource(delimiter = '|', textBlock = BY_CHANNEL)
    void aNoToAllCategoriesRefusesEverythingByItsChannel(
            String said, String message, String marketing, String others, String call) {
        String shop = "BR-CONVERSATION";
        String person = after(said, shop);
        assertEquals(marketing, reason(ask(person, shop, "MARKETING", message, "")));
        for (String category : List.of("UTILITY", "AUTHENTICATION", "SERVICE")) {
            assertEquals(others, reason(ask(person, shop, category, message, "")), category);
        }
        assertEquals(call, reason(ask(person, shop, "CALL", "all", "")));
    }

    @Test
    void aBusinessThatSendsByOneChannelIsAskedAboutThatOne() {
        String person = World.somebody();
        for (String channel : List.of("email", "sms")) {
            WORLD.call(
                    "configure-business",
                    "{'businessId':'by-%s','name':'A','country':'BR','removal':{'mode':'AUTOMATIC'},'channel':'%1$s'}",
                    channel);
            String who = "'userId':'%s','businessId':'by-%s'".formatted(person, channel);
            happens("continued", who, "by-" + channel);
            happens("stop:sms", who, "by-" + channel);
        }
        assertEquals("ALLOWED", reason(ask(person, "by-email", "UTILITY", "all", "")));
        assertEquals("CHANNEL_OPTED_OUT", reason(ask(person, "by-email", "UTILITY", "sms", "")));
        assertEquals("CHANNEL_OPTED_OUT", reason(ask(person, "by-sms", "UTILITY", "all", "")));
        assertEquals("CHANNEL_OPTED_OUT", reason(ask(person, "by-sms", "MARKETING", "all", "")));
        assertEquals("ALLOWED", reason(ask(person, "by-sms", "UTILITY", "email", "")));
    }

    @Test
    void codesToSignInPassOnlyWhereTheOperatorSettledThatTheyDo() {
        String person = World.somebody();
        String settings = "{'businessId':'codes','name':'A','country':'BR','removal':{'mode':'AUTOMATIC'}%s}";
        WORLD.call("configure-business", settings, "");
        String who = "'userId':'%s','businessId':'codes'".formatted(person);
        happens("continued", who, "codes");
        happens("stop:sms", who, "codes");
        assertEquals("CHANNEL_OPTED_OUT", reason(ask(person, "codes", "AUTHENTICATION", "sms", "")));
        WORLD.call("configure-business", settings, ",'authenticationDespiteChannelOptOut':true");
        assertEquals("ALLOWED", reason(ask(person, "codes", "AUTHENTICATION", "sms", "")));
        assertEquals("ALLOWED", reason(ask(person, "codes", "AUTHENTICATION", "all", "")));
        for (String category : List.of("MARKETING", "UTILITY", "SERVICE")) {
            assertEquals("CHANNEL_OPTED_OUT", reason(ask(person, "codes", category, "sms", "")));
        }
        WORLD.call("configure-business", settings, ",'authenticationDespiteChannelOptOut':false");
        assertEquals("CHANNEL_OPTED_OUT", reason(ask(person, "codes", "AUTHENTICATION", "sms", "")));
    }

    private static final String OPT_IN = """
            # what the person said            | the message   | answer               | what would be allowed
            continued                         | offers        | NO_MARKETING_CONSENT | -
            continued in:offers               | offers        | ALLOWED              | -
            continued in:offers               | sms+offers    | ALLOWED              | -
            continued in:offers               | news          | NO_MARKETING_CONSENT | -
            continued in:offers               | all           | NO_MARKETING_CONSENT | offers
            continued in:offers               | sms           | NO_MARKETING_CONSENT | sms+offers
            continued in:offers in:wa1        | all           | NO_MARKETING_CONSENT | offers wa1
            continued in:wa1                  | wa            | NO_MARKETING_CONSENT | wa1
            continued in:all                  | wa2+news      | ALLOWED              | -
            continued in:all out:offers       | wa2+news      | ALLOWED              | -
            continued in:sms out:sms+offers   | sms+news      | ALLOWED              | -
            continued in:offers out:sms+offers | all          | MARKETING_OPTED_OUT  | -
            """;

    @ParameterizedTest(name = "{0}: is {1} allowed where an opt-in is asked for?")
    @CsvSource(delimiter = '|', textBlock = OPT_IN)
    void whereAnOptInIsAskedForItMustCoverTheMessage(String said, String message, String answer, String allowed) {
        String person = after(said, "BR-OPT_IN");
        JsonNode result = ask(person, "BR-OPT_IN", "MARKETING", message, "");
        assertEquals(answer, reason(result));
        List<String> scopes = StreamSupport.stream(result.path("scopes").spliterator(), false)
                .map(Object::toString)
                .sorted()
                .toList();
        assertEquals(
                allowed.equals("-")
                        ? List.of()
                        : List.of(allowed.split(" ")).stream()
                                .map(each -> World.tree("{%s}", parts(each, numbers("BR-OPT_IN")))
                                        .toString())
                                .sorted()
                                .toList(),
                scopes);
    }

    private static final String REVOKE_ALL = """
            # what the person said        | the message | the day before      | from the day on
            continued out:sms             | sms         | MARKETING_OPTED_OUT | MARKETING_OPTED_OUT
            continued out:sms             | email       | ALLOWED             | MARKETING_OPTED_OUT
            continued out:sms             | wa1+offers  | ALLOWED             | MARKETING_OPTED_OUT
            continued out:sms in:email    | email       | ALLOWED             | ALLOWED
            continued out:sms in:email    | wa1         | ALLOWED             | MARKETING_OPTED_OUT
            continued in:email out:sms    | email       | ALLOWED             | MARKETING_OPTED_OUT
            continued out:sms in:all      | email       | ALLOWED             | ALLOWED
            continued out:offers in:sms   | sms+news    | ALLOWED             | ALLOWED
            continued out:offers in:sms   | sms+offers  | MARKETING_OPTED_OUT | MARKETING_OPTED_OUT
            continued                     | email       | ALLOWED             | ALLOWED
            continued out:wa1             | wa2         | ALLOWED             | MARKETING_OPTED_OUT
            """;

    /** By the row of the United States, on 31 January 2027. */
    @ParameterizedTest(name = "{0}: is {1} allowed before and from the day on which one opt-out counts for all?")
    @CsvSource(delimiter = '|', textBlock = REVOKE_ALL)
    void fromItsDayOnOneOptOutCountsForAll(String said, String message, String before, String after) {
        String person = after(said, "US-CONVERSATION");
        assertEquals(before, reason(ask(person, "US-CONVERSATION", "MARKETING", message, "")));
        assertEquals(before, reason(ask(person, "US-CONVERSATION", "MARKETING", message, ",'asOf':'2027-01-30'")));
        assertEquals(after, reason(ask(person, "US-CONVERSATION", "MARKETING", message, ",'asOf':'2027-01-31'")));
        assertEquals(after, reason(ask(person, "US-CONVERSATION", "MARKETING", message, ",'asOf':'2031-05-05'")));
    }

    private static String after(String said, String business) {
        return WORLD.afterWishes(said, business, words -> scope(words, business));
    }

    private static void happens(String step, String who, String business) {
        WORLD.wish(step, who, words -> scope(words, business));
    }

    private static JsonNode ask(String person, String business, String category, String message, String more) {
        String asked = "'userId':'%s','businessId':'%s','category':'%s'%s%s";
        return WORLD.checked(asked, person, business, category, scope(message, business), more);
    }

    private static String scope(String words, String business) {
        return words.equals("all") ? "" : ",'scope':{%s}".formatted(parts(words, numbers(business)));
    }

    /** The beginning of the business's numbers, which no other business has. */
    private static String numbers(String business) {
        return Integer.toUnsignedString(business.hashCode());
    }

    private static String parts(String words, String numbers) {
        List<String> parts = new ArrayList<>();
        for (String word : words.split("\\+")) {
            parts.add(
                    switch (word) {
                        case "number2" -> "'sender':'%s2'".formatted(numbers);
                        case "unknown-topic" -> "'topic':'gone'";
                        case "unknown-number" -> "'channel':'whatsapp','sender':'999'";
                        case "unknown-channel" -> "'channel':'pigeon'";
                        default -> PARTS.get(word).replace("111", numbers + "1").replace("222", numbers + "2");
                    });
        }
        return String.join(",", parts);
    }
}
