package consimt.access;

import static consimt.kit.Texts.textOf;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.AuthorizeCaller.Call;
import consimt.dynamodb.Tables;
import consimt.http.ApiDocument;
import consimt.kit.Meter;
import consimt.kit.Spellings;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A person is one person, however a caller spells their number. */
class SpellingsTest {

    private static final String FORM = "5511987654321";

    /** The first is the one form. */
    private static final List<String> SPELLINGS = List.of(
            FORM,
            "+5511987654321",
            "tel:+5511987654321",
            "sms:+5511987654321",
            "callto:+5511987654321",
            "whatsapp:+5511987654321",
            "WhatsApp:5511987654321",
            "+55 11 98765-4321",
            "+55 (11) 9.8765.4321",
            "551187654321");

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final Gateway gateway = new Gateway(world);

    @BeforeEach
    void theShopRemovesByHand() {
        world.settle(
                "shop",
                "'name':'Shop','country':'BR','languages':['en'],'removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['1']}");
    }

    static Stream<Integer> places() {
        return IntStream.range(0, SPELLINGS.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("places")
    void aStopUnderOneSpellingRefusesUnderAllOthers(int place) {
        world.call("request-opt-out", "{%s}", who(SPELLINGS.get(place)));
        meter.take();
        JsonNode answer = world.call(
                "check-permission",
                "{'businessId':'shop','category':'MARKETING','consistent':true,'userIds':[%s]}",
                SPELLINGS.stream().map(each -> "'" + each + "'").collect(joining(",")));
        assertEquals(List.of("GetItem"), meter.take().calls());
        assertEquals(SPELLINGS, answer.get("results").findValuesAsText("userId"));
        assertEquals(
                Set.of("MARKETING_OPTED_OUT"), Set.copyOf(answer.get("results").findValuesAsText("reason")));
        assertEquals(
                SPELLINGS.size(),
                answer.get("results").findValuesAsText("reason").size());
    }

    /** However an id is written, a stop, a check and a link are about the one person. */
    @Test
    void whatIsReadAsOnePersonIsThatPersonEverywhere() {
        for (Spellings each : Spellings.ofOne()) {
            String form = each.readings().get(0);
            JsonNode answer = world.call("request-opt-out", "{%s}", whoIs(each.written()));
            assertEquals("RECORDED", outcome(answer), each::toString);
            assertEquals(each.written(), answer.get("relation").get("userId").textValue());
            assertFalse(answer.has("notes"), each::toString);
            assertEquals("MARKETING_OPTED_OUT", world.may("%s,'category':'MARKETING'", whoIs(form)));
            JsonNode filtered = world.call(
                    "filter-audience",
                    "{'businessId':'shop','category':'MARKETING','userIds':[%s]}",
                    texts(each.written(), "nobody"));
            assertEquals(
                    texts(each.written()),
                    filtered.at("/refused/0/userIds/0").toString().replace("'", "\\u0027"));
            String token = world.text("/token", "issue-person-link", "{%s,'purpose':'CALLS'}", whoIs(each.written()));
            assertEquals(form, named(token));
            world.clock.pass(Duration.ofSeconds(1));
            assertEquals("RECORDED", gateway.outcome("request-opt-in", token, "{" + whoIs(form) + "}"));
        }
    }

    /** A number without its country's code may be that of another person. So a refusal counts, with a note, and nothing else. */
    @Test
    void aNumberInGroupsWithoutACountryIsAnErrorButForARefusal() {
        for (Spellings each : Spellings.ofNational()) {
            for (String function : List.of("request-opt-in", "issue-person-link", "decide-consent")) {
                String said = function.equals("decide-consent") ? ",'decision':'CONTINUE'" : "";
                assertEquals(
                        "userId",
                        world.text("/errors/0/field", function, "{%s%s}", whoIs(each.written()), said),
                        each::toString);
            }
            JsonNode answer = world.call("request-opt-out", "{%s}", whoIs(each.written()));
            assertEquals(List.of("userId"), answer.get("notes").findValuesAsText("field"), each::toString);
            String form = each.readings().get(0);
            assertEquals("MARKETING_OPTED_OUT", world.may("%s,'category':'MARKETING'", whoIs(form)));
        }
    }

    /** An identity provider may write a number as its country does. Its digits may be somebody else's id. */
    @Test
    void aCallerWhoseIdLacksTheCodeOfACountryLearnsNothingOfThePersonWithTheseDigits() {
        for (Spellings each : Spellings.ofNational()) {
            String form = each.readings().get(0);
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(form));
            for (String asked : List.of(form, each.written())) {
                JsonNode answer = world.call(
                        "read-relation",
                        "{'caller':{'kind':'PERSON','userId':%s},'input':{%s}}",
                        texts(each.written()),
                        whoIs(asked));
                assertFalse(answer.toString().contains("EXPRESSED"), each::toString);
            }
        }
    }

    /** The gateway looks at the pattern before a function can read a refusal. */
    @Test
    void theApiTakesEverySpelling() {
        Pattern ids = Pattern.compile(textOf(ApiDocument.TREE.at("/components/schemas/UserId"), "pattern"));
        Spellings.all().stream()
                .filter(each -> !each.readings().isEmpty())
                .forEach(each -> assertTrue(ids.matcher(each.written()).matches(), each::toString));
    }

    @Test
    void whatIsNoIdIsNobodyAnywhere() {
        for (Spellings each : Spellings.ofNobody()) {
            for (String function : List.of("request-opt-out", "request-opt-in", "issue-person-link")) {
                assertEquals(
                        "userId",
                        world.text("/errors/0/field", function, "{%s}", whoIs(each.written())),
                        each::toString);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "+5511987654321", "551187654321"})
    void aStopByWhatsAppRefusesUnderEverySpelling(String from) {
        long now = world.clock.instant().getEpochSecond();
        Webhook.deliver(world, Envelopes.of(Envelopes.message("1", from, "wamid.1", "STOP", now)));
        for (String spelling : SPELLINGS) {
            assertEquals("MARKETING_OPTED_OUT", world.may("%s,'category':'MARKETING'", who(spelling)));
        }
    }

    /** Two of them are one of the people in the batch, and each has its result. */
    @Test
    void amongOthersEachIsReadOnce() {
        String other = World.somebody();
        world.call("request-opt-out", "{%s}", who(FORM));
        meter.take();
        JsonNode answer = world.call(
                "check-permission",
                "{'businessId':'shop','category':'SERVICE','userIds':['+%1$s','%2$s','%1$s','551187654321']}",
                other,
                SPELLINGS.get(5));
        assertEquals(List.of("BatchGetItem"), meter.take().calls());
        assertEquals(
                List.of("+" + other, SPELLINGS.get(5), other, "551187654321"),
                answer.get("results").findValuesAsText("userId"));
    }

    @Test
    void aRetryInAnotherSpellingIsTheSameRequest() {
        JsonNode first = world.call("request-opt-out", "{%s,'requestId':'o-1'}", who(FORM));
        assertEquals("RECORDED", outcome(first));
        List<?> entries = world.entries();
        for (String spelling : SPELLINGS) {
            JsonNode again = world.call("request-opt-out", "{%s,'requestId':'o-1'}", who(spelling));
            assertEquals("UNCHANGED", outcome(again));
            assertEquals(first.get("entryId"), again.get("entryId"));
        }
        assertEquals(entries, world.entries());
        world.clock.pass(Duration.ofSeconds(1));
        assertEquals("RECORDED", outcome(world.call("request-opt-in", "{%s,'requestId':'i-1'}", who("+" + FORM))));
        assertEquals("UNCHANGED", outcome(world.call("request-opt-in", "{%s,'requestId':'i-1'}", who(FORM))));
    }

    @Test
    void whatIsStoredAndToldToOthersHasOneForm() {
        for (String spelling : SPELLINGS) {
            world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who(spelling));
            world.call("request-opt-out", "{%s}", who(spelling));
            world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who(spelling));
            world.sent(who(spelling), "m", world.clock.instant());
            world.call("issue-person-link", "{%s,'purpose':'CALLS'}", who(spelling));
            world.call("revoke-person-links", "{%s}", who(spelling));
            world.clock.pass(Duration.ofSeconds(2));
        }
        world.clock.pass(World.CHANGES_SETTLED_AFTER.multipliedBy(2));

        assertEquals(Set.of(FORM), userIds(world.pages("list-changes", "changes", "'businessId':'shop'")));
        assertEquals(Set.of(FORM), userIds(world.pages("list-follow-ups", "followUps", "'businessId':'shop'")));
        assertEquals(Set.of(FORM), userIds(world.pages("list-follow-ups", "followUps", "'businessId':'operator'")));
        assertEquals(Set.of(FORM), userIds(world.pages("read-relation", "relations", "'userId':'" + FORM + "'")));
        int entries = world.pages("read-ledger", "entries", who(FORM)).size();
        assertTrue(entries > SPELLINGS.size());
        for (String spelling : SPELLINGS) {
            assertEquals(
                    entries,
                    world.pages("read-ledger", "entries", who(spelling)).size());
            String token = world.text("/token", "issue-person-link", "{%s,'purpose':'CALLS'}", who(spelling));
            assertEquals(FORM, named(token));
        }
        Tables tables = world.tables;
        Set<String> texts = Stream.of(
                        tables.relations(), tables.ledger(), tables.followUps(), tables.revocations(), tables.aside())
                .flatMap(table -> world.items(table).stream())
                .flatMap(item -> item.values().stream())
                .map(AttributeValue::toString)
                .collect(Collectors.toSet());
        assertTrue(texts.stream().anyMatch(text -> text.contains(FORM)));
        for (String other : SPELLINGS.subList(1, SPELLINGS.size())) {
            assertEquals(
                    List.of(),
                    texts.stream().filter(text -> text.contains(other)).toList());
        }
    }

