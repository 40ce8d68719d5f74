package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that may be a refusal: it holds marketing at once, and people decide. */
class SuspectedRefusalTest {

    private static final String REFUSAL = "I do not wish to be contacted";
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void settle() {
        settle("auto", "1", "AUTOMATIC");
        settle("manual", "2", "MANUAL");
    }

    private void settle(String business, String number, String mode) {
        world.settle(
                business,
                "'languages':['ro'],'marketingBasis':'CONVERSATION','removal':{'mode':'%s'},'whatsapp':{'phoneNumberIds':['%s']}",
                mode,
                number);
    }

    @Test
    void oneCallClosesAFewPiecesWithMessagesAndTheNextTheOthers() {
        int many = ResolveFollowUp.MOST_WITH_MESSAGES + 1;
        for (int i = 0; i < many; i++) {
            wrote(World.somebody(), REFUSAL, "m", "manual");
        }
        List<String> ids = world.pages("list-follow-ups", "followUps", "'businessId':'manual'").stream()
                .map(work -> work.get("followUpId").textValue())
                .toList();
        JsonNode closed = close(ids);
        assertEquals("RECORDED", text(closed, "/results/" + (many - 2) + "/outcome"));
        assertEquals(
                World.tree("{'field':'followUpIds[12]','code':'TOO_MANY',"
                        + "'message':'followUpIds[12] has messages: one call closes 12 pieces that have any'}"),
                closed.at("/results/" + (many - 1) + "/errors/0"));
        assertEquals("RECORDED", text(close(ids.subList(many - 1, many)), "/results/0/outcome"));
    }

    private JsonNode close(List<String> ids) {
        return world.step("manual", String.join("','", ids), "COMPLETE", "ana");
    }

    @Test
    void itIsNoAgreementAndHoldsMarketingAtOnce() {
        JsonNode answer = wrote(REFUSAL, "m1", "auto");
        assertEquals("RECORDED", text(answer, "/outcome"));
        assertEquals("SUSPECTED_REFUSAL", text(answer, "/judged"));
        assertEquals("NONE", text(answer, "/relation/conversation"));
        assertEquals("2026-11-24T12:00:00Z", text(answer, "/relation/refusalSuspectedSince"));
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
        assertEquals("FIRST_CONTACT_REQUIRED", asked("auto", "UTILITY"));
        assertEquals("ALLOWED", asked("auto", "SERVICE"));
        world.clock.pass(Duration.ofDays(1));
        assertEquals("FIRST_CONTACT_REQUIRED", asked("auto", "SERVICE"));
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
    }

    @Test
    void talkAndAContinueDecideNothing() {
        wrote(REFUSAL, "m1", "auto");
        wrote("where is my parcel", "m2", "auto");
        world.call("decide-consent", "{'userId':'%s','businessId':'auto','decision':'CONTINUE'}", person);
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
        assertEquals("ALLOWED", asked("auto", "UTILITY"));
    }

    /** The words are in the queue of the business, within one business day, and in no ledger. */
    @Test
    void theQueueHasTheWordsUntilSomebodyDecides() {
        wrote(REFUSAL, "m1", "auto");
        JsonNode work = queue("auto").get(0);
        assertEquals(World.tree("""
                {'followUpId':'%s','kind':'SUSPECTED_REFUSAL','userId':'%s','about':null,'state':'OPEN',
                 'openedAt':'2026-11-24T12:00:00Z','due':'2026-11-25','overdue':false,'dueSoon':true,'assignee':null,
                 'claimedUntil':null,'closedAt':null,'reminders':0,'lateMessages':0,
                 'messages':[{'messageId':'%s','arrivedAt':'2026-11-24T12:00:00Z','text':'%s'}]}""", text(work, "/followUpId"), person, name("m1"), REFUSAL), work);
        assertFalse(world.items(world.tables.ledger()).toString().contains(REFUSAL));
        assertFalse(world.items(world.tables.relations()).toString().contains(REFUSAL));

        assertEquals("RECORDED", resolve("auto", "SKIP", ",'note':'a joke','messages':['" + name("m1") + "']"));
        assertFalse(world.items(world.tables.followUps()).toString().contains(REFUSAL));
    }

