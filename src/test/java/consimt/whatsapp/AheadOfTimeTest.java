package consimt.whatsapp;

import static consimt.whatsapp.Webhook.isCutOff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.EntryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the platform tells by a clock that is ahead: it counts from its first arrival, however often it arrives. */
class AheadOfTimeTest {

    private static final Instant ARRIVED = Instant.parse("2026-11-24T12:00:00Z");
    private static final long AHEAD = ARRIVED.plus(Duration.ofMinutes(10)).getEpochSecond();

    /** Still ahead, ahead by no more than clocks may differ, and past. */
    private static final List<Duration> LATER =
            List.of(Duration.ofMinutes(2), Duration.ofMinutes(7), Duration.ofHours(3));

    private static final String ANA = "40701000001";
    private static final String ANA_SCOPED = "RO.1349500000000000001";

    /** Of each kind one, about people of their own but for the last two. */
    private static List<byte[]> envelopes() {
        return List.of(
                Envelopes.of(Envelopes.message("1", "40702000001", "wamid.1", "Buna ziua", AHEAD)),
                Envelopes.of(Envelopes.message("1", "40702000002", "wamid.2", "STOP", AHEAD)),
                Envelopes.of(Envelopes.messageOfBoth("1", "40702000003", "RO.3", "wamid.3", "STOP", AHEAD)),
                Envelopes.of(Envelopes.preference("1", "40702000004", "stop", AHEAD)),
                Envelopes.of(Envelopes.failed("1", "40702000005", "wamid.5", 131050, AHEAD)),
                Envelopes.of(Envelopes.preference("1", ANA, "stop", AHEAD)),
                Envelopes.of(Envelopes.moved("1", ANA, ANA_SCOPED, AHEAD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void deliveredAgainItLeavesAllAsItWas(String mode) {
        World world = World.fresh();
        settle(world, mode);
        envelopes().forEach(envelope -> deliver(world, envelope));
        List<Set<Map<String, AttributeValue>>> first = all(world);
        assertEquals(
                Set.of("2026-11-24T12:00:00.000Z"),
                world.entries().stream()
                        .map(entry -> entry.get("occurredAt").s())
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of("40702000002", "40702000003", "RO.3", "40702000004", "40702000005", ANA, ANA_SCOPED),
                world.optedOut());
        for (Duration later : LATER) {
            world.clock.set(ARRIVED.plus(later));
            World again = world.elsewhere();
            envelopes().forEach(envelope -> deliver(again, envelope));
            assertEquals(first, all(world), "after " + later);
            assertEquals(null, again.counted.get("ConflictingUpdates"));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.When.class)
    void whatIsCutOffIsCompletedAsOfItsFirstArrivalWhereTheLedgerHasIt(Fault.When when) {
        for (String mode : List.of("AUTOMATIC", "MANUAL")) {
            for (byte[] envelope : envelopes()) {
                boolean isCutOff = true;
                for (int call = 1; isCutOff; call++) {
                    if (!Cases.takes(call + when.ordinal(), 9)) {
                        continue;
                    }
                    World world = World.fresh();
                    settle(world, mode);
                    Fault fault = new Fault(call, when);
                    isCutOff = isCutOff(world.with(fault), envelope) || fault.happened();
                    Set<Map<String, AttributeValue>> ledger = items(world, world.tables.ledger());
                    world.clock.set(ARRIVED.plus(LATER.get(call % LATER.size())));
                    World again = world.elsewhere();
                    deliver(again, envelope);
                    assertEquals(null, again.counted.get("ConflictingUpdates"));
                    assertTrue(items(world, world.tables.ledger()).containsAll(ledger));
                    assertEveryFactHasItsMark(world);
                }
            }
        }
    }

    @Test
    void keptAsideItIsTheSameUpdateOnceTheNumberIsABusinesss() {
        World world = World.fresh();
        envelopes().forEach(envelope -> deliver(world, envelope));
        world.clock.set(ARRIVED.plus(Duration.ofDays(1)));
        settle(world, "AUTOMATIC");
        assertEquals(
                World.tree("{'outcome':'RECORDED','replayed':7,'more':false}"),
                world.call("replay-unknown", "{'phoneNumberId':'1'}"));
        List<Set<Map<String, AttributeValue>>> first = all(world);
        assertEquals(
                Set.of("2026-11-24T12:00:00.000Z"),
                world.entries().stream()
                        .map(entry -> entry.get("occurredAt").s())
                        .collect(Collectors.toSet()));
        envelopes().forEach(envelope -> deliver(world, envelope));
        assertEquals(first, all(world));
        assertEquals(null, world.counted.get("ConflictingUpdates"));
    }

    private static void assertEveryFactHasItsMark(World world) {
        String marks = world.items(world.tables.relations()).toString();
        Set<AttributeValue> work = world.items(world.tables.followUps()).stream()
                .map(item -> item.get("followUpId"))
                .collect(Collectors.toSet());
        for (Map<String, AttributeValue> entry : world.entries()) {
            if (entry.get("kind").s().equals("FOLLOW_UP")) {
                assertTrue(work.contains(entry.get("followUpId")), () -> "no work of " + entry);
            } else if (!entry.get("kind").s().equals("IDENTITY_CHANGED")) {
                AttributeValue from = entry.getOrDefault("countsFrom", entry.get("occurredAt"));
                EntryId id = new EntryId(entry.get("entryId").s());
                String mark = from.s() + "#" + id.value();
                // In a narrower scope the marks have a short form.
                String narrow = Long.toString(Instant.parse(from.s()).toEpochMilli(), 36) + "~" + id.shortKey();
                assertTrue(marks.contains(mark) || marks.contains(narrow), () -> "no mark of " + entry);
            }
        }
    }

    private static List<Set<Map<String, AttributeValue>>> all(World world) {
        List<Set<Map<String, AttributeValue>>> all = new ArrayList<>();
        all.add(items(world, world.tables.ledger()));
        all.add(items(world, world.tables.relations()));
        all.add(items(world, world.tables.followUps()));
        return all;
    }

    private static Set<Map<String, AttributeValue>> items(World world, String table) {
        return Set.copyOf(world.items(table));
    }

    private static void deliver(World world, byte[] envelope) {
        assertEquals(200, Webhook.deliver(world, envelope));
    }

    private static void settle(World world, String mode) {
        world.settle("librarie", "'removal':{'mode':'%s'},'whatsapp':{'phoneNumberIds':['1']}", mode);
    }
}