    @Test
    void anAnswerNamesThePersonAsAsked() {
        for (String spelling : SPELLINGS) {
            Map<String, String> answers = Map.of(
                    "decide-consent", "'decision':'CONTINUE'",
                    "request-opt-out", "'channel':'web'",
                    "request-opt-in", "'channel':'web'",
                    "read-relation", "'locale':'en'");
            answers.forEach((function, more) -> assertEquals(
                    List.of(spelling),
                    world.call(function, "{%s,%s}", who(spelling), more).findValuesAsText("userId"),
                    function));
            assertEquals(
                    List.of(spelling),
                    world.call("read-relation", "{'userId':'%s'}", spelling).findValuesAsText("userId"));
        }
    }

    @Test
    void aCallerIsTheSameInEverySpelling() {
        for (int i = 0; i < SPELLINGS.size(); i++) {
            String called = SPELLINGS.get(i);
            String token = world.text("/token", "issue-person-link", "{'userId':'%s','purpose':'CALLS'}", called);
            String caller = "{'kind':'PERSON','userId':'" + called + "'}";
            for (String spelling : List.of(FORM, SPELLINGS.get((i + 3) % SPELLINGS.size()))) {
                world.clock.pass(Duration.ofSeconds(1));
                assertEquals("RECORDED", gateway.outcome("request-opt-in", token, "{" + who(spelling) + "}"));
                world.clock.pass(Duration.ofSeconds(1));
                assertEquals(
                        "RECORDED",
                        outcome(world.call("request-opt-out", "{'caller':%s,'input':{%s}}", caller, who(spelling))));
            }
            assertEquals("REJECTED", gateway.outcome("request-opt-out", token, "{" + who("5511987654322") + "}"));
        }
    }

