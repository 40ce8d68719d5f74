package consimt.consent;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertTrue(entry.get("furtherPart").booleanValue());
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

    /** An opt-in to SMS does not lift an opt-out of a topic, nor one of all that stands for the topic, whenever it was said. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noOptInToAnotherPartLiftsTheOptOutOfASeventh(boolean isLate) {
        String before = world.clock.instant().toString();
        world.clock.pass(Duration.ofHours(20));
        String told = isLate ? before : world.clock.instant().toString();
        String out = "{%s,'requestId':'seventh','occurredAt':'%s'%s}".formatted(who, told, World.scope("events"));
        if (isLate) {
            optIn("sms");
        }
        assertEquals("TOO_MANY", world.text("/notes/0/code", "request-opt-out", out));
        world.clock.pass(Duration.ofSeconds(2));
        assertEquals("SUPERSEDED", optIn("sms"));
        assertEquals("UNCHANGED", world.text("/outcome", "request-opt-out", out));
        assertEquals("MARKETING_OPTED_OUT", check("sms+events"));
        assertRebuildFindsNothing();
        world.call("erase-person", "{%s}", who);
        world.clock.pass(Duration.ofSeconds(2));
        optIn("sms");
        assertEquals("MARKETING_OPTED_OUT", check("sms+events"));
        assertRebuildFindsNothing();
        world.call("request-opt-in", "{%s}", who);
        assertEquals("ALLOWED", check("sms+events"));
    }

    /** An id that said the yes had room for it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noOptInOfAnotherIdLiftsTheOptOutOfASeventh(boolean isOperator) {
        world.secrets.with("consimt/whatsapp/shop/secret", "of the shop");
        world.settle(
                "shop",
                "'marketingBasis':'CONVERSATION','topics':[%s],'whatsapp':{'phoneNumberIds':['9001','9002'],'appSecretName':'consimt/whatsapp/shop/secret'}",
                TOPICS);
        world.clock.pass(Duration.ofMinutes(2));
        optOut("seventh", "events");
        String other = World.somebody();
        String its = "'userId':'%s','businessId':'shop'".formatted(other);
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", its);
        world.clock.pass(Duration.ofSeconds(2));
        String moved =
                Envelopes.moved("9001", person, other, world.clock.instant().getEpochSecond());
        if (isOperator) {
            world.call("request-opt-in", "{%s%s}", its, World.scope("sms"));
            Webhook.deliverByTopic(world, moved);
        } else {
            Webhook.deliver(world, new Platform("of the shop"), Envelopes.of(moved));
            world.clock.pass(Duration.ofSeconds(2));
            world.call("request-opt-in", "{%s%s}", its, World.scope("sms"));
        }
        assertEquals("MARKETING_OPTED_OUT", check(its, "sms+events"));
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

    /** As of any opt-out, two calls are not done without: the one that stores the entry, and the one that stores the marks. */
    @Test
    void anOptOutOfASeventhPartIsRecordedWhicheverCallFailsWherePeopleRemoveByHand() {
        world.settle(
                "shop",
                "'name':'Shop','marketingBasis':'CONVERSATION','removal':{'mode':'MANUAL'},'topics':[%s],'whatsapp':{'phoneNumberIds':['9001','9002']}",
                TOPICS);
        boolean happened = true;
        int unrecorded = 0;
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
            unrecorded += check(its, "rcs+events").equals("MARKETING_OPTED_OUT") ? 0 : 1;
        }
        assertEquals(2, unrecorded);
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
