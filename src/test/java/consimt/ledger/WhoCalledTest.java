package consimt.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.unsubscribe.UnsubscribeTest;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every entry says on whose call it was written, whatever name the call gave. */
class WhoCalledTest {

    private static final String NUMBER = "1001";

    private static final String OPERATOR = "{'kind':'OPERATOR'}";
    private static final String SYSTEM = "{'kind':'SYSTEM'}";
    private static final String PERSON = "{'kind':'PERSON'}";
    private static final String SHOP = "{'kind':'BUSINESS','id':'shop'}";

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(person);

    @BeforeEach
    void theBusinessRemovesByHand() {
        world.settle(
                "shop", "'name':'S','removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['1001']},'actor':'Ion'");
    }

    @Test
    void everyEntrySaysOnWhoseCallItWasWritten() {
        byTheBusiness("open-conversation", who);
        later();
        byThePerson("decide-consent", who + ",'decision':'CONTINUE'");
        later();
        world.call("request-opt-in", "{%s}", who);
        later();
        byTheBusiness("request-opt-out", who + ",'reason':'DECLINED'");
        later();
        byTheBusiness(
                "record-message",
                who + ",'category':'MARKETING','messageId':'m','sentAt':'" + world.clock.instant() + "'");
        later();
        world.call("request-opt-in", "{%s}", who);
        later();
        Webhook.deliver(
                world,
                Envelopes.of(Envelopes.message(
                        NUMBER, person, "wamid.1", "STOP", world.clock.instant().getEpochSecond())));
        later();
        String link = world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
        world.access.unsubscribe().answer(UnsubscribeTest.oneClick(link));

        assertCalls(
                entries(),
                List.of(
                        "FIRST_CONTACT CONTACTED BUSINESS " + SHOP,
                        "CONSENT_DECISION CONTINUE PERSON " + PERSON,
                        "MARKETING_PREFERENCE OPT_IN PERSON " + OPERATOR,
                        "MARKETING_PREFERENCE OPT_OUT BUSINESS " + SHOP,
                        "FOLLOW_UP OPEN SYSTEM " + SYSTEM,
                        "LATE_MESSAGE m BUSINESS " + SHOP,
                        "MARKETING_PREFERENCE OPT_IN PERSON " + OPERATOR,
                        "FOLLOW_UP WITHDRAW PERSON " + SYSTEM,
                        "MARKETING_PREFERENCE OPT_OUT PERSON " + SYSTEM,
                        "MARKETING_PREFERENCE OPT_OUT PERSON " + PERSON));
        for (Map<String, ?> stored : world.items(world.tables.ledger())) {
            assertTrue(stored.containsKey("calledBy"), () -> "nobody called for " + stored.keySet());
        }
    }

    @Test
    void aChangeOfSettingsIsTheOperatorsWhateverItsNameIs() {
        JsonNode change = world.call("read-ledger", "{'businessId':'shop'}").at("/entries/0");
        assertEquals("Ion", change.get("actor").textValue());
        assertEquals(World.tree(OPERATOR), change.get("calledBy"));
    }

