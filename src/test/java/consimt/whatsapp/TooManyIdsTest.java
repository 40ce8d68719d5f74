package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of ids that would be too many for one person none is lost, none costs without bound, and each has the refusals of the others. */
class TooManyIdsTest {

    private static final int MANY = Cases.of(64, 200);

    private static final String OWN_SECRET = "consimt/whatsapp/shop/secret";

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final List<String> ids =
            IntStream.range(0, MANY).mapToObj(i -> World.somebody()).toList();

    @BeforeEach
    void aShopWhoseBasisIsTheConversation() {
        world.settle("shop", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001']}");
        decide(ids.get(0), "CONTINUE");
    }

    @Test
    void aBlockUnderAnOldNumberStandsUnderTheOneThatIsTooMany() {
        chain(16);
        decide(ids.get(0), "BLOCK");
        assertNull(world.counted.get("BoundsReached"));
        unite(15, 16);
        assertEquals(1, world.counted.get("BoundsReached"));
        assertEquals("BLOCKED_BY_USER", ask(ids.get(16)));
        // What is said later stands where it is said.
        decide(ids.get(0), "UNBLOCK");
        assertEquals("ALLOWED", ask(ids.get(0)));
        assertEquals("BLOCKED_BY_USER", ask(ids.get(16)));
        world.call("rebuild-relation", "{'businessId':'shop','userId':'%s'}", ids.get(16));
        assertEquals("BLOCKED_BY_USER", ask(ids.get(16)));
    }

    @Test
    void aUnionThatIsCutOffCarriesTheRefusalsWhenItIsToldAgain() {
        chain(16);
        optOut(ids.get(0), "");
        for (Fault.When when : Fault.When.values()) {
            boolean isCut = true;
            for (int call = 1; isCut; call++) {
                if (!Cases.takes(call, 9)) {
                    continue;
                }
                String last = World.somebody();
                decide(last, "CONTINUE");
                byte[] moved = Envelopes.of(Envelopes.moved("9001", ids.get(3), last, at()));
                Fault fault = new Fault(call, when);
                isCut = Webhook.isCutOff(world.with(fault), moved) || fault.happened();
                assertEquals(200, Webhook.deliver(world, moved));
                assertEquals("MARKETING_OPTED_OUT", ask(last), when + " " + call);
            }
        }
    }

    @Test
    void aLongChainIsNoFaultAndEachFactIsWrittenToSixteenIdsAtMost() {
        chain(MANY);
        for (String id : List.of(ids.get(0), ids.get(MANY / 2), ids.get(MANY - 1))) {
            meter.take();
            decide(id, "BLOCK");
            List<String> calls = meter.take().calls();
            assertTrue(calls.size() <= 1 + 2 * 16, calls::toString);
            assertEquals("BLOCKED_BY_USER", ask(id));
        }
    }

    /** The first of several holds is over by an opt-in at the other id, and the second one is not. */
    @Test
    void eachHoldStandsUnderTheIdThatIsTooMany() {
        chain(16);
        decide(last(), "CONTINUE");
        hold(ids.get(0), "m1", at());
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", last());
        hold(ids.get(0), "m2", at());
        unite(15, 16);
        assertEquals("REFUSAL_SUSPECTED", ask(last()));
    }

    @Test
    void aHoldStandsUnderTheIdThatIsTooManyBesideItsOwnHowOftenSoeverItIsTold() {
        chain(16);
        hold(ids.get(0), "m1", at());
        hold(last(), "n1", at());
        for (int told = 1; told <= 3; told++) {
            unite(15, 16);
            assertEquals(2, messagesToDecide(last()));
            assertEquals(1, messagesToDecide(ids.get(15)), "the other is decided where it was written");
        }
    }

    /** The one that somebody decided about is another message, of the same moment. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHoldStandsUnderTheIdThatIsTooManyBesideOneThatIsDecided(boolean isDecidedBefore) {
        chain(16);
        decide(last(), "CONTINUE");
        long at = at();
        hold(ids.get(0), "m1", at);
        hold(last(), "n1", at);
        if (!isDecidedBefore) {
            unite(15, 16);
        }
        JsonNode work = world.call("list-follow-ups", "{'businessId':'shop'}").get("followUps");
        for (JsonNode each : work) {
            if (each.get("userId").textValue().equals(last())) {
                String message = each.at("/messages/0/messageId").textValue();
                world.step(
                        "shop",
                        each.get("followUpId").textValue(),
                        "SKIP",
                        "ana",
                        ",'note':'no refusal','messages':['" + message + "']");
            }
        }
        if (isDecidedBefore) {
            assertEquals("ALLOWED", ask(last()));
            unite(15, 16);
        }
        assertEquals("REFUSAL_SUSPECTED", ask(last()));
    }

    /** The opt-out that came with it is lifted in the meantime, and the claims stay untrue, also one that comes later. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClaimUnderTheIdThatIsTooManyDoesNotCountOnceThePersonDisownedClaims(boolean isClaimedBefore) {
        world.settle(
                "shop",
                "'marketingBasis':'OPT_IN','whatsapp':{'phoneNumberIds':['9001']},'topics':[{'code':'vip','labels':{'en':'V'}}]");
        world.clock.pass(Duration.ofMinutes(2));
        chain(16);
        String claim = "'userId':'%s','businessId':'shop','proof':'form 7','occurredAt':'2026-11-01T10:00:00Z'";
        if (isClaimedBefore) {
            world.byBusiness("shop", "request-opt-in", claim, last());
            assertEquals("ALLOWED", ask(last()));
        }
        optOut(ids.get(0), ",'disownsClaims':true" + World.scope("vip"));
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'%s}", ids.get(0), World.scope("vip"));
        unite(15, 16);
        world.byBusiness("shop", "request-opt-in", claim, last());
        assertEquals("MARKETING_OPTED_OUT", ask(last()));
    }

    /** As between ids that are one. */
    @ParameterizedTest
    @ValueSource(strings = {"disowned", "refused before", "written before"})
    void aClaimUnderTheIdThatIsTooManyOpensNothingThatARefusalOfTheOtherCloses(String how) {
        chain(16);
        long before = at();
        if (how.equals("refused before")) {
            optOut(ids.get(0), "");
        }
        world.clock.pass(Duration.ofHours(1));
        world.byBusiness(
                "shop",
                "decide-consent",
                "'userId':'%s','businessId':'shop','decision':'CONTINUE','proof':'form 7','occurredAt':'2026-11-01T10:00:00Z'",
                last());
        assertEquals("ALLOWED", ask(last(), "'category':'UTILITY'"));
        world.clock.pass(Duration.ofHours(1));
        if (how.equals("written before")) {
            hold(ids.get(0), "m1", before);
        } else {
            optOut(ids.get(0), how.equals("disowned") ? ",'disownsClaims':true" : "");
        }
        unite(15, 16);
        assertEquals("FIRST_CONTACT_REQUIRED", ask(last(), "'category':'UTILITY'"));
    }

    /** There it is one of all, and an earlier opt-in to a channel does not lift it. */
    @Test
    void anOptOutOfATopicStandsUnderTheIdThatHasNoRoomForTheTopic() {
        world.settle(
                "shop",
                "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001']},'topics':[{'code':'vip','labels':{'en':'V'}}]");
        world.clock.pass(Duration.ofMinutes(2));
        chain(16);
        decide(last(), "CONTINUE");
        optOut(ids.get(0), World.scope("vip"));
        List.of("email", "rcs", "push", "voice", "whatsapp").forEach(part -> optOut(last(), World.scope(part)));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'%s}", last(), World.scope("sms"));
        unite(15, 16);
        assertEquals("MARKETING_OPTED_OUT", ask(last(), "'category':'MARKETING'" + World.scope("sms+vip")));
    }

    @Test
    void idsByTheWordOfTheBusinessDoNotCountBesideThoseOfTheOperator() {
        Platform own = ownSecret();
        for (int i = 1; i < 16; i++) {
            byte[] moved = Envelopes.of(Envelopes.moved("9001", ids.get(0), ids.get(i), at()));
            assertEquals(200, Webhook.deliver(world, own, moved));
        }
        Webhook.deliverByTopic(world, Envelopes.moved("9001", ids.get(0), last(), at()));
        decide(ids.get(0), "BLOCK");
        assertEquals("BLOCKED_BY_USER", ask(last()));
    }

    /** Each message names the first of fifteen invented ids, and another phone would be one too many. */
    @Test
    void oneEnvelopeOfTheBusinessDoesNotPassTheLimitSideBySide() {
        Platform own = ownSecret();
        List<String> messages = new ArrayList<>();
        for (int cluster = 0; cluster < 6; cluster++) {
            String head = "RO.7" + cluster + "0000000";
            for (int n = 10; n < 24; n++) {
                String moved = Envelopes.moved("9001", head, "RO.7" + cluster + "00000" + n, at());
                assertEquals(200, Webhook.deliver(world, own, Envelopes.of(moved)));
            }
            messages.add(Envelopes.messageOfBoth("9001", ids.get(0), head, "wamid." + cluster, "hello", at()));
        }
        assertEquals(200, Webhook.deliver(world, own, Envelopes.of(messages)));
        decide(ids.get(1), "CONTINUE");
        Webhook.deliverByTopic(world, Envelopes.moved("9001", ids.get(0), ids.get(1), at()));
        decide(ids.get(0), "BLOCK");
        assertEquals("BLOCKED_BY_USER", ask(ids.get(1)));
    }

    /** Its entries are in the ledgers. So it is completed, though one of its ids has more ids by now. */
    @Test
    void aUnionThatIsCutOffIsCompletedWhenItIsToldAgain() {
        chain(8);
        boolean isCut = true;
        for (int call = 1; isCut; call++) {
            List<String> others =
                    IntStream.range(0, 9).mapToObj(i -> World.somebody()).toList();
            others.subList(1, 8).forEach(other -> deliver(Envelopes.moved("9001", others.get(0), other, at())));
            byte[] moved = Envelopes.of(Envelopes.moved("9001", ids.get(0), others.get(0), at()));
            Fault fault = new Fault(call, Fault.When.BEFORE);
            isCut = Webhook.isCutOff(world.with(fault), moved) || fault.happened();
            deliver(Envelopes.moved("9001", others.get(0), others.get(8), at()));
            assertEquals(200, Webhook.deliver(world, moved));
            assertEquals(
                    "[]",
                    world.call("rebuild-relation", "{'businessId':'shop','userId':'%s','dryRun':true}", others.get(3))
                            .get("differences")
                            .toString(),
                    "call " + call);
        }
    }

    private String last() {
        return ids.get(16);
    }

    private Platform ownSecret() {
        world.secrets.with(OWN_SECRET, "of the shop");
        world.settle(
                "shop",
                "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001'],'appSecretName':'" + OWN_SECRET
                        + "'}");
        world.clock.pass(Duration.ofMinutes(2));
        return new Platform("of the shop");
    }

    private void hold(String who, String message, long at) {
        world.call(
                "decide-consent",
                "{'userId':'%s','businessId':'shop','requestId':'%s','decision':'MESSAGE_SENT','text':'%s','occurredAt':'%s'}",
                who,
                message,
                "Please do not contact me again about that",
                Instant.ofEpochSecond(at));
    }

    private int messagesToDecide(String who) {
        for (JsonNode each :
                world.call("list-follow-ups", "{'businessId':'shop'}").get("followUps")) {
            if (each.get("userId").textValue().equals(who)) {
                return each.get("messages").size();
            }
        }
        return 0;
    }

    private void chain(int length) {
        for (int i = 1; i < length; i++) {
            unite(i - 1, i);
        }
    }

    private void unite(int from, int to) {
        deliver(Envelopes.moved("9001", ids.get(from), ids.get(to), at()));
    }

    private void deliver(String change) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(change)));
    }

    private void decide(String who, String decision) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'%s'}", who, decision);
    }

    private void optOut(String who, String more) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'%s}", who, more);
    }

    private String ask(String who) {
        return ask(who, "'category':'MARKETING'");
    }

    private String ask(String who, String what) {
        return world.may("'userId':'%s','businessId':'shop',%s", who, what);
    }

    private long at() {
        world.clock.pass(Duration.ofSeconds(2));
        return world.clock.instant().getEpochSecond();
    }
}
