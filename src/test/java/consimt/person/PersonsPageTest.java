package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import consimt.relation.MessageCategory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person's page is told of a relation: the business in the person's language, and what the rules allow. */
class PersonsPageTest {

    private static final List<String> CATEGORIES =
            Stream.of(MessageCategory.values()).map(Enum::name).toList();

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(person);

    PersonsPageTest() {
        world.settle(
                "shop",
                "'name':'Librăria','languages':['ro','en'],'marketingBasis':'CONVERSATION','reasons':[{'code':'NO_TIME','labels':{'ro':'Nu am timp','en':'No time'}}],'topics':[{'code':'offers','labels':{'ro':'Oferte','en':'Offers'}}],'whatsapp':{'phoneNumberIds':['7','8'],'numberLabels':[{'id':'7','label':'0212 555 010'}]}");
    }

    @Test
    void aFirstContactHasTheNameTheChoicesAndTheReasonsInThePersonsLanguage() {
        JsonNode opened = world.call("open-conversation", "{%s,'locale':'en'}", who);
        ObjectNode business = (ObjectNode) read("en").get("business");
        assertEquals(opened.get("choices"), business.remove("choices"));
        assertEquals(
                World.tree("{'name':'Librăria','language':'en','topics':[{'code':'offers','label':'Offers'}],"
                        + "'channels':[{'code':'whatsapp','label':'WhatsApp'},{'code':'sms','label':'SMS'},"
                        + "{'code':'rcs','label':'RCS'},{'code':'email','label':'email'},"
                        + "{'code':'voice','label':'phone calls'},{'code':'push','label':'app notifications'}],"
                        + "'senders':[{'sender':'7','label':'WhatsApp 0212 555 010'},{'sender':'8','label':'WhatsApp (one of its numbers)'}],"
                        + "'reasons':[{'code':'NO_TIME','label':'No time'}],"
                        + "'reportReasons':[{'code':'SPAM','label':'It is spam'},{'code':'SCAM','label':'It is a scam'},"
                        + "{'code':'PROHIBITED_GOODS','label':'It sells prohibited goods'},"
                        + "{'code':'IMPERSONATION','label':'It pretends to be somebody else'},"
                        + "{'code':'OFFENSIVE','label':'It is offensive'},{'code':'OTHER','label':'Another reason'}]}"),
                business);
        assertEquals("ro", read("ja").at("/business/language").textValue());
        assertEquals("Blocați", read("ro-RO").at("/business/choices/0/label").textValue());
    }

    @Test
    void theChoicesAreThereOnlyWhileTheRelationWaits() {
        assertFalse(read("ro").get("business").has("choices"));
        world.call("open-conversation", "{%s}", who);
        assertTrue(read("ro").get("business").has("choices"));
        decide("BLOCK");
        assertFalse(read("ro").get("business").has("choices"));
        decide("UNBLOCK");
        assertTrue(read("ro").get("business").has("choices"));
        decide("CONTINUE");
        assertFalse(read("ro").get("business").has("choices"));
    }

    @Test
    void theReasonsAreThoseOfTheConfirmation() {
        JsonNode confirmation = world.call("request-opt-out", "{%s,'locale':'ro'}", who);
        assertEquals(
                confirmation.at("/confirmation/askReason/options"), read("ro").at("/business/reasons"));
        world.settle("other", "'name':'B','country':'DE'");
        String other = who.replace("'shop'", "'other'");
        JsonNode builtIn = world.call("request-opt-out", "{%s,'locale':'de'}", other);
        assertEquals(
                builtIn.at("/confirmation/askReason/options"),
                world.call("read-relation", "{%s,'locale':'de'}", other).at("/relation/business/reasons"));
    }

    /** A page that is opened again, or after a STOP in a message, asks why and offers the way back as after a press. */
    @Test
    void theConfirmationIsToldAsLongAsTheOptOutIsInForce() {
        decide("CONTINUE");
        world.clock.pass(Duration.ofSeconds(1));
        assertFalse(read("en").has("confirmation"));
        JsonNode pressed = world.call("request-opt-out", "{%s,'locale':'en'}", who);
        assertEquals(pressed.get("confirmation"), read("en").get("confirmation"));
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-in", "{%s}", who);
        assertFalse(read("en").has("confirmation"));
        world.clock.pass(Duration.ofSeconds(1));
        assertEquals(
                "OPT_OUT",
                world.text("/judged", "decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'STOP'}", who));
        assertEquals(pressed.get("confirmation"), read("en").get("confirmation"));
    }