    /** The name stays beside the caller in the step, in what follows from it, and after a rebuild. */
    @Test
    void aBusinessThatClearsARefusalIsNamedForIt() {
        JsonNode work = suspected();
        assertEquals(
                "RECORDED",
                byTheBusiness("resolve-follow-up", step(work, "SKIP", "Ana") + ",'note':'n'," + messages(work))
                        .get("outcome")
                        .textValue());
        List<String> decided = List.of("FOLLOW_UP SKIP Ana " + SHOP, "REFUSAL_CLEARED wamid Ana " + SHOP);
        assertCalls(entries(), decided);
        world.call("rebuild-relation", "{%s}", who);
        assertCalls(entries(), decided);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PERSON",
                "person",
                "Business",
                "SYSTEM",
                "operator",
                " Operator ",
                "ＰＥＲＳＯＮ",
                "PER\u00adSON",
                "PERSON\u200b.",
                "\u3164person"
            })
    void theWordForAPartyIsNoName(String word) {
        JsonNode work = suspected();
        JsonNode rejected = World.tree("""
                        {'outcome':'REJECTED','errors':[{'field':'actor','code':'INVALID',
                         'message':'actor must be a name: PERSON, BUSINESS, SYSTEM and OPERATOR are none'}]}
                        """);
        List<JsonNode> before = entries();
        for (String action : List.of("CLAIM", "RELEASE", "SKIP")) {
            String asked =
                    step(work, action, word) + ",'note':'n'" + (action.equals("SKIP") ? "," + messages(work) : "");
            assertEquals(rejected, byTheBusiness("resolve-follow-up", asked), action);
            assertEquals(rejected, world.call("resolve-follow-up", "{%s}", asked), action);
        }
        assertEquals(rejected, world.settle("shop", "'name':'S','removal':{'mode':'MANUAL'},'actor':'%s'", word));
        assertEquals(before, entries());
    }

    /** To complete it is a no, which always gets in. */
    @ParameterizedTest
    @ValueSource(strings = {"PERSON", "business", "System", " OPERATOR"})
    void aRefusalIsAppliedUnderAnyName(String word) {
        JsonNode work = suspected();
        assertEquals(
                World.tree("""
                        {'outcome':'RECORDED','results':[{'followUpId':'%s','outcome':'RECORDED','state':'DONE','assignee':'BUSINESS'}],
                         'notes':[{'field':'actor','code':'INVALID',
                          'message':'actor must be a name: PERSON, BUSINESS, SYSTEM and OPERATOR are none'}]}
                        """, work.get("followUpId").textValue()),
                byTheBusiness("resolve-follow-up", step(work, "COMPLETE", word)));
        assertCalls(
                entries(),
                List.of(
                        "MARKETING_PREFERENCE OPT_OUT PERSON " + SHOP,
                        "FOLLOW_UP CLAIM BUSINESS " + SHOP,
                        "FOLLOW_UP COMPLETE BUSINESS " + SHOP));
        assertEquals("OPTED_OUT", world.text("/relation/marketing", "read-relation", "{%s}", who));
    }

    /** A block that came with a report looks like any other, so nothing of it says who called. */
    @Test
    void aBlockTellsABusinessOfNoCaller() {
        byThePerson("decide-consent", who + ",'decision':'REPORT','alsoBlock':true");
        JsonNode seen = byTheBusiness("read-ledger", who).at("/entries/0");
        assertEquals("BLOCK", seen.get("value").textValue());
        assertTrue(seen.path("calledBy").isMissingNode(), seen::toString);
        assertEquals(
                World.tree(PERSON),
                byThePerson("read-ledger", who).at("/entries/0").get("calledBy"));
    }

    /** A message that may be a refusal, and the work of looking at it. */
    private JsonNode suspected() {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
        later();
        Webhook.deliver(
                world,
                Envelopes.of(Envelopes.message(
                        NUMBER,
                        person,
                        "wamid.1",
                        "I do not wish to be contacted",
                        world.clock.instant().getEpochSecond())));
        later();
        return world.call("list-follow-ups", "{'businessId':'shop'}").at("/followUps/0");
    }

    private static String step(JsonNode work, String action, String actor) {
        return "'businessId':'shop','followUpIds':['%s'],'action':'%s','actor':'%s'"
                .formatted(work.get("followUpId").textValue(), action, actor);
    }

    private static String messages(JsonNode work) {
        return "'messages':['%s']".formatted(work.at("/messages/0/messageId").textValue());
    }

    private JsonNode byTheBusiness(String function, String fields) {
        return world.call(function, "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{%s}}", fields);
    }

    private JsonNode byThePerson(String function, String fields) {
        return world.call(function, "{'caller':{'kind':'PERSON','userId':'%s'},'input':{%s}}", person, fields);
    }

    private List<JsonNode> entries() {
        return world.pages("read-ledger", "entries", who);
    }

    /** Each of these is among the entries: kind, value, actor, and who called. */
    private static void assertCalls(List<JsonNode> entries, List<String> expected) {
        List<String> lacking = new ArrayList<>(expected);
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode entry : entries) {
            String kind = entry.get("kind").textValue();
            String value = kind.startsWith("REFUSAL_CLEARED")
                    ? "wamid"
                    : entry.get("value").textValue();
            String shown = kind + " " + value + " " + entry.get("actor").textValue() + " "
                    + entry.get("calledBy").toString().replace('"', '\'');
            all.add(shown);
            lacking.remove(shown);
        }
        assertEquals(List.of(), lacking, () -> String.join("\n", all));
    }

    private void later() {
        world.clock.pass(Duration.ofMinutes(1));
    }
}
