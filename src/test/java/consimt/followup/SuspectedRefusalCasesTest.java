package consimt.followup;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Cases in which a message that may be a refusal was once lost, cleared unread, or left without work. */
class SuspectedRefusalCasesTest {

    private static final String REFUSAL = "I do not wish to be contacted";
    private static final String OTHER = "Please remove me from your list, do not write to me any more";
    private static final String SECRET = "the shop's own app secret";

    private final World world = World.fresh();
    private final String one = World.somebody();
    private final String other = World.somebody();

    @BeforeEach
    void bothAgreed() {
        settle("");
        for (String each : List.of(one, other)) {
            world.call("decide-consent", "{'userId':'%s','businessId':'auto','decision':'CONTINUE'}", each);
        }
        later();
    }

    private void settle(String more) {
        world.settle(
                "auto",
                "'languages':['ro'],'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['1']%s}",
                more);
    }

    @Test
    void anotherTextUnderAUsedIdIsAnotherMessage() {
        wrote(one, REFUSAL, "m1");
        skip(one);
        assertEquals("ALLOWED", asked(one));
        assertEquals("RECORDED", textOf(wrote(one, OTHER, "m1"), "outcome"));
        assertEquals("REFUSAL_SUSPECTED", asked(one));
    }

    /** Another message holds already; this one is a message of its own all the same. */
    @Test
    void aRepeatedMessageHoldsBesideAnother() {
        wrote(one, REFUSAL, "m1");
        skip(one);
        world.clock.pass(Duration.ofHours(2));
        wrote(one, OTHER, "m2");
        later();
        wrote(one, REFUSAL, "m1");
        assertEquals(List.of(OTHER, REFUSAL), queue().findValuesAsText("text"));
    }

    /** The first text was an opt-out, and an opt-in lifted it. Another text is judged by itself. */
    @Test
    void anotherTextUnderTheIdOfALiftedOptOutCountsForItself() {
        for (String text : List.of(REFUSAL, "unsubscribe", "hello")) {
            String who = World.somebody();
            wrote(who, "STOP", "m1");
            later();
            world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", who);
            later();
            JsonNode answer = wrote(who, text, "m1");
            switch (text) {
                case "hello" -> assertEquals("CONFLICT", textOf(answer, "outcome"));
                case "unsubscribe" -> assertEquals("MARKETING_OPTED_OUT", asked(who));
                default -> assertEquals("REFUSAL_SUSPECTED", asked(who));
            }
        }
    }

    /** A request's id is unique for one id of the person only. */
    @Test
    void messagesOfTheSameRequestIdUnderTwoIdsAreTwo() {
        wrote(one, REFUSAL, "m1");
        skip(one);
        world.move("moved", "auto", one, other);
        later();
        wrote(other, REFUSAL, "m1");
        assertEquals("REFUSAL_SUSPECTED", asked(other));
        assertEquals("REFUSAL_SUSPECTED", asked(one));
    }

    @Test
    void aDecisionAboutOneMessageIsNoneAboutThatOfAnotherId() {
        wrote(one, REFUSAL, "m1");
        wrote(other, REFUSAL, "m1");
        world.move("moved", "auto", one, other);
        skip(one);
        assertEquals(List.of(other), queue().findValuesAsText("userId"));
        assertEquals("REFUSAL_SUSPECTED", asked(other));
    }

    @Test
    void aNameInOneSkipCountsForItsOwnWorkOnly() {
        wrote(one, REFUSAL, "m1");
        wrote(other, REFUSAL, "m2");
        wrote(other, OTHER, "m1");
        skip(queue().findValuesAsText("followUpId"), List.of(name(one, "m1"), name(other, "m2")));
        assertEquals("ALLOWED", asked(one));
        assertEquals("REFUSAL_SUSPECTED", asked(other));
    }