    @Test
    void theConfirmationIsThatOfTheLastOptOut() {
        world.settle(
                "shop",
                "'name':'Librăria','country':'RO','removal':{'mode':'MANUAL','days':3,'dayKind':'CALENDAR'},"
                        + "'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}]");
        for (String topic : List.of("offers", "news", "offers")) {
            JsonNode pressed = world.call("request-opt-out", "{%s,'locale':'en','scope':{'topic':'%s'}}", who, topic);
            assertEquals(pressed.get("confirmation"), read("en").get("confirmation"));
            world.clock.pass(Duration.ofHours(1));
        }
        JsonNode all = world.call("request-opt-out", "{%s,'locale':'en'}", who);
        assertEquals(all.get("confirmation"), read("en").get("confirmation"));
    }

    @ParameterizedTest
    @CsvSource({"CONVERSATION,true", "EXPRESSED,false", "OPT_IN,false"})
    void whetherAMessageWouldAllowMarketingIsToldAsTheBasisSays(String basis, boolean would) {
        world.settle("shop", "'name':'Librăria','country':'RO','marketingBasis':'%s'".formatted(basis));
        assertEquals(would, read("en").has("marketingByWriting"));
        world.call("open-conversation", "{%s}", who);
        assertEquals(would, read("en").has("marketingByWriting"));
        decide("BLOCK");
        assertFalse(read("en").has("marketingByWriting"));
        decide("UNBLOCK");
        decide("MESSAGE_SENT");
        assertEquals(
                would ? "ALLOWED" : "REFUSED",
                read("en").at("/may/0/permission").textValue());
        assertFalse(read("en").has("marketingByWriting"));
        String stopped = World.somebody();
        String other = "'userId':'%s','businessId':'shop'".formatted(stopped);
        world.call("request-opt-out", "{%s}", other);
        assertFalse(world.call("read-relation", "{%s,'locale':'en'}", other)
                .get("relation")
                .has("marketingByWriting"));
    }

    @Test
    void wishesAboutPartsAreInWords() {
        world.call("request-opt-out", "{%s,'scope':{'topic':'offers','channel':'sms'}}", who);
        assertEquals(
                World.tree("[{'scope':{'channel':'sms','topic':'offers'},'label':'Oferte, SMS'}]"),
                read("ro").at("/business/scopes"));
    }

    @Test
    void marketingIsToldByItsPartsWhereThePersonHasWishesAboutParts() {
        decide("CONTINUE");
        assertFalse(read("en").at("/may/0").has("parts"));
        world.call("request-opt-out", "{%s,'scope':{'channel':'whatsapp','sender':'7'}}", who);
        assertEquals(
                List.of("whatsapp REFUSED", "sms ALLOWED", "7 REFUSED", "8 ALLOWED"),
                parts("whatsapp", "sms", "7", "8"));
        world.call("request-opt-in", "{%s}", who);
        world.call("request-opt-out", "{%s,'scope':{'topic':'offers'}}", who);
        assertEquals(List.of("offers REFUSED"), parts("offers"));
        assertEquals("REFUSED", read("en").at("/may/0/permission").textValue());
        assertMayAsChecked();
    }

    /** What is told of these parts, each named by its narrowest word. */
    private List<String> parts(String... names) {
        List<String> told = new ArrayList<>();
        for (JsonNode part : read("en").at("/may/0/parts")) {
            JsonNode scope = part.get("scope");
            String name = scope.has("topic")
                    ? scope.get("topic").textValue()
                    : scope.path("sender").asText(scope.path("channel").asText());
            if (List.of(names).contains(name)) {
                told.add(name + " " + part.get("permission").textValue());
            }
        }
        return told;
    }

