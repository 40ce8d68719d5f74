package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Ledgers;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.Source;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was cut off anywhere is completed by the same delivery, though a message that changes nothing is passed over. */
class RepairTest {

    private final World world = World.fresh();

    @Test
    void ofTwoNumbersWithOneNewIdEachGetsWhatTheOtherHad() {
        settle("AUTOMATIC", "");
        List<String> wrong = new ArrayList<>();
        int cuts = cutAnywhere(fault -> {
            String first = World.somebody();
            String second = World.somebody();
            String scoped = "RO." + first;
            decide(first, "MESSAGE_SENT");
            decide(second, "BLOCK");
            later();
            byte[] told = Envelopes.of(
                    Envelopes.messageOfBoth("1", first, scoped, "wamid.1", "hello", now()),
                    Envelopes.messageOfBoth("1", second, scoped, "wamid.2", "hello", now()));
            boolean isCut = Webhook.isCutOff(world.with(fault), told);
            assertEquals(200, Webhook.deliver(world, told));
            for (String id : List.of(first, second, scoped)) {
                if (!"BLOCKED_BY_USER".equals(reason(id))) {
                    wrong.add(id);
                }
            }
            return isCut;
        });
        assertEquals(List.of(), wrong);
        assertTrue(cuts > Cases.of(5, 10));
    }

    @Test
    void aRemovalThatAMergeEndsIsEndedBeforeTheMergeIsNotedAsFinished() {
        settle("MANUAL", "");
        for (String text : List.of("hello", "stop")) {
            int cuts = cutAnywhere(fault -> {
                String phone = World.somebody();
                String scoped = "RO." + phone;
                deliver(Envelopes.message("1", scoped, "wamid.0", "hello", now()));
                later();
                wish("request-opt-out", phone);
                later();
                long before = now();
                later();
                wish("request-opt-in", scoped);
                later();
                byte[] both = Envelopes.of(Envelopes.messageOfBoth(
                        "1", phone, scoped, "wamid.1", text, text.equals("stop") ? before : now()));
                boolean isCut = Webhook.isCutOff(world.with(fault), both);
                assertEquals(200, Webhook.deliver(world, both));
                assertEquals("ALLOWED", reason(phone));
                assertEquals(List.of(), openWorkOf(phone), text);
                return isCut || fault.happened();
            });
            assertTrue(cuts > Cases.of(5, 10));
        }
    }

    /** Somebody else's opt-out under another id is on its way; the block waits for nothing of it. */
    @Test
    void aBlockGetsInWhileAnOptOutUnderAnotherIdIsUnderWay() {
        settle("MANUAL", "");
        int cuts = cutAnywhere(fault -> {
            String phone = World.somebody();
            String scoped = "RO." + phone;
            deliver(Envelopes.messageOfBoth("1", phone, scoped, "wamid.0", "hello", now()));
            wish("request-opt-out", phone);
            later();
            wish("request-opt-in", phone);
            later();
            boolean isCut = isCutOff(
                    world.with(fault),
                    "request-opt-out",
                    "{'requestId':'o-2','userId':'%s','businessId':'shop'}",
                    scoped);
            assertEquals("RECORDED", decide(phone, "BLOCK"));
            world.call("open-conversation", "{'userId':'%s','businessId':'shop'}", phone);
            for (String id : List.of(phone, scoped)) {
                assertEquals("BLOCKED_BY_USER", reason(id));
            }
            return isCut || fault.happened();
        });
        assertTrue(cuts > Cases.of(3, 6));
    }

    /** One relation in the shape of newer code fails by itself, and the delivery as a whole. */
    @Test
    void whatFailsOfOnePersonKeepsNothingOfOthersFromBeingRecorded() {
        settle("AUTOMATIC", "");
        String newer = World.somebody();
        String other = World.somebody();
        decide(newer, "CONTINUE");
        world.client.updateItem(update -> update.tableName(world.tables.relations())
                .key(Map.of("userId", AttributeValue.fromS(newer), "businessId", AttributeValue.fromS("shop")))
                .updateExpression("SET #shape = :shape")
                .expressionAttributeNames(Map.of("#shape", "shape"))
                .expressionAttributeValues(Map.of(":shape", AttributeValue.fromN("4"))));
        assertTrue(Webhook.isCutOff(
                world,
                Envelopes.of(
                        Envelopes.message("1", newer, "wamid.1", "hello", now()),
                        Envelopes.message("1", other, "wamid.2", "stop", now()))));
        assertEquals("MARKETING_OPTED_OUT", reason(other));
    }