    @Test
    void aRefusalOfANumberWithoutItsCountryIsRecordedWithANote() {
        for (String number : List.of(
                "0755500001",
                "0755-500-001",
                "++40755500001",
                "-40755500001",
                "40755500001.",
                "wa:+40755500001",
                "phone:40755500001",
                "sip:+40755500001@example.com")) {
            JsonNode answer = world.call("request-opt-out", "{%s}", who(number));
            assertEquals("RECORDED", outcome(answer));
            assertEquals(
                    World.tree("[{'field':'userId','code':'INVALID','message':'userId may be no number with its"
                            + " country code, so this may be another person'}]"),
                    answer.get("notes"));
            assertFalse(world.call("request-opt-in", "{%s}", who(number)).has("notes"));
            assertEquals(
                    List.of(number),
                    world.pages("read-relation", "relations", "'userId':'" + number + "'").stream()
                            .map(relation -> relation.get("userId").textValue())
                            .toList());
        }
    }

    @Test
    void aRefusalOfAnIdThatIsMeantAsNoNumberHasNoNote() {
        for (String id : List.of(
                FORM, "123", "customer-7", "RO.1349", "crm:RO:7", "sms:+40755500001", "mailto:Ana@Example.com")) {
            JsonNode answer = world.call("request-opt-out", "{%s}", who(id));
            assertEquals("RECORDED", outcome(answer), id);
            assertFalse(answer.has("notes"), id);
        }
    }

    /** Whom the authorizer names for a token. */
    private String named(String token) {
        return world.access
                .authorizer()
                .authorizeCaller(new Call("Bearer " + token, "arn:aws:execute-api:eu-central-1:1:a/live/POST/f"))
                .context()
                .userId();
    }

    private static Set<String> userIds(List<JsonNode> all) {
        return all.stream()
                .flatMap(each -> each.findValuesAsText("userId").stream())
                .collect(Collectors.toSet());
    }

    /** The same of any spelling. */
    private static String whoIs(String spelling) {
        return "'userId':" + texts(spelling) + ",'businessId':'shop'";
    }

    /** As JSON, in which no apostrophe stands for quotes. */
    private static String texts(String... texts) {
        return Stream.of(texts)
                .map(each -> World.JSON.valueToTree(each).toString().replace("'", "\\u0027"))
                .collect(joining(","));
    }

    private static String who(String spelling) {
        return "'userId':'" + spelling + "','businessId':'shop'";
    }

    private static String outcome(JsonNode answer) {
        return answer.get("outcome").textValue();
    }
}
