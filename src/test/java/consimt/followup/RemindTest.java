package consimt.followup;

import static consimt.kit.AtOnce.atOnce;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reminders, and what they find that a crash left. */
class RemindTest {

    private static final String SHOP = "'businessId':'manual'";

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String person = World.somebody();

    @BeforeEach
    void aShopThatRemovesByHand() {
        configure("manual");
        remind();
    }

    /** Opened on Tuesday 24 November at 14:00 in Bucharest, due on Thursday 3 December. */
    @Test
    void remindersComeAtHalfOfTheTimeTheDayBeforeAndEachBusinessDayWhenOverdue() {
        optOut(person);
        Instant end = Instant.parse("2026-12-10T12:00:00Z");
        while (world.clock.instant().isBefore(end)) {
            world.clock.pass(Duration.ofMinutes(Cases.of(60, 30)));
            remind();
        }
        assertEquals(
                List.of(
                        "HALF_OF_THE_TIME 2026-11-29T05:00:00Z",
                        "DAY_BEFORE 2026-12-02T07:00:00Z",
                        "OVERDUE 2026-12-04T07:00:00Z",
                        "OVERDUE 2026-12-07T07:00:00Z",
                        "OVERDUE 2026-12-08T07:00:00Z",
                        "OVERDUE 2026-12-09T07:00:00Z",
                        "OVERDUE 2026-12-10T07:00:00Z"),
                reminders(person));
        assertEquals(7, list().at("/followUps/0/reminders").intValue());
        assertEquals(Map.of(RemindFollowUps.OVERDUE, 5L, RemindFollowUps.FAILED, 0L), world.counted);
    }

    @Test
    void whatIsClosedIsNotRemindedOf() {
        JsonNode out = optOut(person);
        world.step("manual", textOf(out, "/removal/followUpId"), "COMPLETE", "ana");
        world.clock.pass(Duration.ofDays(20));
        assertEquals(World.tree("{'outcome':'UNCHANGED','reminded':0,'finished':0}"), remind());
    }

    @Test
    void afterALongPauseOneReminderComesAndNotABunch() {
        optOut(person);
        world.clock.pass(Duration.ofDays(25));
        assertEquals(1, remind().get("reminded").intValue());
        assertEquals(0, remind().get("reminded").intValue());
        assertEquals(List.of("OVERDUE 2026-12-19T12:00:00Z"), reminders(person));
        world.clock.pass(Duration.ofDays(2));
        assertEquals(1, remind().get("reminded").intValue());
    }

