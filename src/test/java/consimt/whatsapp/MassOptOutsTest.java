package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A fault of the platform's: statuses tell of everybody that they stopped a business's marketing. */
class MassOptOutsTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:02Z");
    private static final int PEOPLE = Cases.of(25, 205);

    private final World world = World.onEngine();
    private final List<String> people =
            IntStream.range(0, PEOPLE).mapToObj(i -> World.somebody()).toList();

    @BeforeEach
    void aShopOnWhatsApp() {
        world.settle("shop", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001','9002']}");
    }

    /** However many they are. Other messages, and the other number, are as they were. */
    @Test
    void eachStatusIsThePersonsOptOutOfThatNumberAtOnceAndIsCounted() {
        people.forEach(person ->
                world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person));
        deliver();
        assertEquals(Set.copyOf(people), world.optedOut());
        assertEquals(PEOPLE, world.counted.get("StatusOptOuts"));
        String one = people.get(PEOPLE - 1);
        assertEquals(
                List.of("MARKETING_OPTED_OUT", "MARKETING_OPTED_OUT", "ALLOWED", "ALLOWED"),
                List.of(
                        asked(one, "'MARKETING'"),
                        asked(one, "'MARKETING','scope':{'channel':'whatsapp','sender':'9001'}"),
                        asked(one, "'MARKETING','scope':{'channel':'whatsapp','sender':'9002'}"),
                        asked(one, "'UTILITY'")));
        assertEquals(
                World.tree(
                        "[{'scope':{'channel':'whatsapp','sender':'9001'},'marketing':'OPTED_OUT','removal':{'status':'DONE'}}]"),
                world.call("read-relation", "{'userId':'%s','businessId':'shop'}", one)
                        .at("/relation/scopes"));
    }

    /** Whichever call fails: once it is answered 200, the person is opted out. */
    @Test
    void aDeliveryThatIsCutOffCountsOnceItIsAcknowledged() {
        for (Fault.When when : Fault.When.values()) {
            int failures = 0;
            for (int call = 1; call <= 8; call++) {
                String person = World.somebody();
                byte[] one = Envelopes.of(status(person, 10_000 + Integer.parseInt(person.substring(4))));
                if (Webhook.isCutOff(world.with(new Fault(call, when)), one)) {
                    failures++;
                    assertEquals(200, Webhook.deliver(world, one));
                }
                assertEquals("MARKETING_OPTED_OUT", asked(person, "'MARKETING'"));
            }
            assertTrue(failures > 2 && failures < 8, failures + " failures");
        }
    }

    /** As {@code docs/operating.md#opt-outs-that-nobody-meant} tells an operator to do. */
    @Test
    void thoseOfAnHourAreFoundByTheirChannelAndUndoneByTheOperatorsOptInForTheNumber() {
        people.forEach(person ->
                world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person));
        deliver();
        Set<String> told = world.optedOut();
        world.call("request-opt-out", "{'requestId':'o-1','userId':'%s','businessId':'shop'}", World.somebody());
        world.clock.pass(Duration.ofHours(1));
        assertEquals(200, Webhook.deliver(world, Envelopes.of(status(World.somebody(), 9_000))));
        assertEquals(told, optedOutBetween("2026-11-24T12:00", "2026-11-24T13:00"));

        String one = people.get(0);
        String optIn =
                "{'requestId':'i-1','userId':'%s','businessId':'shop','channel':'call','scope':{'channel':'whatsapp','sender':'9001'}}";
        assertEquals("RECORDED", world.outcome("request-opt-in", optIn, one));
        assertEquals("ALLOWED", asked(one, "'MARKETING','scope':{'channel':'whatsapp','sender':'9001'}"));
        assertEquals("ALLOWED", asked(one, "'MARKETING'"));
        // The platform delivers all of it again.
        deliver();
        assertEquals("ALLOWED", asked(one, "'MARKETING'"));
        assertEquals("MARKETING_OPTED_OUT", asked(people.get(1), "'MARKETING'"));
    }

    private Set<String> optedOutBetween(String from, String to) {
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
                .collect(Collectors.toSet());
    }

    private String asked(String person, String category) {
        return world.may("'userId':'%s','businessId':'shop','category':%s", person, category);
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
}
