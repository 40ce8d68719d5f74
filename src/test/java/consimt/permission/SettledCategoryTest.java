package consimt.permission;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A template, a topic and a number may have a category in the settings. A caller who names another one gets no message
 * through that the settings' category refuses.
 */
class SettledCategoryTest {

    private static final World WORLD = World.fresh();

    /** Of topics, of numbers and of templates. */
    private static final Map<String, String> CATEGORIES = Map.of(
            "offers",
            "MARKETING",
            "parcels",
            "UTILITY",
            "1",
            "MARKETING",
            "2",
            "AUTHENTICATION",
            "sale",
            "MARKETING",
            "parcel",
            "UTILITY",
            "code",
            "AUTHENTICATION");

    private static final Map<String, String> TOPICS = Map.of("sale", "offers", "parcel", "parcels");

    static {
        settle("settled", "4", "");
        settle("plain", "5", null);
    }

    /** @param categories null for settings without any */
    private static void settle(String business, String number, @Nullable String categories) {
        boolean has = categories != null;
        WORLD.settle(
                business,
                "'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'O'}%s},{'code':'parcels','labels':{'en':'P'}%s},{'code':'news','labels':{'en':'N'}}],"
                        + "'whatsapp':{'phoneNumberIds':['%s1','%3$s2','%3$s3'],'numberLabels':[{'id':'%3$s1','label':'a'%s},{'id':'%3$s2','label':'b'%s}]%s}",
                has ? ",'category':'MARKETING'" : "",
                has ? ",'category':'UTILITY'" : "",
                number,
                has ? ",'category':'MARKETING'" : "",
                has ? ",'category':'AUTHENTICATION'" : "",
                has
                        ? ",'templates':[{'name':'sale','category':'MARKETING','topic':'offers'},{'name':'parcel','category':'UTILITY','topic':'parcels'},{'name':'code','category':'AUTHENTICATION'},{'name':'hello','category':'UTILITY','opens':true}]"
                        : "");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # what the person said | the ask                                                        | answer
            continued out:all      | 'category':'UTILITY','template':'sale'                         | MARKETING_OPTED_OUT MARKETING TEMPLATE
            continued out:all      | 'category':'UTILITY','scope':{'topic':'offers'}                | MARKETING_OPTED_OUT MARKETING TOPIC
            continued out:all      | 'category':'SERVICE','scope':{'sender':'41'}                   | MARKETING_OPTED_OUT MARKETING NUMBER
            continued out:all      | 'category':'UTILITY','scope':{'channel':'sms','sender':'41'}   | MARKETING_OPTED_OUT MARKETING NUMBER
            continued out:all      | 'category':'MARKETING','template':'parcel'                     | MARKETING_OPTED_OUT
            continued out:all      | 'category':'UTILITY','template':'parcel'                       | ALLOWED
            continued out:all      | 'category':'UTILITY','template':'unknown'                      | ALLOWED
            continued              | 'category':'UTILITY','template':'sale'                         | ALLOWED MARKETING TEMPLATE
            continued              | 'category':'MARKETING','template':'parcel'                     | ALLOWED UTILITY TEMPLATE
            continued              | 'category':'AUTHENTICATION','template':'code','scope':{'topic':'offers'} | ALLOWED MARKETING TOPIC
            continued stop:sms     | 'category':'MARKETING','template':'parcel'                     | MARKETING_OPTED_OUT
            continued out:offers   | 'category':'MARKETING','template':'sale','scope':{'topic':'news'} | MARKETING_OPTED_OUT
            continued out:offers   | 'category':'MARKETING','scope':{'topic':'news'}                | ALLOWED
            continued out:parcels  | 'category':'MARKETING','template':'sale'                       | ALLOWED
            continued out:parcels  | 'category':'MARKETING'                                         | MARKETING_OPTED_OUT
            continued out:voice+offers | 'category':'CALL','scope':{'topic':'offers'}               | CALLS_OPTED_OUT
            continued out:offers   | 'category':'CALL','scope':{'topic':'offers'}                   | MARKETING_OPTED_OUT MARKETING TOPIC
            """)
    void aMessageIsJudgedAsTheSettingsSayToo(String said, String ask, String answer) {
        String person = WORLD.afterWishes(said, "settled", World::scope);
        JsonNode judged = WORLD.call("check-permission", "{'businessId':'settled','userId':'%s',%s}", person, ask)
                .at("/results/0");
        String from =
                judged.has("category") ? " " + textOf(judged, "category") + " " + textOf(judged, "categoryFrom") : "";
        assertEquals(answer, World.reason(judged) + from);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nothing   | hello  | 'permission':'REFUSED','reason':'FIRST_CONTACT_REQUIRED','decidedBy':'NOBODY','remedy':'OPEN_CONVERSATION','opens':true
            nothing   | parcel | 'permission':'REFUSED','reason':'FIRST_CONTACT_REQUIRED','decidedBy':'NOBODY','remedy':'OPEN_CONVERSATION'
            continued | hello  | 'permission':'ALLOWED'
            """)
    void aTemplateThatOpensSaysSoWhereTheFirstContactIsMissing(String said, String template, String answer) {
        String person = WORLD.afterWishes(said, "settled", World::scope);
        assertEquals(
                World.tree("{'userId':'%s',%s}", person, answer),
                WORLD.checked(
                        "'businessId':'settled','userId':'%s','category':'UTILITY','template':'%s'", person, template));
    }

