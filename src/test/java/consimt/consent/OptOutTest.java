package consimt.consent;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.followup.FollowUp;
import consimt.kit.World;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opting out, saying why or not, and back in, as callers see it. */
class OptOutTest {

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void twoShops() {
        world.settle("auto", "'name':'Cafea','country':'DE','languages':['de']");
        world.settle(
                "manual",
                "'name':'Librăria','languages':['ro'],'removal':{'mode':'MANUAL','days':5,'dayKind':'BUSINESS'},'reasons':[{'code':'READS_ELSEWHERE','labels':{'ro':'Cumpăr din altă parte','en':'I buy elsewhere'}}]");
    }

    @Test
    void atAnAutomaticBusinessTheRemovalIsDoneAtOnce() {
        JsonNode answer = world.call("request-opt-out", "{%s,'requestId':'out','locale':'en'}", at("auto"));
        assertEquals(World.tree("""
                        {'outcome':'RECORDED','entryId':'out','removal':{'status':'DONE'},
                         'confirmation':{
                          'text':'You will no longer get marketing messages from Cafea. This holds for this number or address.',
                          'askReason':{'text':'Would you like to tell Cafea why? You do not have to.','options':[
                           {'code':'TOO_MANY','label':'Too many messages'},{'code':'NOT_RELEVANT','label':'Not relevant to me'},
                           {'code':'DID_NOT_SIGN_UP','label':'I did not sign up'},{'code':'NO_LONGER_CUSTOMER','label':'I am no longer a customer'},
                           {'code':'OTHER','label':'Another reason'}],'mayDecline':true},
                          'optBackIn':{'text':'Changed your mind? You can ask for marketing messages from Cafea again at any time.'}},
                         'relation':{%s,'blocked':false,'blockedSince':null,'conversation':'NONE','basis':null,'conversationSince':null,
                          'marketing':'OPTED_OUT','marketingSince':'2026-11-24T12:00:00Z','removal':{'status':'DONE'},'reports':0}}""", at("auto")), answer);
        assertTrue(world.items(world.tables.followUps()).isEmpty());
    }

    /** Nobody hears of an opt-out at a business without an endpoint and without work by hand. */
    @Test
    void theConfirmationSaysThatTheBusinessIsToldWhereItIs() {
        world.settle(
                "endpoint",
                "'name':'Ceai','country':'DE','notices':{'url':'https://ceai.example/notices','secretName':'consimt/notices/endpoint'}");
        Map<String, Boolean> told = Map.of("auto", false, "manual", true, "endpoint", true);
        told.forEach((business, isTold) -> assertEquals(
                isTold,
                world.text("/confirmation/text", "request-opt-out", "{%s,'locale':'en'}", at(business))
                        .contains(" is told of this. "),
                business));
    }

    /** A yes while the block stands would change nothing, and its confirmation would be untrue. */
    @Test
    void ofWhoBlocksTheBusinessNoYesIsRecorded() {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", at("auto"));
        world.call("request-opt-out", "{%s}", at("auto"));
        world.call("decide-consent", "{%s,'decision':'BLOCK'}", at("auto"));
        int entries = world.entries().size();
        JsonNode answer = world.byPerson(person, "request-opt-in", "'businessId':'auto','locale':'en'");
        assertEquals(
                "businessId NOT_ALLOWED", textOf(answer, "/errors/0/field") + " " + textOf(answer, "/errors/0/code"));
        assertEquals(entries, world.entries().size());
        // By the operator's own call it is recorded, and has no text that promises anything.
        assertFalse(
                world.call("request-opt-in", "{%s,'locale':'en'}", at("auto")).has("confirmation"));
        assertEquals("BLOCKED_BY_USER", world.marketing(person, "auto"));
        world.clock.pass(Duration.ofMinutes(1));
        world.byPerson(person, "decide-consent", "'businessId':'auto','decision':'UNBLOCK'");
        answer = world.byPerson(person, "request-opt-in", "'businessId':'auto','locale':'en'");
        assertEquals(
                "You will get marketing messages from Cafea. You can stop them at any time.",
                textOf(answer, "/confirmation/text"));
    }