    @Test
    void eightRunsAtOnceRemindOnceEach() throws Exception {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            people.add(World.somebody());
            optOut(people.get(i));
        }
        world.clock.pass(Duration.ofDays(6));
        assertEquals(
                40,
                atOnce(8, i -> remind()).stream()
                        .mapToInt(run -> run.get("reminded").intValue())
                        .sum());
        people.forEach(each -> assertEquals(1, reminders(each).size()));
    }

    @Test
    void aRunThatStopsHalfWayIsTakenUpByTheNext() {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            people.add(World.somebody());
            optOut(people.get(i));
        }
        world.clock.pass(Duration.ofDays(6));
        int runs = 0;
        for (int call = 1; ; call++) {
            World faulty = world.with(new Fault(call, call % 2 == 0 ? When.AFTER : When.BEFORE));
            runs++;
            try {
                faulty.call("remind-follow-ups", "{}");
                break;
            } catch (StoreUnavailable stopped) {
                // and the next run goes on
            }
        }
        assertTrue(runs > 5);
        people.forEach(each -> assertEquals(1, reminders(each).size()));
    }

    @Test
    void aBusinessWithMuchWorkDoesNotLetAnothersWait() {
        int many = RemindFollowUps.SHARE + 20;
        for (int i = 0; i < many; i++) {
            optOut(World.somebody());
        }
        world.clock.pass(Duration.ofMinutes(1));
        configure("quiet");
        world.call("request-opt-out", "{'userId':'%s','businessId':'quiet'}", person);
        world.clock.pass(Duration.ofDays(6));
        // One call reminds of one piece, after some that look for all of them.
        World killed = world.with(new Between(many + 8, () -> {
            throw new AssertionError("out of time");
        }));
        assertThrows(AssertionError.class, () -> killed.call("remind-follow-ups", "{}"));
        assertEquals(1, remindersOf("quiet").get(0));
        List<Integer> loud = remindersOf("manual");
        assertTrue(RemindFollowUps.SHARE <= sum(loud) && sum(loud) < many, loud::toString);
        remind();
        assertEquals(many, sum(remindersOf("manual")));
        assertEquals(List.of(1), remindersOf("quiet"));
    }

    private List<Integer> remindersOf(String business) {
        return world.pages("list-follow-ups", "followUps", "'businessId':'%s','limit':100".formatted(business)).stream()
                .map(work -> work.get("reminders").intValue())
                .toList();
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void onlyWhatIsDueIsRead() {
        for (int i = 0; i < Cases.of(80, 300); i++) {
            optOut(World.somebody());
        }
        meter.take();
        remind();
        Meter.Reading nothingDue = meter.take();
        // How far it was worked off, yesterday once more, and today.
        assertTrue(nothingDue.readUnits() <= 2, nothingDue::toString);
        assertTrue(nothingDue.count() <= 4, nothingDue::toString);
        assertEquals(
                0,
                nothingDue.calls().stream().filter(call -> call.equals("Scan")).count());
    }

    @Test
    void anOptOutThatACrashCutOffIsFinishedWithoutARetry() {
        int cutOff = 0;
        for (When when : When.values()) {
            for (int call = 1; call <= 12; call++) {
                String somebody = World.somebody();
                // A shop of its own: its settings are read by the faulty process too.
                Fault fault = new Fault(call, when);
                World faulty = world.with(fault);
                try {
                    faulty.call("request-opt-out", "{'userId':'%s',%s,'requestId':'out'}", somebody, SHOP);
                    if (!fault.happened()) {
                        break;
                    }
                } catch (StoreUnavailable cut) {
                    cutOff++;
                }
                boolean recorded = !entries(somebody).isEmpty();
                world.clock.pass(RemovalDesk.CUT_OFF_AFTER);
                remind();
                JsonNode relation = world.call("read-relation", "{'userId':'%s',%s}", somebody, SHOP);
                assertEquals(recorded ? "OPTED_OUT" : "UNSET", textOf(relation, "/relation/marketing"));
                assertEquals(recorded ? 1 : 0, inTheQueue(somebody), "after call " + call + " failed " + when);
                world.call("request-opt-out", "{'userId':'%s',%s,'requestId':'out'}", somebody, SHOP);
                assertEquals(1, inTheQueue(somebody));
            }
        }
        assertTrue(cutOff >= 4, "calls that failed: " + cutOff);
    }

    private void configure(String business) {
        world.settle(business, "'removal':{'mode':'MANUAL','days':5}");
    }

    private JsonNode optOut(String who) {
        return world.call("request-opt-out", "{'userId':'%s',%s}", who, SHOP);
    }

    private JsonNode remind() {
        return world.call("remind-follow-ups", "{}");
    }

    private JsonNode list() {
        return world.call("list-follow-ups", "{%s,'limit':100}", SHOP);
    }

    private long inTheQueue(String who) {
        long count = 0;
        for (JsonNode followUp : list().get("followUps")) {
            count += textOf(followUp, "userId").equals(who) ? 1 : 0;
        }
        return count;
    }

    private JsonNode entries(String who) {
        return world.call("read-ledger", "{'userId':'%s',%s}", who, SHOP).get("entries");
    }

    private List<String> reminders(String who) {
        List<String> reminders = new ArrayList<>();
        for (JsonNode entry : entries(who)) {
            if (textOf(entry, "kind").equals("FOLLOW_UP_REMINDER")) {
                reminders.add(textOf(entry, "value") + " " + textOf(entry, "occurredAt"));
            }
        }
        return reminders;
    }

    /** One that newer code has in a shape of its own keeps no other from being reminded of. */
    @Test
    void aRunGoesOnPastWhatFailsCountsItAndIsAFaultInTheEnd() {
        String first = World.somebody();
        String second = World.somebody();
        for (String who : List.of(first, second)) {
            assertThrows(
                    StoreUnavailable.class,
                    () -> world.with(new Fault(4, Fault.When.AFTER))
                            .call("request-opt-out", "{'userId':'%s',%s,'requestId':'out'}", who, SHOP));
        }
        shape(first, "4");
        world.clock.pass(RemovalDesk.CUT_OFF_AFTER);
        assertThrows(StoreUnavailable.class, this::remind);
        assertEquals(1, world.counted.get("FailedFollowUps"));
        assertEquals(1, inTheQueue(second));
        shape(first, "1");
        remind();
        assertEquals(1, world.counted.get("FailedFollowUps"));
        assertEquals(1, inTheQueue(first));
    }

    /** Work of a kind that only newer code knows, whichever of the two comes first. */
    @Test
    void aRunGoesOnPastWhatCannotBeReadAndCountsIt() {
        for (int i = 0; i < 2; i++) {
            world.call("request-opt-out", "{'userId':'%s',%s}", World.somebody(), SHOP);
        }
        List<Map<String, AttributeValue>> work = world.items(world.tables.followUps()).stream()
                .filter(item -> item.containsKey("kind"))
                .toList();
        world.clock.pass(Duration.ofDays(12));
        for (int i = 0; i < 2; i++) {
            put(work.get(i), "SOMETHING_NEW");
            assertThrows(RuntimeException.class, this::remind);
            assertEquals(i + 1, world.counted.get("FailedFollowUps"));
            assertEquals(1, world.counted.get("OverdueFollowUps"));
            put(work.get(i), "MARKETING_REMOVAL");
            world.counted.remove("OverdueFollowUps");
        }
    }

    private void put(Map<String, AttributeValue> work, String kind) {
        Map<String, AttributeValue> changed = new HashMap<>(work);
        changed.put("kind", AttributeValue.fromS(kind));
        world.client.putItem(put -> put.tableName(world.tables.followUps()).item(changed));
    }

    /** What only newer code can read is left to that. */
    @Test
    void aNoteOfAnOptOutThatNewerCodeRecordedIsKept() {
        String who = World.somebody();
        assertThrows(
                StoreUnavailable.class,
                () -> world.with(new Fault(4, Fault.When.AFTER))
                        .call("request-opt-out", "{'userId':'%s',%s,'requestId':'out'}", who, SHOP));
        value(who, "OPT_OUT_FOR_A_WEEK");
        world.clock.pass(RemovalDesk.CUT_OFF_AFTER);
        remind();
        value(who, "OPT_OUT");
        remind();
        assertEquals(1, inTheQueue(who));
    }

    private void value(String who, String value) {
        world.items(world.tables.ledger()).stream()
                .filter(item -> item.get("relation").s().startsWith(who + "#"))
                .forEach(item -> {
                    Map<String, AttributeValue> changed = new HashMap<>(item);
                    changed.put("value", AttributeValue.fromS(value));
                    world.client.putItem(
                            put -> put.tableName(world.tables.ledger()).item(changed));
                });
    }

    private void shape(String who, String version) {
        world.client.updateItem(update -> update.tableName(world.tables.relations())
                .key(Map.of(
                        "userId", AttributeValue.fromS(who),
                        "businessId", AttributeValue.fromS(SHOP.replaceAll(".*'businessId':'([^']+)'.*", "$1"))))
                .updateExpression("SET #shape = :shape")
                .expressionAttributeNames(Map.of("#shape", "shape"))
                .expressionAttributeValues(Map.of(":shape", AttributeValue.fromN(version))));
    }
}