    /** Whatever a caller names: what is refused is what a business without categories is refused under one of them. */
    @Test
    void noFieldsMakeAnAnswerLaxerThanTheStrictestThatSettingsAndMarksAskFor() {
        for (int seed = 0; seed < Cases.of(40, 5_000); seed++) {
            Random random = new Random(seed);
            String person = World.somebody();
            List<String> said = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                said.add(one(random, "continued", "out:", "out:", "in:", "stop:"));
            }
            for (String step : said) {
                WORLD.clock.pass(Duration.ofSeconds(1));
                String part =
                        one(random, "all", "sms", "whatsapp", "voice", "offers", "parcels", "news", "N1", "sms+offers");
                String wish = step.endsWith(":") ? step + (step.equals("stop:") ? "sms" : part) : step;
                for (String business : List.of("settled", "plain")) {
                    String number = business.equals("settled") ? "4" : "5";
                    WORLD.wish(
                            wish,
                            "'userId':'%s','businessId':'%s'".formatted(person, business),
                            words -> World.scope(words.replace("N", number)));
                }
            }
            for (int asked = 0; asked < 5; asked++) {
                String category = one(random, "MARKETING", "UTILITY", "AUTHENTICATION", "SERVICE", "CALL");
                String channel = category.equals("CALL")
                        ? one(random, null, "voice")
                        : one(random, null, null, "sms", "whatsapp", "email");
                String topic = one(random, null, "offers", "parcels", "news", "unknown");
                String sender = one(random, null, null, "1", "2", "3");
                String template = one(random, null, "sale", "parcel", "code", "hello", "unknown");
                String ask = ask(person, category, channel, sender == null ? null : "4" + sender, topic);
                String named = template == null ? ask : ask + ",'template':'" + template + "'";
                String input = random.nextBoolean() ? named : "'asks':[{" + named + "}]";
                String answer =
                        WORLD.text("/results/0/permission", "check-permission", "{'businessId':'settled',%s}", input);
                String strictest = strictest(person, category, channel, sender, topic, template);
                assertEquals(strictest, answer, seed + " " + said + " " + input);
            }
        }
    }

    private static String strictest(
            String person,
            String category,
            @Nullable String channel,
            @Nullable String sender,
            @Nullable String topic,
            @Nullable String template) {
        String ofTemplate = template == null ? null : TOPICS.get(template);
        Set<String> topics = new LinkedHashSet<>();
        topics.add(topic == null ? ofTemplate : topic);
        topics.add(ofTemplate == null ? topic : ofTemplate);
        Set<String> categories = new LinkedHashSet<>(List.of(category));
        for (String source : new String[] {sender, template, topic, ofTemplate}) {
            if (source != null && CATEGORIES.containsKey(source)) {
                categories.add(CATEGORIES.get(source));
            }
        }
        for (String about : topics) {
            for (String as : categories) {
                String by = category.equals("CALL") && !as.equals("CALL") ? "voice" : channel;
                String ask = ask(person, as, by, sender == null ? null : "5" + sender, about);
                if (!WORLD.may("'businessId':'plain'," + ask).equals("ALLOWED")) {
                    return "REFUSED";
                }
            }
        }
        return "ALLOWED";
    }

    private static String ask(
            String person, String category, @Nullable String channel, @Nullable String sender, @Nullable String topic) {
        List<String> parts = new ArrayList<>();
        parts.add("'userId':'" + person + "','category':'" + category + "'");
        List<String> scope = new ArrayList<>();
        if (channel != null) {
            scope.add("'channel':'" + channel + "'");
        }
        if (sender != null) {
            scope.add("'sender':'" + sender + "'");
        }
        if (topic != null) {
            scope.add("'topic':'" + topic + "'");
        }
        parts.add("'scope':{" + String.join(",", scope) + "}");
        return String.join(",", parts);
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