    /** By phone, by letter or at the counter. */
    @Test
    void ofAStopThatWasSaidTheEntryTellsWhoWroteItDown() {
        String said = at("auto") + ",'channel':'phone','occurredAt':'2026-11-23T10:00:00Z'";
        world.call("request-opt-out", "{%s,'actor':'Ana'}", said);
        assertEquals("MARKETING_OPTED_OUT", world.marketing(person, "auto"));
        JsonNode entry = optOut("auto");
        assertEquals("Ana", textOf(entry, "actor"));
        assertEquals(World.tree("{'kind':'OPERATOR'}"), entry.get("calledBy"));
        assertEquals("phone", textOf(entry, "channel"));
        assertFalse(entry.has("wordsShown"), "nobody showed the person a confirmation");
        assertEquals("2026-11-23T10:00:00Z", textOf(entry, "occurredAt"));
    }

    @Test
    void aNameThatIsNoneTurnsNoStopAwayAndAPersonIsNobodysClerk() {
        JsonNode answer = world.call("request-opt-out", "{%s,'actor':'PERSON'}", at("auto"));
        assertEquals("RECORDED", textOf(answer, "outcome"));
        assertEquals("actor", textOf(answer, "/notes/0/field"));
        world.byPerson(person, "request-opt-out", "'businessId':'manual','actor':'Ana'");
        assertEquals("PERSON", textOf(optOut("manual"), "actor"));
    }

