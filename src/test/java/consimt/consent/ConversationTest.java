package consimt.consent;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.World;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How conversations begin and what people decide, as callers see it. */
class ConversationTest {

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'b'".formatted(person);

    @Test
    void theThreeChoicesAreInThePersonsLanguage() {
        JsonNode answer = world.call("open-conversation", "{%s,'locale':'ro-RO'}", who);
        assertEquals(World.tree("""
                        {'outcome':'FIRST_CONTACT','choices':[
                         {'decision':'BLOCK','label':'Blocați','effect':'b nu vă mai poate trimite mesaje și nici dumneavoastră nu îi mai puteți scrie. Îi vedeți în continuare profilul și catalogul și vă puteți întâlni în grupuri comune.'},
                         {'decision':'REPORT','label':'Raportați','effect':'Ne spuneți că b pare să încalce regulile pentru firme. O puteți bloca în același pas.'},
                         {'decision':'CONTINUE','label':'Continuați','effect':'Sunteți de acord ca b să vă scrie. O puteți bloca sau puteți renunța la mesajele ei de marketing oricând.'}]}"""), answer);
        JsonNode entry = world.call("read-ledger", "{%s}", who).at("/entries/0");
        assertEquals("FIRST_CONTACT", textOf(entry, "kind"));
        assertEquals("BUSINESS", textOf(entry, "actor"));
        assertTrue(textOf(entry, "wordsShown").startsWith("Blocați: b nu vă mai poate"));
    }

