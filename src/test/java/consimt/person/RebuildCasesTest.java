package consimt.person;

import static consimt.kit.Texts.sizeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.runtime.Parallel;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Cases in which a rebuild, or a decision beside one, once lost a refusal or a piece of work. */
class RebuildCasesTest {

    private final World world = World.fresh();
    private final String a = World.somebody();
    private final String b = World.somebody();

    @Test
    void theOperatorMayBeABusinessWithPeopleToo() {
        world.call("configure-business", "{'businessId':'operator','name':'A','country':'RO'}");
        world.call("request-opt-out", "{'userId':'%s','businessId':'operator'}", a);
        assertEquals(List.of(), rebuild("'dryRun':true"));
    }

    @Test
    void oneEntryThatCannotBeReadKeepsNoLaterPageFromBeingRebuilt() {
        shop("AUTOMATIC");
        List<Runnable> calls = new ArrayList<>();
        for (int i = 0; i < Cases.of(110, 230); i++) {
            String who = World.somebody();
            calls.add(() -> world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", who));
        }
        Parallel.run(calls);
        int all = world.items(world.tables.relations()).size();
        Map<String, AttributeValue> broken = new HashMap<>(world.items(world.tables.ledger()).stream()
                .filter(item -> item.containsKey("userId"))
                .findFirst()
                .orElseThrow());
        broken.put("occurredAt", AttributeValue.fromS("not a time"));
        world.client.putItem(put -> put.tableName(world.tables.ledger()).item(broken));
        world.restore(world.tables.relations(), List.of());
        rebuild("");
        assertEquals(all - 1, world.items(world.tables.relations()).size());
    }

    @Test
    void anIdThatTheRelationAloneKnowsBringsNoPermission() {
        shop("AUTOMATIC");
        does("request-opt-out", a);
        does("request-opt-in", b);
        assertEquals("REFUSED", marketing(a));
        Map<String, AttributeValue> item = new HashMap<>(relation(a));
        item.put("knownAs", AttributeValue.fromSs(List.of(a, b)));
        world.client.putItem(put -> put.tableName(world.tables.relations()).item(item));
        assertEquals("REFUSED", marketing(a));
        rebuild("");
        assertEquals("REFUSED", marketing(a));
    }

    @Test
    void aReportThatCameToARestoredReviewIsInAnOpenOne() {
        shop("AUTOMATIC");
        reports("r1");
        List<Map<String, AttributeValue>> then = world.items(world.tables.followUps());
        resolve("operator", "COMPLETE", a);
        world.restore(world.tables.followUps(), then);
        world.clock.pass(Duration.ofMinutes(1));
        reports("r2");
        rebuild("");
        reports("r2");
        JsonNode queue =
                world.call("list-follow-ups", "{'businessId':'operator'}").get("followUps");
        assertEquals(1, queue.size(), "the operator never looked at the second report, and it is in no open review");
    }

    /** Open work is withdrawn. The number that is off the list is put back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theWorkOfAnOptOutThatTheLedgerLostIsEndedByAnOptIn(boolean isDone) {
        shop("MANUAL");
        decides(a, "CONTINUE");
        List<Map<String, AttributeValue>> ledger = world.items(world.tables.ledger());
        does("request-opt-out", a);
        world.restore(world.tables.ledger(), ledger);
        rebuild("");
        if (isDone) {
            resolve("shop", "COMPLETE", a);
        }
        does("request-opt-in", a);
        JsonNode queue = world.call("list-follow-ups", "{'businessId':'shop'}").get("followUps");
        assertEquals(isDone ? List.of("MARKETING_REINSTATEMENT") : List.of(), queue.findValuesAsText("kind"));
    }

    @Test
    void aUnionBetweenAnyTwoCallsLosesNoRefusal() {
        List<String> wrong = new ArrayList<>();
        for (String asked : List.of("ONE", "ALL")) {
            for (int call = 1; call < 12; call += Cases.of(2, 1)) {
                String one = World.somebody();
                String other = World.somebody();
                World its = World.fresh();
                its.settle("shop", "'whatsapp':{'phoneNumberIds':['1']}");
                its.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'MESSAGE_SENT'}", other);
                its.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'MESSAGE_SENT'}", one);
                its.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", one);
                its.clock.pass(Duration.ofMinutes(1));
                its.restore(
                        its.tables.relations(),
                        its.items(its.tables.relations()).stream()
                                .filter(item -> !item.get("userId").s().equals(one))
                                .toList());
                Between between = new Between(call, () -> its.move("u", "shop", other, one));
                String body = asked.equals("ONE") ? "{'userId':'%s','businessId':'shop'}".formatted(one) : "{}";
                its.with(between).call("rebuild-relation", body);
                if (!between.happened()) {
                    break;
                }
                // The person goes on writing, under both ids.
                its.clock.pass(Duration.ofMinutes(1));
                boolean cut = Webhook.isCutOff(
                        its,
                        Envelopes.of(Envelopes.messageOfBoth(
                                "1",
                                other,
                                one,
                                "wamid.x",
                                "hello",
                                its.clock.instant().getEpochSecond())));
                String there = marketing(its, other);
                String here = marketing(its, one);
                if (!there.equals("REFUSED") || !here.equals("REFUSED")) {
                    wrong.add(asked + " call " + call + ": " + here + " " + there + (cut ? " cut" : ""));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void anEndedRemovalDoesNotComeBack() {
        optedOutAtOnceAfterARemovalThatEnded();
        JsonNode before = does("read-relation", a);
        List<JsonNode> named = rebuild("");
        assertEquals(before, does("read-relation", a));
        assertEquals(List.of(), named);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNextRemovalOpens(boolean isRebuilt) {
        optedOutAtOnceAfterARemovalThatEnded();
        if (isRebuilt) {
            rebuild("");
        }
        shop("MANUAL");
        world.clock.pass(Duration.ofMinutes(10));
        JsonNode told = world.elsewhere().call("request-opt-out", "{'userId':'%s','businessId':'shop'}", a);
        world.clock.pass(Duration.ofMinutes(30));
        world.elsewhere().call("remind-follow-ups", "{}");
        assertEquals(1, sizeOf(world.call("list-follow-ups", "{'businessId':'shop'}"), "followUps"));
    }

    @Test
    void ofTwoDoneRemovalsTheLaterStaysDone() {
        shop("MANUAL");
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < Cases.of(3, 6); i++) {
            String who = World.somebody();
            does("request-opt-out", who);
            resolve("shop", "COMPLETE", who);
            does("request-opt-in", who);
            resolve("shop", "COMPLETE", who);
            does("request-opt-out", who);
            resolve("shop", "COMPLETE", who);
            JsonNode before = does("read-relation", who).at("/relation/removal");
            assertEquals(List.of(), rebuild("'dryRun':true"));
            world.restore(world.tables.followUps(), List.of());
            rebuild("");
            JsonNode after = does("read-relation", who).at("/relation/removal");
            if (!before.equals(after)) {
                wrong.add(before + " is " + after + "; the next call finds " + rebuild(""));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aUnionThatOneLedgerKnowsIsCompleted() {
        shop("AUTOMATIC");
        decides(a, "CONTINUE");
        does("request-opt-out", a);
        decides(b, "CONTINUE");
        List<Map<String, AttributeValue>> relations = world.items(world.tables.relations());
        world.clock.pass(Duration.ofMinutes(1));
        world.move("m", "shop", a, b);
        world.restore(world.tables.relations(), relations);
        world.restore(
                world.tables.ledger(),
                world.items(world.tables.ledger()).stream()
                        .filter(item -> !(item.get("kind").s().equals("IDENTITY_CHANGED")
                                && item.get("relation").s().startsWith(b)))
                        .toList());
        rebuild("");
        assertEquals("REFUSED", marketing(b));
        assertEquals(List.of(), rebuild("'dryRun':true"));
    }

    @Test
    void workWithAStepOfNewerCodeIsLeftAlone() {
        shop("MANUAL");
        does("request-opt-out", a);
        resolve("shop", "CLAIM", a);
        resolve("shop", "COMPLETE", a);
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (Map<String, AttributeValue> item : world.items(world.tables.ledger())) {
            Map<String, AttributeValue> newer = new HashMap<>(item);
            if (item.get("kind").s().equals("FOLLOW_UP")
                    && item.get("value").s().equals("COMPLETE")) {
                newer.put("workState", AttributeValue.fromS("ARCHIVED"));
            }
            items.add(newer);
        }
        world.restore(world.tables.ledger(), items);
        world.restore(world.tables.followUps(), List.of());
        rebuild("");
        assertEquals(
                0,
                sizeOf(world.call("list-follow-ups", "{'businessId':'shop'}"), "followUps"),
                "closed work is open again");
    }

    private void optedOutAtOnceAfterARemovalThatEnded() {
        shop("MANUAL");
        does("request-opt-out", a);
        does("request-opt-in", a);
        shop("AUTOMATIC");
        world.clock.pass(Duration.ofMinutes(10));
        world.elsewhere().call("request-opt-out", "{'userId':'%s','businessId':'shop'}", a);
    }

    private void shop(String mode) {
        world.settle("shop", "'removal':{'mode':'%s'}", mode);
    }

    private JsonNode does(String function, String who) {
        world.clock.pass(Duration.ofMinutes(1));
        return world.call(function, "{'userId':'%s','businessId':'shop'}", who);
    }

    private void reports(String id) {
        decides(a, "REPORT','report':{'reason':'SPAM'},'requestId':'" + id);
    }

    private JsonNode decides(String who, String decision) {
        world.clock.pass(Duration.ofMinutes(1));
        return world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'%s'}", who, decision);
    }

    private List<JsonNode> rebuild(String asked) {
        return RebuildTest.rebuild(world, asked);
    }

    private String marketing(String who) {
        return marketing(world, who);
    }

    private static String marketing(World world, String who) {
        return world.checked("'userId':'%s','businessId':'shop','category':'MARKETING'", who)
                .get("permission")
                .textValue();
    }

    private JsonNode resolve(String queue, String action, String userId) {
        world.clock.pass(Duration.ofMinutes(1));
        JsonNode work = world.call("list-follow-ups", "{'businessId':'%s','limit':100}", queue)
                .path("followUps");
        for (JsonNode each : work) {
            if (each.get("userId").textValue().equals(userId)) {
                return world.step(queue, each.get("followUpId").textValue(), action, "ana", ",'note':'n'");
            }
        }
        return null;
    }

    private Map<String, AttributeValue> relation(String who) {
        return world.items(world.tables.relations()).stream()
                .filter(item -> item.get("userId").s().equals(who))
                .findFirst()
                .orElseThrow();
    }
}
