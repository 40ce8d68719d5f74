package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A fault of the platform's: statuses tell of everybody that they stopped a business's marketing. */
class MassOptOutsTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:02Z");
    private static final int PEOPLE = World.STATUS_OPT_OUTS_AN_HOUR + 5;

    private final World world = World.fresh();
    private final List<String> people =
            IntStream.range(0, PEOPLE).mapToObj(i -> World.somebody()).toList();

    @BeforeEach
    void aShopOnWhatsApp() {
        world.settle("shop", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001']}");
    }

    @Test
    void asManyAsPeopleCouldMeanAreAppliedAndSomebodyLooksAtTheRest() {
        deliver();
        assertEquals(World.STATUS_OPT_OUTS_AN_HOUR, world.optedOut().size());
        List<String> held = held("followUpId");
        assertEquals(5, held.size());
        Set<String> heldPeople = new HashSet<>(held("userId"));
        assertEquals(5, world.counted.get("HeldOptOuts"));

        resolve("COMPLETE", held.get(0));
        resolve("SKIP", held.get(1));
        assertEquals(World.STATUS_OPT_OUTS_AN_HOUR + 1, world.optedOut().size());
        assertEquals(held.subList(2, 5), held("followUpId"));

        // The platform delivers all of it again.
        deliver();
        assertEquals(World.STATUS_OPT_OUTS_AN_HOUR + 1, world.optedOut().size());
        assertEquals(held.subList(2, 5), held("followUpId"));
        Set<String> everybody = new HashSet<>(world.optedOut());
        everybody.addAll(heldPeople);
        assertEquals(new HashSet<>(people), everybody);
    }

    /** Marketing to them is refused from the answer to the messenger on, and other messages are as they were. */
    @Test
    void whoIsHeldGetsNoMarketingUntilSomebodyDecides() {
        people.forEach(person ->
                world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person));
        deliver();
        List<String> held = held("userId");
        List<String> looks = held("followUpId");
        assertEquals(
                List.of("HELD_OPT_OUT", "HELD_OPT_OUT", "HELD_OPT_OUT", "HELD_OPT_OUT", "HELD_OPT_OUT"),
                held.stream().map(person -> asked(person, "MARKETING")).toList());
        assertEquals("ALLOWED", asked(held.get(0), "UTILITY"));
        resolve("COMPLETE", looks.get(0));
        assertEquals("MARKETING_OPTED_OUT", asked(held.get(0), "MARKETING"));
        assertEquals(
                World.tree(
                        "[{'scope':{'channel':'whatsapp','sender':'9001'},'marketing':'OPTED_OUT','removal':{'status':'DONE'}}]"),
                world.call("read-relation", "{'userId':'%s','businessId':'shop'}", held.get(0))
                        .at("/relation/scopes"));
        resolve("SKIP", looks.get(1));
        assertEquals("ALLOWED", asked(held.get(1), "MARKETING"));
        // The platform delivers all of it again.
        deliver();
        assertEquals("ALLOWED", asked(held.get(1), "MARKETING"));
        assertEquals("HELD_OPT_OUT", asked(held.get(2), "MARKETING"));
    }

    /** Whichever call fails: once it is answered 200 it holds, and somebody will look. Of a skip the rest is done. */
    @Test
    void aDeliveryThatIsCutOffHoldsOnceItIsAcknowledged() {
        deliver();
        for (Fault.When when : Fault.When.values()) {
            int failures = 0;
            for (int call = 1; call <= 12; call++) {
                String person = World.somebody();
                world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person);
                byte[] one = Envelopes.of(status(person, 10_000 + Integer.parseInt(person.substring(4))));
                if (Webhook.isCutOff(world.with(new Fault(call, when)), one)) {
                    failures++;
                    assertEquals(200, Webhook.deliver(world, one));
                }
                assertEquals("HELD_OPT_OUT", asked(person, "MARKETING"));
                assertTrue(held("userId").contains(person));
            }
            assertTrue(failures > 3 && failures < 12, failures + " failures");
        }
    }

    private String asked(String person, String category) {
        return world.may("'userId':'%s','businessId':'shop','category':'%s'", person, category);
    }

    /** As {@code docs/whatsapp.md#what-is-held} tells an operator to do. */
    @Test
    void thoseThatWereAppliedAreFoundByTheirTimeAndChannelAndUndoneByAnOptIn() {
        deliver();
        Set<String> applied = world.optedOut();
        world.call("request-opt-out", "{'requestId':'o-1','userId':'%s','businessId':'shop'}", World.somebody());
        world.clock.pass(Duration.ofMinutes(1));
        world.call("request-opt-out", "{'requestId':'o-2','userId':'%s','businessId':'shop'}", World.somebody());
        Set<String> found = new HashSet<>();
        for (String person : optedOutBetween("2026-11-24T12:00", "2026-11-24T12:01")) {
            JsonNode entries = world.call("read-ledger", "{'userId':'%s','businessId':'shop'}", person)
                    .get("entries");
            if (entries.findValuesAsText("channel").contains("whatsapp-status")) {
                found.add(person);
            }
        }
        assertEquals(applied, found);

        String one = found.iterator().next();
        world.call("request-opt-in", "{'requestId':'i-1','userId':'%s','businessId':'shop','channel':'call'}", one);
        assertEquals("OPTED_IN", marketing(one));
        // The platform delivers all of it again.
        deliver();
        assertEquals("OPTED_IN", marketing(one));
    }

    private List<String> optedOutBetween(String from, String to) {
        return world
                .client
                .queryPaginator(query -> query.tableName(world.tables.ledger())
                        .indexName("changesByBusiness")
                        .keyConditionExpression("businessId = :b AND changeAt BETWEEN :from AND :to")
                        .filterExpression("notice.channel = :status AND notice.#type = :out")
                        .expressionAttributeNames(Map.of("#type", "type"))
                        .expressionAttributeValues(Map.of(
                                ":b", AttributeValue.fromS("shop"),
                                ":status", AttributeValue.fromS("whatsapp-status"),
                                ":out", AttributeValue.fromS("OPTED_OUT"),
                                ":from", AttributeValue.fromS(from),
                                ":to", AttributeValue.fromS(to))))
                .items()
                .stream()
                .map(item -> item.get("relation").s().split("#")[0])
                .toList();
    }

    private String marketing(String person) {
        return world.text("/relation/marketing", "read-relation", "{'userId':'%s','businessId':'shop'}", person);
    }

    @Test
    void whatAPersonSaysInAnyOtherWayIsNeverHeld() {
        deliver();
        String one = held("userId").get(0);
        byte[] message = Envelopes.of(Envelopes.message("9001", one, "wamid.stop", "stop", AT.getEpochSecond()));
        assertEquals(200, Webhook.deliver(world, message));
        assertEquals(World.STATUS_OPT_OUTS_AN_HOUR + 1, world.optedOut().size());
    }

    /** That a status names two ids of a person is true whatever it says of their marketing. */
    @Test
    void whoIsHeldIsKnownUnderBothIdsAllTheSame() {
        deliver();
        String phone = World.somebody();
        String both = status(phone, 9_999)
                .replace("\"recipient_id\"", "\"recipient_user_id\":\"RO." + phone + "\",\"recipient_id\"");
        assertEquals(200, Webhook.deliver(world, Envelopes.of(both)));
        resolve("COMPLETE", held("followUpId").get(held("userId").indexOf("RO." + phone)));
        assertEquals(
                List.of("OPTED_OUT", "OPTED_OUT"),
                List.of(phone, "RO." + phone).stream().map(this::marketing).toList());
    }

    private void deliver() {
        List<String> all = IntStream.range(0, PEOPLE)
                .mapToObj(i -> status(people.get(i), i))
                .toList();
        assertEquals(200, Webhook.deliver(world, Envelopes.of(all)));
    }

    private static String status(String person, int id) {
        return Envelopes.failed("9001", person, "wamid." + id, 131050, AT.getEpochSecond());
    }

    private List<String> held(String field) {
        JsonNode queue = world.call("list-follow-ups", "{'businessId':'shop'}");
        assertEquals(Set.of("HELD_OPT_OUT"), new HashSet<>(queue.findValuesAsText("kind")));
        return queue.get("followUps").findValuesAsText(field);
    }

    private void resolve(String action, String id) {
        JsonNode answer = world.step("shop", id, action, "ana", ",'note':'n'");
        assertEquals("RECORDED", answer.get("outcome").textValue());
    }
}