    /** The business would introduce itself after the no. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            decide-consent  | 'decision':'BLOCK'                                    | BLOCKED_BY_USER     | NONE
            decide-consent  | 'decision':'MESSAGE_SENT','text':'STOP'               | MARKETING_OPTED_OUT | PERSON_OPTS_IN
            decide-consent  | 'decision':'MESSAGE_SENT','text':'Do not contact me'  | REFUSAL_SUSPECTED   | DECIDE_WORK
            request-opt-out | 'scope':{'channel':'email'}                           | MARKETING_OPTED_OUT | PERSON_OPTS_IN
            """)
    void aRetryOfAFirstContactAfterARefusalIsRefused(String function, String refusal, String reason, String remedy) {
        JsonNode granted = world.call("open-conversation", "{%s,'requestId':'r'}", who);
        assertEquals("FIRST_CONTACT", outcome(granted));
        assertEquals(granted, world.call("open-conversation", "{%s,'requestId':'r'}", who));
        world.call(function, "{%s,%s}", who, refusal);
        for (String id : List.of("r", "another")) {
            assertEquals(
                    World.tree("{'outcome':'REFUSED','reason':'%s','remedy':'%s'}", reason, remedy),
                    world.call("open-conversation", "{%s,'requestId':'%s'}", who, id));
        }
    }

    @Test
    void aRetryOfAFirstContactIsRefusedUntilSomebodyDecidesThatAMessageIsNoRefusal() {
        Relation relation = World.relation(person, "b");
        world.call("open-conversation", "{%s,'requestId':'r'}", who);
        EntryId cleared = EntryId.ofWhatsAppMessage("cleared");
        world.recorder.record(Recorders.suspected(cleared, relation, world.clock.instant()));
        assertEquals("REFUSED", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
        world.recorder.record(Recorders.cleared(cleared, relation.userId(), relation, world.clock.instant()));
        assertEquals("FIRST_CONTACT", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
    }

    /** The check without a scope knows the one channel, so it names the channel as a whole. */
    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void aBusinessOfOneChannelThatThePersonRefusedCannotIntroduceItself(String refusedWhen) {
        world.settle("b", "'name':'B','channel':'sms'");
        if (refusedWhen.equals("after")) {
            assertEquals("FIRST_CONTACT", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
        }
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'},'categories':'ALL'}", who);
        assertEquals(
                World.tree("{'outcome':'REFUSED','reason':'CHANNEL_OPTED_OUT','remedy':'PERSON_OPTS_IN'}"),
                world.call("open-conversation", "{%s,'requestId':'r'}", who));
        assertEquals("CHANNEL_OPTED_OUT", world.may("%s,'category':'MARKETING'", who));
    }

    /** Before each of its calls in turn. What the person said before the mark was taken counts. */
    @ParameterizedTest
    @ValueSource(strings = {"STOP", "Do not contact me"})
    void aRefusalThatMeetsAFirstContactIsSeen(String text) {
        List<String> outcomes = new ArrayList<>();
        for (int call = 1; call <= 6; call++) {
            World fresh = World.fresh();
            Between refusal = new Between(
                    call, () -> fresh.call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'%s'}", who, text));
            outcomes.add(outcome(fresh.with(refusal).call("open-conversation", "{%s,'requestId':'r'}", who)));
            assertTrue(refusal.happened());
        }
        // The last call closes the place.
        assertEquals(List.of("REFUSED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "FIRST_CONTACT"), outcomes);
    }

    /** What was held before is decided. A message that comes between the look and the mark is seen all the same. */
    @Test
    void aRefusalIsSeenThatComesBetweenTheLookAtWhatWasHeldAndTheMark() {
        Relation relation = World.relation(person, "b");
        EntryId cleared = EntryId.ofWhatsAppMessage("cleared");
        world.recorder.record(Recorders.suspected(cleared, relation, world.clock.instant()));
        world.recorder.record(Recorders.cleared(cleared, relation.userId(), relation, world.clock.instant()));
        Between refusal = new Between(
                3,
                () -> world.recorder.record(
                        Recorders.suspected(EntryId.ofWhatsAppMessage("open"), relation, world.clock.instant())));
        assertEquals(
                World.tree("{'outcome':'REFUSED','reason':'REFUSAL_SUSPECTED','remedy':'DECIDE_WORK'}"),
                world.with(refusal).call("open-conversation", "{%s}", who));
        assertTrue(refusal.happened());
    }

    @Test
    void aRequestIdOfADecisionIsNoneOfAFirstContact() {
        world.call("decide-consent", "{%s,'requestId':'r','decision':'REPORT','report':{'reason':'SPAM'}}", who);
        assertEquals("FIRST_CONTACT", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
    }

    @Test
    void whoGotTheFirstContactGetsItAgainUntilThePersonDecides() {
        assertEquals("FIRST_CONTACT", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
        world.clock.pass(Duration.ofHours(1));
        assertEquals("FIRST_CONTACT", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
        decide("CONTINUE");
        assertEquals("ALREADY_OPEN", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
        decide("BLOCK");
        assertEquals("REFUSED", outcome(world.call("open-conversation", "{%s,'requestId':'r'}", who)));
    }

    @Test
    void outcomesTellWhatADecisionDid() {
        assertEquals("RECORDED", outcome(decide("MESSAGE_SENT")));
        assertEquals("UNCHANGED", outcome(decide("MESSAGE_SENT")));
        assertEquals("RECORDED", outcome(decide("CONTINUE")));
        assertEquals("RECORDED", outcome(decide("BLOCK")));
        assertEquals("UNCHANGED", outcome(decide("BLOCK")));
        assertEquals("SUPERSEDED", outcome(decideAt("UNBLOCK", "2026-11-20T00:00:00Z")));
        assertEquals("RECORDED", outcome(decide("UNBLOCK")));
        assertEquals("SUPERSEDED", outcome(decideAt("BLOCK", "2026-11-21T00:00:00Z")));
        assertEquals("UNCHANGED", outcome(decide("UNBLOCK")));
        // The second message changed nothing and has no entry.
        assertEquals(8, world.call("read-ledger", "{%s}", who).get("entries").size());
    }

    @Test
    void theSameRequestAgainIsUnchangedAndWithOtherContentAConflictUnlessItIsARefusal() {
        String request = "{%s,'requestId':'r','decision':'BLOCK','blockReason':'SPAM','channel':'app'}";
        assertEquals("RECORDED", outcome(world.call("decide-consent", request, who)));
        world.clock.pass(Duration.ofMinutes(3));
        assertEquals("UNCHANGED", outcome(world.call("decide-consent", request, who)));
        String unblock = request.replace("BLOCK", "UNBLOCK").replace("'blockReason':'SPAM',", "");
        assertEquals(World.tree("{'outcome':'CONFLICT','entryId':'r'}"), world.call("decide-consent", unblock, who));
        assertEquals(1, world.call("read-ledger", "{%s}", who).get("entries").size());
        for (String other : List.of(
                request.replace("SPAM", "OTHER"),
                request.replace("'app'", "'web'"),
                request.replace("'channel'", "'locale':'ro','channel'"),
                request.replace("'channel'", "'occurredAt':'2026-11-24T12:00:00Z','channel'"))) {
            assertEquals("UNCHANGED", outcome(world.call("decide-consent", other, who)));
            assertEquals("UNCHANGED", outcome(world.call("decide-consent", other, who)));
        }
        assertEquals(5, world.call("read-ledger", "{%s}", who).get("entries").size());
        assertEquals("2026-11-24T12:03:00Z", world.text("/relation/blockedSince", "read-relation", "{%s}", who));
    }

    @Test
    void reportsCountOnceEachAndTheLedgerKeepsWhy() {
        String report = "{%s,'requestId':'%s','decision':'REPORT','report':{'reason':'SCAM','details':'Nu există.'}}";
        assertEquals("RECORDED", outcome(world.call("decide-consent", report, who, "r1")));
        assertEquals("UNCHANGED", outcome(world.call("decide-consent", report, who, "r1")));
        JsonNode second = world.call("decide-consent", report, who, "r2");
        assertEquals(2, second.at("/relation/reports").intValue());
        assertFalse(second.at("/relation/blocked").booleanValue());
        assertEquals(
                World.tree("{'code':'SCAM','text':'Nu există.'}"),
                world.call("read-ledger", "{%s}", who).at("/entries/0/reason"));
    }

    @Test
    void aRelationStaysSmallHoweverOftenAPersonReports() {
        for (int i = 0; i < 60; i++) {
            world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who);
        }
        JsonNode relation = world.call("read-relation", "{%s}", who);
        assertEquals(50, relation.at("/relation/reports").intValue());
        assertEquals(
                60,
                world.pages("read-ledger", "entries", who).stream()
                        .filter(entry -> textOf(entry, "value").equals("REPORT"))
                        .count());
    }

    @Test
    void thePersonSeesEveryRelationPageByPageAndOnlyTheBlockedOnesIfAsked() {
        Set<String> all = new HashSet<>();
        Set<String> blocked = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            String business = "shop-%02d".formatted(i);
            all.add(business);
            boolean blocks = i % 4 == 0;
            if (blocks) {
                blocked.add(business);
            }
            world.call(
                    "decide-consent",
                    "{'userId':'%s','businessId':'%s','decision':'%s'}",
                    person,
                    business,
                    blocks ? "BLOCK" : "CONTINUE");
        }
        assertEquals(all, relations("'limit':10"));
        assertEquals(blocked, relations("'limit':3,'blocked':true"));
        assertEquals(all, relations("'blocked':false"));
    }

    @Test
    void theLedgerIsReadByTimePageByPage() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            expected.add("2026-11-%02dT00:00:00Z".formatted(i + 1));
        }
        List<String> arriving = new ArrayList<>(expected);
        Collections.shuffle(arriving, new Random(7));
        arriving.forEach(at -> decideAt("CONTINUE", at));
        assertEquals(expected, textsOf(world.pages("read-ledger", "entries", who + ",'limit':10"), "occurredAt"));
        assertEquals(
                10,
                world.call("read-ledger", "{%s,'limit':10}", who).get("entries").size());
    }

    private Set<String> relations(String asked) {
        Set<String> found = new HashSet<>();
        world.pages("read-relation", "relations", "'userId':'%s',%s".formatted(person, asked))
                .forEach(each -> assertTrue(found.add(textOf(each, "businessId"))));
        return found;
    }

    private JsonNode decide(String decision) {
        world.clock.pass(Duration.ofSeconds(1));
        return world.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
    }

    private JsonNode decideAt(String decision, String at) {
        return world.call("decide-consent", "{%s,'decision':'%s','occurredAt':'%s'}", who, decision, at);
    }

    private static String outcome(JsonNode answer) {
        return textOf(answer, "outcome");
    }
}