    private JsonNode optOut(String business) {
        return world.pages("read-ledger", "entries", at(business)).stream()
                .filter(entry -> textOf(entry, "value").equals("OPT_OUT"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ofOneOptOutFiveExplanationsAreToldAndEachIsAnEntry() {
        world.call("request-opt-out", "{%s,'requestId':'out'}", at("auto"));
        for (int i : new int[] {0, 1, 2, 3, 4, 5, 6, 6, 0}) {
            world.clock.pass(Duration.ofSeconds(1));
            world.call(
                    "explain-opt-out",
                    "{%s,'requestId':'why-%s','entryId':'out','reason':{'code':'OTHER','text':'%s'}}",
                    at("auto"),
                    i,
                    i);
        }
        // The two others, one of them repeated.
        assertEquals(3, world.counted.get("BoundsReached"));
        world.clock.pass(World.CHANGES_SETTLED_AFTER.plusSeconds(1));
        JsonNode changes = world.call("list-changes", "{'businessId':'auto'}");
        assertEquals(List.of("0", "1", "2", "3", "4"), textsOf(changes.findValues("reason"), "text"));
        assertEquals(
                7,
                world.call("read-ledger", "{%s}", at("auto")).findValuesAsText("kind").stream()
                        .filter("OPT_OUT_REASON"::equals)
                        .count());
    }

    @Test
    void atAManualBusinessAFollowUpOpensAndThePersonIsToldTheLastDay() {
        JsonNode answer = world.call("request-opt-out", "{%s}", at("manual"));
        assertEquals("IN_PROGRESS", textOf(answer, "/removal/status"));
        assertEquals("2026-12-03", textOf(answer, "/removal/stopsBy"));
        assertTrue(textOf(answer, "/confirmation/text").contains("până la 3 decembrie 2026"));
        assertEquals(
                World.tree("[{'code':'READS_ELSEWHERE','label':'Cumpăr din altă parte'}]"),
                answer.at("/confirmation/askReason/options"));
        FollowUp followUp = followUp(answer);
        assertEquals(Kind.MARKETING_REMOVAL, followUp.kind());
        assertEquals(State.OPEN, followUp.state());
        assertEquals(World.relation(person, "manual"), followUp.relation());
        assertEquals(world.clock.instant(), followUp.openedAt());
        assertEquals(LocalDate.parse("2026-12-03"), followUp.due());
        assertFalse(followUp.id().value().contains(person));
    }

    /** The message is a part of what was said: the same id with another one is another refusal. */
    @Test
    void anOptOutNamesTheMessageThatItAnswers() {
        String optOut = "{%s,'requestId':'out','campaign':'black friday','messageSentAt':'2026-11-24T09:30:00Z'}";
        assertEquals("RECORDED", world.outcome("request-opt-out", optOut, at("auto")));
        assertEquals("UNCHANGED", world.outcome("request-opt-out", optOut, at("auto")));
        JsonNode entries = world.call("read-ledger", "{%s}", at("auto")).get("entries");
        assertEquals(1, entries.size());
        assertEquals("black friday", textOf(entries, "/0/campaign"));
        assertEquals("2026-11-24T09:30:00Z", textOf(entries, "/0/messageSentAt"));

        world.call("request-opt-out", optOut.replace("black", "white"), at("auto"));
        world.call("request-opt-out", "{%s,'requestId':'out'}", at("auto"));
        JsonNode more = world.call("read-ledger", "{%s}", at("auto")).get("entries");
        assertEquals(3, more.size());
        assertEquals(2, more.findValues("campaign").size());
    }

    @Test
    void aLateOptInChangesNothingAndConfirmsNothing() {
        JsonNode out = world.call("request-opt-out", "{%s}", at("manual"));
        JsonNode in = world.call("request-opt-in", "{%s,'occurredAt':'2026-11-20T00:00:00Z'}", at("manual"));
        assertEquals("SUPERSEDED", textOf(in, "outcome"));
        assertFalse(in.has("confirmation"));
        assertEquals("IN_PROGRESS", textOf(in, "/removal/status"));
        assertEquals(State.OPEN, followUp(out).state());
    }

    @Test
    void optingInNeverLiftsABlock() {
        world.call("decide-consent", "{%s,'decision':'BLOCK'}", at("auto"));
        JsonNode in = world.call("request-opt-in", "{%s}", at("auto"));
        assertEquals("RECORDED", textOf(in, "outcome"));
        assertTrue(in.at("/relation/blocked").booleanValue());
        assertEquals("ACCEPTED", textOf(in, "/relation/conversation"));
    }

    @Test
    void whoSaidWhyOrDeclinedIsNotAskedAgain() {
        for (String reason :
                List.of("'DECLINED'", "{'code':'OTHER','text':'Mută-te.'}", "{'code':'READS_ELSEWHERE'}")) {
            JsonNode answer = world.call(
                    "request-opt-out", "{'userId':'%s','businessId':'manual','reason':%s}", World.somebody(), reason);
            assertEquals("RECORDED", textOf(answer, "outcome"));
            assertFalse(answer.at("/confirmation").has("askReason"));
        }
    }

    @Test
    void aReasonMayBeAddedAfterwardsAndTheLastWordIsInTheFiguresIndex() {
        world.call("request-opt-out", "{%s,'requestId':'out'}", at("manual"));
        String explain = "{%s,'requestId':'%s','entryId':'out','reason':%s}";
        assertEquals(
                World.tree("{'outcome':'RECORDED','entryId':'why'}"),
                world.call("explain-opt-out", explain, at("manual"), "why", "{'code':'TOO_MANY'}"));
        assertEquals(
                "UNCHANGED", world.outcome("explain-opt-out", explain, at("manual"), "why", "{'code':'TOO_MANY'}"));
        assertEquals("CONFLICT", world.outcome("explain-opt-out", explain, at("manual"), "why", "'DECLINED'"));
        JsonNode nobody =
                world.call("explain-opt-out", explain.replace("'out'", "'in'"), at("manual"), "w2", "'DECLINED'");
        assertEquals("NOT_FOUND", textOf(nobody, "/errors/0/code"));
    }

    private FollowUp followUp(JsonNode answer) {
        return world.stores
                .followUps()
                .find(new BusinessId("manual"), new FollowUpId(textOf(answer, "/removal/followUpId")))
                .orElseThrow();
    }

    private String at(String business) {
        return "'userId':'%s','businessId':'%s'".formatted(person, business);
    }
}