    /** The business says that two are one, and one of them opts in: the other's message is unread still. */
    @Test
    void anOptInEndsNoWorkOfAnIdThatTheBusinessTold() {
        signedByTheShop();
        wrote(other, REFUSAL, "m1");
        told(Envelopes.messageOfBoth("1", one, other, "wamid.1", "hello", at()));
        later();
        world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", one);
        assertEquals("REFUSAL_SUSPECTED", asked(other));
        assertEquals(List.of(other), queue().findValuesAsText("userId"));
    }

    /** The message was read, under whichever id: it holds none of them any more. */
    @Test
    void aMessageThatTheBusinessSignedIsClearedUnderAllIdsThatItNamed() {
        signedByTheShop();
        told(Envelopes.messageOfBoth("1", one, "RO." + one, "wamid.1", REFUSAL, at()));
        assertEquals("REFUSAL_SUSPECTED", asked(one));
        skip("RO." + one);
        assertEquals("ALLOWED", asked(one));
        assertEquals(0, queue().size());
    }

    @Test
    void aMessageThatArrivesBesideAnOptInKeepsItsWork() {
        boolean reached = true;
        for (int call = 1; reached; call++) {
            String who = World.somebody();
            world.call("decide-consent", "{'userId':'%s','businessId':'auto','decision':'CONTINUE'}", who);
            wrote(who, REFUSAL, "m1");
            later();
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofMillis(5));
                wrote(who, OTHER, "m2");
            });
            world.with(between).call("request-opt-in", "{'userId':'%s','businessId':'auto','requestId':'in'}", who);
            reached = between.happened();
            boolean isInQueue = queue().findValuesAsText("userId").contains(who);
            assertTrue(isInQueue || asked(who).equals("ALLOWED"), "before call " + call);
        }
    }

    /** An opt-in under an id that turns out to be the person's answers the message, and ends its work. */
    @Test
    void aMergeThatLiftsTheHoldEndsItsWork() {
        wrote(one, REFUSAL, "m1");
        later();
        world.call("request-opt-in", "{'userId':'%s','businessId':'auto'}", other);
        world.move("moved", "auto", one, other);
        assertEquals("ALLOWED", asked(one));
        assertEquals(0, queue().size());
    }

    /** The business's word is taken away before the retry: the ledger's opt-out is completed all the same. */
    @Test
    void aRetryCompletesAnOptOutByAWordThatWasTakenAway() {
        for (Fault.When when : Fault.When.values()) {
            for (int call = 1; call <= 6; call++) {
                settle(",'optOutWords':['no more flowers']");
                String who = World.somebody();
                world.call("decide-consent", "{'userId':'%s','businessId':'auto','decision':'MESSAGE_SENT'}", who);
                later();
                String said = "{'requestId':'r','userId':'%s','businessId':'auto','decision':'MESSAGE_SENT',"
                        + "'text':'no more flowers','occurredAt':'%s'}";
                try {
                    world.with(new Fault(call, when)).call("decide-consent", said, who, world.clock.instant());
                } catch (StoreUnavailable cutOff) {
                    // The caller has no answer, and repeats the call.
                }
                settle("");
                world.call("decide-consent", said, who, world.clock.instant());
                boolean isInLedger = world.call("read-ledger", "{'userId':'%s','businessId':'auto'}", who)
                        .findValuesAsText("value")
                        .contains("OPT_OUT");
                assertEquals(isInLedger ? "MARKETING_OPTED_OUT" : "ALLOWED", asked(who), when + " " + call);
            }
        }
    }

    @Test
    void aWordThatWasJustConfiguredCountsAtOnce() {
        World elsewhere = world.elsewhere();
        String hello = "{'userId':'%s','businessId':'auto','decision':'MESSAGE_SENT','text':'%s'}";
        elsewhere.call("decide-consent", hello, one, "hello");
        settle(",'optOutWords':['no more flowers']");
        assertEquals("OPT_OUT", elsewhere.text("/judged", "decide-consent", hello, one, "no more flowers"));
    }

    /** The work was claimed, decided, and restored to before; another message opened it again. */
    @Test
    void aRebuildAfterARestoreLeavesUnreadWorkOpen() {
        List<Map<String, AttributeValue>> before = world.items(world.tables.followUps());
        wrote(one, REFUSAL, "m1");
        world.step("auto", textOf(queue().get(0), "followUpId"), "CLAIM", "x");
        skip(one);
        world.restore(world.tables.followUps(), before);
        later();
        wrote(one, OTHER, "m2");
        world.call("rebuild-relation", "{'userId':'%s','businessId':'auto'}", one);
        assertEquals("REFUSAL_SUSPECTED", asked(one));
        assertEquals(List.of(OTHER), queue().findValuesAsText("text"));
    }

    /** An earlier release found no refusal in it. Each is replayed once, and what comes after it is reached. */
    @Test
    void whatAnEarlierReleaseKeptIsReplayedOnce() {
        IntStream.range(0, 3)
                .forEach(i -> Webhook.deliver(
                        world, Envelopes.of(Envelopes.message("9", World.somebody(), "wamid.9" + i, "hello", at()))));
        List<Map<String, AttributeValue>> older = world.items(world.tables.aside()).stream()
                .map(item -> {
                    Map<String, AttributeValue> refusing = new HashMap<>(item);
                    refusing.computeIfPresent(
                            "told",
                            (name, told) -> AttributeValue.fromS(told.s().replace("hello", REFUSAL)));
                    return refusing;
                })
                .toList();
        world.restore(world.tables.aside(), older);
        Webhook.deliver(world, Envelopes.of(Envelopes.preference("9", one, "stop", at())));
        settleLate();
        for (int i = 0; i < 2; i++) {
            world.call("replay-unknown", "{'phoneNumberId':'9','limit':3}");
        }
        assertEquals("MARKETING_OPTED_OUT", asked("late", one));
        assertEquals("UNCHANGED", world.outcome("replay-unknown", "{'phoneNumberId':'9'}"));
    }

    private void settleLate() {
        world.settle("late", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9']}");
    }

    private void signedByTheShop() {
        world.secrets.with("consimt/whatsapp/shop", SECRET);
        settle(",'appSecretName':'consimt/whatsapp/shop'");
    }

    private void told(String change) {
        assertEquals(200, Webhook.deliver(world, new Platform(SECRET), Envelopes.of(change)));
    }

    private JsonNode wrote(String who, String words, String id) {
        return world.call(
                "decide-consent",
                "{'requestId':'%s','userId':'%s','businessId':'auto','decision':'MESSAGE_SENT','text':'%s'}",
                id,
                who,
                words);
    }

    private static String name(String who, String requestId) {
        return EntryId.ofSuspected(new UserId(who), EntryId.ofRequest(requestId))
                .value();
    }

    /** All messages of the person's work that the queue shows. */
    private void skip(String who) {
        List<JsonNode> its = queue().valueStream()
                .filter(work -> textOf(work, "userId").equals(who))
                .toList();
        assertEquals(1, its.size());
        JsonNode answer = skip(
                its.get(0).findValuesAsText("followUpId"),
                its.get(0).get("messages").findValuesAsText("messageId"));
        assertEquals("RECORDED", textOf(answer, "/results/0/outcome"), answer::toString);
    }

    private JsonNode skip(List<String> ids, List<String> messages) {
        String all = ",'note':'n','messages':['" + String.join("','", messages) + "']";
        return world.step("auto", String.join("','", ids), "SKIP", "x", all);
    }

    private JsonNode queue() {
        return world.call("list-follow-ups", "{'businessId':'auto'}").get("followUps");
    }

    private String asked(String who) {
        return asked("auto", who);
    }

    private String asked(String business, String who) {
        return world.may("'userId':'%s','businessId':'%s','category':'MARKETING','consistent':true", who, business);
    }

    private void later() {
        world.clock.pass(Duration.ofSeconds(2));
    }

    private long at() {
        later();
        return world.clock.instant().getEpochSecond();
    }
}