    @Test
    void whatWasKeptAsideIsRecordedThoughTheWordWasTakenAwayLongSince() {
        int cuts = 0;
        boolean reached = true;
        for (int call = 1; reached; call++) {
            String who = World.somebody();
            String number = "77" + call;
            deliver(Envelopes.message(number, who, "wamid.1", "flori", now()));
            decide(who, "CONTINUE");
            String wrote = "{'userId':'%s','businessId':'shop','decision':'MESSAGE_SENT','occurredAt':'%s'}";
            world.call("decide-consent", wrote, who, world.clock.instant().minusSeconds(60));
            settle(number, "AUTOMATIC", ",'optOutWords':['flori']");
            Fault fault = new Fault(call, Fault.When.AFTER);
            cuts += isCutOff(world.with(fault), "replay-unknown", "{'phoneNumberId':'%s'}", number) ? 1 : 0;
            reached = fault.happened();
            boolean hasEntry =
                    world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(who)).stream()
                            .anyMatch(entry -> entry.get("value").textValue().equals("OPT_OUT"));
            settle(number, "AUTOMATIC", "");
            world.clock.pass(Duration.ofDays(9));
            world.call("replay-unknown", "{'phoneNumberId':'%s'}", number);
            assertEquals(hasEntry ? "MARKETING_OPTED_OUT" : "ALLOWED", reason(who), "call " + call);
        }
        assertTrue(cuts > 4);
    }

    /** The ledger has so many entries of ids that no more can be told: that keeps no refusal out. */
    @Test
    void aRefusalStandsThoughTheLedgerTakesNoMoreIds() {
        settle("AUTOMATIC", "");
        String phone = World.somebody();
        decide(phone, "CONTINUE");
        Relation relation = World.relation(phone, "shop");
        Ledgers.fill(
                world,
                relation,
                IntStream.rangeClosed(1, 1_000)
                        .mapToObj(n -> Entry.ofWork(
                                EntryId.ofIdentity().numbered(n),
                                world.clock.instant(),
                                Source.PERSON,
                                new EntryContent.IdentityChanged(new UserId("other-" + n))))
                        .toList());
        later();
        byte[] stop = Envelopes.of(Envelopes.messageOfBoth("1", phone, "RO." + phone, "wamid.1", "stop", now()));
        assertTrue(Webhook.isCutOff(world, stop));
        assertEquals("MARKETING_OPTED_OUT", reason(phone));
    }

    /**
     * In every build, each call is cut off before it or after it.
     *
     * @param story is told with the fault, and says whether the fault was met
     */
    private int cutAnywhere(Predicate<Fault> story) {
        int cuts = 0;
        for (Fault.When when : Fault.When.values()) {
            boolean reached = true;
            for (int call = Cases.of(when.ordinal() + 1, 1); reached; call += Cases.of(2, 1)) {
                Fault fault = new Fault(call, when);
                reached = story.test(fault) || fault.happened();
                cuts += reached ? 1 : 0;
            }
        }
        return cuts;
    }

    private static boolean isCutOff(World where, String function, String body, Object... values) {
        return Fault.cutsOff(() -> where.call(function, body, values));
    }

    private List<String> openWorkOf(String id) {
        return world.pages("list-follow-ups", "followUps", "'businessId':'shop'").stream()
                .filter(each -> each.get("userId").textValue().equals(id))
                .map(each -> each.get("kind").textValue())
                .toList();
    }

    private String reason(String id) {
        return world.marketing(id, "shop");
    }

    private String decide(String id, String decision) {
        return world.outcome("decide-consent", "{'userId':'%s','businessId':'shop','decision':'%s'}", id, decision);
    }

    private void wish(String function, String id) {
        world.call(function, "{'userId':'%s','businessId':'shop'}", id);
    }

    private void deliver(String... changes) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(changes)));
    }

    private void settle(String mode, String optOuts) {
        settle("1", mode, optOuts);
    }

    private void settle(String number, String mode, String optOuts) {
        world.settle(
                "shop",
                "'languages':['en'],'removal':{'mode':'%s'},'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['%s']%s}",
                mode,
                number,
                optOuts);
        world.clock.pass(Duration.ofMinutes(2));
    }

    private void later() {
        world.clock.pass(Duration.ofSeconds(5));
    }

    /** In seconds since 1970. */
    private long now() {
        return world.clock.instant().getEpochSecond();
    }
}
