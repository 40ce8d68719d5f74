package consimt.optout;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A relation has room for wishes about six parts of marketing; the write path decides before the entry. */
class SixPartsTest {

    private static final List<String> SIX = List.of("offers", "news", "sms", "email", "push", "9001");

    private static final String TOPICS =
            "{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}},{'code':'events','labels':{'en':'Events'}}";

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(person);

    @BeforeEach
    void thePersonHasWishesAboutSixParts() {
        world.settle(
                "shop",
                "'name':'Shop','marketingBasis':'CONVERSATION','removal':{'mode':'AUTOMATIC'},'topics':[%s],'whatsapp':{'phoneNumberIds':['9001','9002']}",
                TOPICS);
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
        SIX.forEach(part -> optOut(part, part));
    }

    @Test
    void anOptOutOfASeventhPartIsOneOfAllInItsEntryTooHoweverOftenItIsTold() {
        JsonNode answer = optOut("seventh", "events");
        assertEquals("RECORDED", textOf(answer, "outcome"));
        assertFalse(answer.has("scope"));
        assertEquals(List.of("TOO_MANY"), answer.get("notes").findValuesAsText("code"));
        JsonNode entry = entries().stream()
                .filter(each -> textOf(each, "entryId").equals("seventh"))
                .findFirst()
                .orElseThrow();
        assertEquals("OPT_OUT", textOf(entry, "value"));
        assertFalse(entry.has("scope"));
        JsonNode again = optOut("seventh", "events");
        assertEquals("UNCHANGED", textOf(again, "outcome"));
        assertEquals(answer.get("notes"), again.get("notes"));
        assertEquals(answer.get("relation"), again.get("relation"));
        assertEquals("MARKETING_OPTED_OUT", check("rcs"));
        assertRebuildFindsNothing();
        assertFalse(optOut("one-of-six", "sms").has("notes"));
    }

    @Test
    void aYesToASeventhPartIsAnErrorAndFromAWebhookLeftOutAndCounted() {
        world.clock.pass(Duration.ofSeconds(1));
        JsonNode answer = world.call("request-opt-in", "{%s%s}", who, World.scope("events"));
        assertEquals("REJECTED", textOf(answer, "outcome"));
        assertEquals(List.of("TOO_MANY"), answer.get("errors").findValuesAsText("code"));
        long at = world.clock.instant().getEpochSecond();
        List<JsonNode> before = entries();
        assertEquals(200, Webhook.deliver(world, Envelopes.of(Envelopes.preference("9002", person, "resume", at))));
        assertEquals(before, entries());
        assertEquals(2, world.counted.get("BoundsReached"), "the error too");
        assertEquals("RECORDED", optIn("sms"));
    }

    /** An opt-in to SMS does not lift an opt-out of a topic. So it must not lift one of all that stands for the topic. */
    @Test
    void noOptInToAnotherPartLiftsTheOptOutOfASeventh() {
        optOut("seventh", "events");
        world.clock.pass(Duration.ofSeconds(2));
        assertEquals("REJECTED", optIn("sms"));
        assertEquals("MARKETING_OPTED_OUT", check("sms+events"));
        assertEquals("RECORDED", textOf(world.call("request-opt-in", "{%s}", who), "outcome"));
        assertEquals("ALLOWED", check("rcs+events"));
        assertEquals("RECORDED", optIn("sms"));
    }

    @Test
    void anOptOutOfASeventhPartThatComesLateIsNotLiftedByAnEarlierOptInToAnother() {
        String before = world.clock.instant().toString();
        world.clock.pass(Duration.ofHours(20));
        assertEquals("RECORDED", optIn("sms"));
        for (int told = 1; told <= 2; told++) {
            world.call(
                    "request-opt-out",
                    "{%s,'requestId':'late','occurredAt':'%s'%s}",
                    who,
                    before,
                    World.scope("events"));
            assertEquals("MARKETING_OPTED_OUT", check("sms+events"));
            assertRebuildFindsNothing();
        }
    }

    @Test
    void anOptOutOfASeventhPartThatComesLateIsLiftedByALaterOptInToAll() {
        String before = world.clock.instant().toString();
        world.clock.pass(Duration.ofHours(20));
        world.call("request-opt-in", "{%s}", who);
        world.clock.pass(Duration.ofSeconds(2));
        assertEquals("RECORDED", optIn("sms"));
        world.call("request-opt-out", "{%s,'occurredAt':'%s'%s}", who, before, World.scope("events"));
        assertEquals("ALLOWED", check("sms+events"));
    }

    @Test
    void twoAtOnceMayBothComeInAndStayWhatTheyAre() {
        String other = World.somebody();
        String its = "'userId':'%s','businessId':'shop'".formatted(other);
        SIX.subList(0, 5).forEach(part -> world.call("request-opt-out", "{%s%s}", its, World.scope(part)));
        World disturbed =
                world.with(new Between(3, () -> world.call("request-opt-out", "{%s%s}", its, World.scope("events"))));
        JsonNode answer = disturbed.call("request-opt-out", "{%s%s}", its, World.scope("9001"));
        assertFalse(answer.has("notes"));
        assertEquals(
                7,
                world.call("read-relation", "{%s}", its).at("/relation/scopes").size());
        assertEquals(
                "[]",
                world.call("rebuild-relation", "{%s,'dryRun':true}", its)
                        .get("differences")
                        .toString());
    }

    @Test
    void anOptOutOfASeventhPartIsRecordedWhicheverCallFailsWherePeopleRemoveByHand() {
        world.settle(
                "shop",
                "'name':'Shop','marketingBasis':'CONVERSATION','removal':{'mode':'MANUAL'},'topics':[%s],'whatsapp':{'phoneNumberIds':['9001','9002']}",
                TOPICS);
        boolean happened = true;
        // The first call reads the settings.
        for (int call = 2; happened; call++) {
            String its = "'userId':'%s','businessId':'shop'".formatted(World.somebody());
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", its);
            SIX.forEach(part -> world.call("request-opt-out", "{%s%s}", its, World.scope(part)));
            assertEquals("ALLOWED", check(its, "rcs+events"));
            Fault fault = new Fault(call, Fault.When.BEFORE);
            World failing = world.with(fault);
            Fault.cutsOff(() -> failing.call("request-opt-out", "{%s%s}", its, World.scope("events")));
            happened = fault.happened();
            assertEquals("MARKETING_OPTED_OUT", check(its, "rcs+events"), "call " + call);
        }
    }

    private JsonNode optOut(String requestId, String part) {
        return world.call("request-opt-out", "{%s,'requestId':'%s'%s}", who, requestId, World.scope(part));
    }

    private String optIn(String part) {
        return textOf(world.call("request-opt-in", "{%s%s}", who, World.scope(part)), "outcome");
    }

    private String check(String part) {
        return check(who, part);
    }

    private String check(String whom, String part) {
        return world.may("%s,'interaction':'MESSAGE_TO_USER','category':'MARKETING'%s", whom, World.scope(part));
    }

    private List<JsonNode> entries() {
        return world.pages("read-ledger", "entries", who);
    }

    private void assertRebuildFindsNothing() {
        assertEquals(
                "[]",
                world.call("rebuild-relation", "{%s,'dryRun':true}", who)
                        .get("differences")
                        .toString());
    }
}