    @Test
    void completedItIsAnOptOutFromTheArrival() {
        wrote(REFUSAL, "m1", "auto");
        world.clock.pass(Duration.ofHours(3));
        assertEquals("RECORDED", resolve("auto", "COMPLETE", ""));
        assertEquals("MARKETING_OPTED_OUT 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
        assertEquals("UNCHANGED", resolve("auto", "COMPLETE", ""));
        assertEquals(0, queue("auto").size());
        // An opt-in lifts the opt-out and the suspected refusal.
        world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", person);
        assertEquals("ALLOWED", asked("auto", "MARKETING"));
    }

    @Test
    void completedAtABusinessThatRemovesByHandItOpensTheRemoval() {
        wrote(REFUSAL, "m1", "manual");
        resolve("manual", "COMPLETE", "");
        assertEquals(List.of("MARKETING_REMOVAL"), queue("manual").findValuesAsText("kind"));
        assertEquals("2026-12-03", text(queue("manual"), "/0/due"));
    }

    /** A business cannot clear what its people have not read. */
    @Test
    void skippedItClearsTheNamedMessagesAlone() {
        wrote("hello", "m0", "auto");
        wrote(REFUSAL, "m1", "auto");
        wrote(REFUSAL, "m2", "auto");
        assertEquals("REJECTED REQUIRED", resolve("auto", "SKIP", ",'note':'n'"));
        assertEquals(
                "REJECTED NOT_FOUND",
                resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m0") + "','" + name("other") + "']"));
        assertEquals("RECORDED", resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m1") + "']"));
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
        assertEquals(List.of(name("m2")), queue("auto").findValuesAsText("messageId"));
        assertEquals("UNCHANGED", resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m1") + "']"));
        assertEquals(
                "RECORDED",
                resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m1") + "','" + name("m2") + "']"));
        assertEquals("ALLOWED", asked("auto", "MARKETING"));
        assertEquals(0, queue("auto").size());
        // The same messages again, and a new one.
        wrote(REFUSAL, "m1", "auto");
        assertEquals("ALLOWED", asked("auto", "MARKETING"));
        assertEquals(0, queue("auto").size());
        wrote(REFUSAL, "m3", "auto");
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
        assertEquals(List.of(name("m3")), queue("auto").findValuesAsText("messageId"));
    }

    /** The operator sees how often each business says that a message was no refusal. */
    @Test
    void theReportTellsHowMuchWasSkipped() {
        wrote(REFUSAL, "m1", "auto");
        wrote(REFUSAL, "m2", "auto");
        resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m1") + "','" + name("m2") + "']");
        resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m1") + "','" + name("m2") + "']");
        wrote(World.somebody(), REFUSAL, "n1", "auto");
        JsonNode report =
                world.call("report-follow-ups", "{'businessId':'auto','from':'2026-11-24','to':'2026-11-24'}");
        assertEquals(
                World.tree("{'opened':2,'confirmed':0,'skipped':1,'messagesCleared':2}"),
                report.at("/total/suspectedRefusals"));
        assertEquals(2, world.counted.get(Decisions.CLEARED));
    }

    /** A closed piece of work decides about its own messages and about no others. */
    @Test
    void anOptInLiftsItAndEndsTheWork() {
        wrote(REFUSAL, "m1", "auto");
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", person);
        assertEquals("ALLOWED", asked("auto", "MARKETING"));
        assertEquals(0, queue("auto").size());
        assertEquals(
                List.of("WITHDRAWN"),
                world.call("list-follow-ups", "{'businessId':'auto','state':'WITHDRAWN'}")
                        .findValuesAsText("state"));
        assertFalse(world.items(world.tables.followUps()).toString().contains(REFUSAL));
    }

    /** An opt-in that was said before the message arrived may be what the message takes back. */
    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "2026-11-24T12:00:00Z"})
    void theArrivalCountsWhateverTimeIsTold(String told) {
        world.call(
                "request-opt-in",
                "{'userId':'%s','businessId':'auto','occurredAt':'2026-11-24T11:59:59.500Z'}",
                person);
        JsonNode answer = says(person, "auto", REFUSAL, "'occurredAt':'" + told + "'");
        assertEquals("RECORDED", text(answer, "/outcome"));
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("auto", "MARKETING"));
    }

    /** Beyond what a relation counts one by one, nothing is cleared, and nothing is lost. */
    @Test
    void beyondEightOnlyAnOptInLifts() {
        for (int i = 0; i < 12; i++) {
            wrote(REFUSAL, "m" + i, "auto");
        }
        assertEquals(8, queue("auto").findValuesAsText("messageId").size());
        String all = String.join("','", queue("auto").findValuesAsText("messageId"));
        resolve("auto", "SKIP", ",'note':'n','messages':['" + all + "']");
        assertTrue(asked("auto", "MARKETING").startsWith("REFUSAL_SUSPECTED"));
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", person);
        assertEquals("ALLOWED", asked("auto", "MARKETING"));
    }

    /** Whatever else is wrong with it: named in notes, and recorded. */
    @Test
    void itGetsInWhateverElseIsWrong() {
        JsonNode answer = says(person, "auto", REFUSAL, "'occurredAt':'yesterday','channel':7,'blockReason':'SPAM'");
        assertEquals("RECORDED", text(answer, "/outcome"));
        assertEquals(3, answer.get("notes").size());
        assertTrue(asked("auto", "MARKETING").startsWith("REFUSAL_SUSPECTED"));
    }

    @Test
    void anOptOutWordInATextIsAnOptOut() {
        JsonNode answer = wrote("STOP", "m1", "manual");
        assertEquals("OPT_OUT", text(answer, "/judged"));
        assertEquals("IN_PROGRESS", text(answer, "/relation/removal/status"));
        assertEquals("MARKETING_OPTED_OUT 2026-11-24T12:00:00Z", asked("manual", "MARKETING"));
        assertEquals(
                "REJECTED",
                world.outcome(
                        "decide-consent",
                        "{%s,'decision':'CONTINUE','text':'hello'}",
                        "'userId':'%s','businessId':'auto'".formatted(person)));
    }

    /** The same id, and a text that says something else: the refusal counts, whichever came first. */
    @Test
    void underTheSameIdTheRefusalCounts() {
        assertEquals("TALK", text(wrote("hello", "m1", "auto"), "/judged"));
        assertEquals("RECORDED", text(wrote(REFUSAL, "m1", "auto"), "/outcome"));
        assertTrue(asked("auto", "MARKETING").startsWith("REFUSAL_SUSPECTED"));
        assertEquals("UNCHANGED", text(wrote("hello", "m1", "auto"), "/outcome"));
        assertEquals("RECORDED", text(wrote("stop", "m1", "auto"), "/outcome"));
        assertTrue(asked("auto", "MARKETING").startsWith("MARKETING_OPTED_OUT"));

        String other = World.somebody();
        assertEquals("SUSPECTED_REFUSAL", text(wrote(other, REFUSAL, "n1", "auto"), "/judged"));
        wrote(other, "hello", "n1", "auto");
        assertEquals(
                "NONE",
                text(
                        world.call("read-relation", "{'userId':'%s','businessId':'auto'}", other),
                        "/relation/conversation"));
    }

    /** A client whose id is always the same: over an hour later it is another message. */
    @ParameterizedTest
    @ValueSource(strings = {"hello", REFUSAL})
    void theSameIdAnHourLaterIsAnotherMessage(String first) {
        wrote(first, "always", "auto");
        wrote(REFUSAL, "always", "auto");
        List<String> messages = queue("auto").findValuesAsText("messageId");
        assertEquals(1, messages.size());
        resolve("auto", "SKIP", ",'note':'n','messages':['" + messages.get(0) + "']");
        world.clock.pass(Duration.ofMinutes(5));
        assertEquals("SUPERSEDED", text(wrote(REFUSAL, "always", "auto"), "/outcome"));
        world.clock.pass(Duration.ofHours(1));
        assertEquals("RECORDED", text(wrote(REFUSAL, "always", "auto"), "/outcome"));
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T13:05:00Z", asked("auto", "MARKETING"));
        world.clock.pass(Duration.ofHours(2));
        world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", person);
        world.clock.pass(Duration.ofHours(2));
        assertEquals("RECORDED", text(wrote(REFUSAL, "always", "auto"), "/outcome"));
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T17:05:00Z", asked("auto", "MARKETING"));
    }

    /** By WhatsApp: texts, captions, edits, buttons, list rows and forms, and again. */
    @Test
    void everyWayOfWhatsAppTellsOfIt() {
        long at = NOON.getEpochSecond();
        List<String> told = List.of(
                "'type':'text','text':{'body':'%s'}",
                "'type':'image','image':{'id':'1','caption':'%s'}",
                "'type':'video','video':{'id':'1','caption':'%s'}",
                "'type':'document','document':{'id':'1','caption':'%s'}",
                "'type':'order','order':{'catalog_id':'1','text':'%s'}",
                "'type':'edit','edit':{'original_message_id':'wamid.0','message':{'type':'text','text':{'body':'%s'}}}",
                "'type':'edit','edit':{'original_message_id':'wamid.0','message':{'type':'image','image':{'caption':'%s'}}}",
                "'type':'button','button':{'payload':'x','text':'%s'}",
                "'type':'button','button':{'payload':'%s'}",
                "'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'1','title':'%s'}}",
                "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'1','title':'%s'}}",
                "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'1','title':'A','description':'%s'}}",
                "'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'response_json':'%s'}}",
                "'type':'hologram','hologram':{'words':'%s'}",
                "'text':'%s'");
        for (String each : told) {
            String someone = World.somebody();
            String update = """
                    {'field':'messages','value':{'metadata':{'phone_number_id':'1'},'messages':
                    [{'from':'%s','id':'wamid.%1$s','timestamp':'%d',%s}]}}""".formatted(someone, at, each.formatted(REFUSAL)).replace('\'', '"');
            Webhook.deliver(world, Envelopes.of(update));
            Webhook.deliver(world, Envelopes.of(update));
            assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked(someone, "auto", "MARKETING"), each);
            assertEquals("FIRST_CONTACT_REQUIRED", asked(someone, "auto", "UTILITY"), each);
        }
        assertEquals(
                told.stream()
                        .map(each -> each.startsWith("'type':'interactive'") && each.contains("'A'")
                                ? "A\n" + REFUSAL
                                : REFUSAL)
                        .sorted()
                        .toList(),
                queue("auto").findValuesAsText("text").stream().sorted().toList());
    }

    /** An edit that refuses nothing is no message of its own. */
    @Test
    void anEditThatIsTalkAgreesToNothing() {
        Webhook.deliver(world, Envelopes.of("""
                {"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":
                [{"from":"%s","id":"wamid.e","timestamp":"%d","type":"edit","edit":{"original_message_id":"wamid.0",
                "message":{"type":"text","text":{"body":"two, please"}}}}]}}""".formatted(person, NOON.getEpochSecond())));
        assertEquals("FIRST_CONTACT_REQUIRED", asked("auto", "UTILITY"));
    }

    /** A number that is nobody's yet: the verdict, the arrival and what may be an opt-out word are kept. */
    @Test
    void whatCameForAnUnknownNumberHoldsFromItsFirstArrival() {
        String words = REFUSAL + ", as I told you many times, and this is the last time. ".repeat(3);
        String update = Envelopes.message("9", person, "wamid.9", words, NOON.getEpochSecond());
        Webhook.deliver(world, Envelopes.of(update));
        assertFalse(world.items(world.tables.aside()).toString().contains(REFUSAL));
        world.clock.pass(Duration.ofHours(1));
        Webhook.deliver(world, Envelopes.of(update));
        world.call("request-opt-in", "{'userId':'%s','businessId':'late','occurredAt':'2026-11-24T11:59:59Z'}", person);
        settle("late", "9", "AUTOMATIC");
        world.call("replay-unknown", "{'phoneNumberId':'9'}");
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked("late", "MARKETING"));
        assertEquals(1, queue("late").findValuesAsText("messageId").size());
    }