    @Test
    void whatOfTheMarketingWasAskedForIsAmongWhatItMay() {
        world.settle(
                "strict",
                "'name':'S','country':'IT','marketingBasis':'OPT_IN','topics':[{'code':'news','labels':{'it':'Novità'}}]");
        String strict = who.replace("'shop'", "'strict'");
        world.call("request-opt-in", "{%s,'scope':{'topic':'news'}}", strict);
        JsonNode relation =
                world.call("read-relation", "{%s,'locale':'en'}", strict).get("relation");
        assertEquals(
                World.tree("{'category':'MARKETING','permission':'REFUSED','reason':'NO_MARKETING_CONSENT',"
                        + "'scopes':[{'topic':'news'}],'parts':[{'scope':{'topic':'news'},'permission':'ALLOWED'}]}"),
                relation.at("/may/0"));
        assertEquals(World.tree("[{'scope':{'topic':'news'},'label':'Novità'}]"), relation.at("/business/scopes"));
    }

    @Test
    void aBusinessWithoutSettingsIsNotShownButTheRulesSpeakAllTheSame() {
        String unknown = who.replace("'shop'", "'unknown'");
        world.call("open-conversation", "{%s}", unknown);
        JsonNode relation =
                world.call("read-relation", "{%s,'locale':'ro'}", unknown).get("relation");
        assertFalse(relation.has("business"));
        assertEquals("AWAITING_DECISION", relation.at("/may/0/reason").textValue());
    }

    @Test
    void aListShowsEachBusinessByItsOwnSettings() {
        List<String> names = List.of("a", "b", "c");
        for (String name : names) {
            world.settle(name, "'name':'The %s','country':'GB'", name);
            world.call("decide-consent", "{'userId':'%s','businessId':'%s','decision':'CONTINUE'}", person, name);
        }
        world.call("decide-consent", "{'userId':'%s','businessId':'unknown','decision':'BLOCK'}", person);
        for (World where : List.of(world, world.elsewhere())) {
            // Of the first some settings are known already.
            where.call("read-relation", "{'userId':'%s','businessId':'b','locale':'en'}", person);
            JsonNode all = where.call("read-relation", "{'userId':'%s','locale':'en'}", person)
                    .get("relations");
            assertEquals(4, all.size());
            assertEquals(List.of("The a", "The b", "The c"), all.findValuesAsText("name"));
            assertEquals("BLOCKED_BY_USER", all.at("/3/may/5/reason").textValue());
        }
        JsonNode blocked =
                world.call("read-relation", "{'userId':'%s','blocked':true,'limit':1,'locale':'en'}", person);
        assertEquals("unknown", blocked.at("/relations/0/businessId").textValue());
    }

    @Test
    void withoutALanguageNothingIsAddedAndABusinessMayNotAskForIt() {
        JsonNode plain = world.call("read-relation", "{%s}", who).get("relation");
        assertFalse(plain.has("business") || plain.has("may"));
        String shop = "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{%s%s}}";
        assertEquals(World.tree("['locale']"), fields(world.call("read-relation", shop, who, ",'locale':'ro'")));
        assertEquals(plain, world.call("read-relation", shop, who, "").get("relation"));
        String person = "{'caller':{'kind':'PERSON','userId':'%s'},'input':{%s,'locale':'ro'}}";
        assertEquals(
                read("ro"),
                world.call("read-relation", person, this.person, who).get("relation"));
    }