    /** Under the person's other ids too, whichever came first. */
    @Test
    void itFollowsThePersonToAnotherId() {
        String scoped = "RO." + person;
        wrote(REFUSAL, "m1", "auto");
        world.move("moved", "auto", person, scoped);
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", asked(scoped, "auto", "MARKETING"));
        resolve("auto", "SKIP", ",'note':'n','messages':['" + name("m1") + "']");
        assertEquals("FIRST_CONTACT_REQUIRED", asked(scoped, "auto", "MARKETING"));
    }

    /** By which the message of a request is named. */
    private String name(String requestId) {
        return EntryId.ofSuspected(new UserId(person), EntryId.ofRequest(requestId))
                .value();
    }

    private JsonNode wrote(String words, String id, String business) {
        return wrote(person, words, id, business);
    }

    private JsonNode wrote(String who, String words, String id, String business) {
        return says(who, business, words, "'requestId':'" + id + "'");
    }

    private JsonNode says(String who, String business, String words, String more) {
        String said = "{'userId':'%s','businessId':'%s','decision':'MESSAGE_SENT','text':'%s',%s}";
        return world.call("decide-consent", said, who, business, words, more);
    }

    /** The outcome, with the code of what was wrong. */
    private String resolve(String business, String action, String more) {
        String id = world.items(world.tables.followUps()).stream()
                .filter(item -> item.containsKey("kind")
                        && item.get("kind").s().equals("SUSPECTED_REFUSAL")
                        && item.get("businessId").s().equals(business))
                .map(item -> item.get("followUpId").s())
                .findFirst()
                .orElseThrow();
        JsonNode result = world.step(business, id, action, "ana", more).at("/results/0");
        return text(result, "/outcome") + (result.has("errors") ? " " + text(result, "/errors/0/code") : "");
    }

    private JsonNode queue(String business) {
        return world.call("list-follow-ups", "{'businessId':'%s'}", business).get("followUps");
    }

    private String asked(String business, String category) {
        return asked(person, business, category);
    }

    private String asked(String who, String business, String category) {
        JsonNode result = world.checked("'userId':'%s','businessId':'%s','category':'%s'", who, business, category);
        return result.has("reason")
                ? text(result, "/reason") + (result.has("since") ? " " + text(result, "/since") : "")
                : text(result, "/permission");
    }

    private static String text(JsonNode answer, String pointer) {
        return answer.at(pointer).asText();
    }
}