    /** A page shows them as text, so they arrive as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "</script><script>alert('1')&amp;\"\\",
                "\u202egnp.exe\u202c \u200f{business} %s",
                "e\u0301\u0301\u0301\u0301 👩‍👩‍👧‍👦 ﷽",
                "مكتبة الزاوية"
            })
    void hostileTextsArriveAsTheyAre(String hostile) {
        ObjectNode settings =
                (ObjectNode) World.tree("{'businessId':'hostile','country':'RO','removal':{'mode':'AUTOMATIC'},"
                        + "'reasons':[{'code':'R','labels':{}}],'topics':[{'code':'t','labels':{}}]}");
        settings.put("name", hostile);
        ((ObjectNode) settings.at("/reasons/0/labels")).put("en", hostile);
        ((ObjectNode) settings.at("/topics/0/labels")).put("en", hostile);
        assertEquals(
                "RECORDED",
                world.call("configure-business", settings.toString().getBytes(StandardCharsets.UTF_8))
                        .get("outcome")
                        .textValue());
        String hers = who.replace("'shop'", "'hostile'");
        world.call("open-conversation", "{%s,'locale':'en'}", hers);
        JsonNode business =
                world.call("read-relation", "{%s,'locale':'en'}", hers).at("/relation/business");
        assertEquals(hostile, business.get("name").textValue());
        assertEquals(hostile, business.at("/reasons/0/label").textValue());
        assertEquals(hostile, business.at("/topics/0/label").textValue());
        assertTrue(business.at("/choices/2/effect").textValue().contains(hostile));
    }

    @Test
    void aNameOrALabelIsNoLongerThanItMayBe() {
        String settings = "{'businessId':'long','name':'%s','country':'RO','removal':{'mode':'AUTOMATIC'},"
                + "'topics':[{'code':'t','labels':{'en':'%s'}}]}";
        assertEquals(
                World.tree("['name','topics[0].labels.en']"),
                fields(world.call("configure-business", settings, "x".repeat(101), "x".repeat(81))));
        assertEquals("RECORDED", world.outcome("configure-business", settings, "x".repeat(100), "x".repeat(80)));
    }

    /** Whatever anybody said before. */
    @Test
    void noStoryMakesThePageTellAnotherStoryThanTheCheck() {
        Random random = new Random(17);
        List<String> steps = List.of(
                "decide-consent ,'decision':'CONTINUE'",
                "decide-consent ,'decision':'MESSAGE_SENT'",
                "decide-consent ,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'",
                "decide-consent ,'decision':'BLOCK'",
                "decide-consent ,'decision':'UNBLOCK'",
                "open-conversation ",
                "request-opt-out ",
                "request-opt-out ,'scope':{'channel':'voice'}",
                "request-opt-out ,'scope':{'topic':'offers'}",
                "request-opt-in ",
                "request-opt-in ,'scope':{'channel':'sms'}");
        for (int i = 0; i < 60; i++) {
            String[] step = steps.get(random.nextInt(steps.size())).split(" ", 2);
            world.call(step[0], "{%s%s}", who, step[1]);
            world.clock.pass(Duration.ofHours(random.nextInt(9)));
            assertMayAsChecked();
        }
    }

    private void assertMayAsChecked() {
        JsonNode may = read("ro").get("may");
        for (int i = 0; i < CATEGORIES.size(); i++) {
            assertAs(
                    world.call("check-permission", "{%s,'category':'%s','consistent':true}", who, CATEGORIES.get(i)),
                    CATEGORIES.get(i),
                    may.get(i));
        }
        assertAs(
                world.call("check-permission", "{%s,'interaction':'MESSAGE_TO_BUSINESS','consistent':true}", who),
                "MESSAGE_TO_BUSINESS",
                may.get(CATEGORIES.size()));
        assertEquals(CATEGORIES.size() + 1, may.size());
        for (JsonNode part : may.get(0).path("parts")) {
            ObjectNode checked = (ObjectNode) world.call(
                            "check-permission",
                            "{%s,'category':'MARKETING','consistent':true,'scope':%s}",
                            who,
                            part.get("scope"))
                    .at("/results/0");
            checked.remove(List.of("userId", "decidedBy", "remedy", "scopes"));
            checked.set("scope", part.get("scope"));
            assertEquals(checked, part);
        }
    }

    private static void assertAs(JsonNode checked, String category, JsonNode may) {
        ObjectNode expected = (ObjectNode) checked.at("/results/0");
        expected.remove(List.of("userId", "decidedBy", "remedy"));
        if (!may.has("scopes")) {
            expected.remove("scopes");
        }
        expected.put("category", category);
        assertEquals(expected, ((ObjectNode) may.deepCopy()).without("parts"));
    }

    private JsonNode read(String locale) {
        return world.call("read-relation", "{%s,'locale':'%s'}", who, locale).get("relation");
    }

    private void decide(String decision) {
        world.clock.pass(Duration.ofSeconds(1));
        world.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
    }

    private static JsonNode fields(JsonNode rejected) {
        return World.JSON.valueToTree(rejected.get("errors").findValuesAsText("field"));
    }
}
