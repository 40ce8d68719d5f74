package consimt.whatsapp;

import static consimt.whatsapp.Webhook.deliver;
import static consimt.whatsapp.Webhook.isCutOff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Delivered at least once, in any order, cut off anywhere, and by the thousand: all of it ends in the same state. */
class DeliveryTest {

    private static final long AT = Instant.parse("2026-11-24T11:00:00Z").getEpochSecond();

    /** What the tables hold, but for when it was stored, and for the commitments, no two of which are alike. */
    private record State(
            Set<Map<String, AttributeValue>> ledger,
            Set<Map<String, AttributeValue>> relations,
            Set<Map<String, AttributeValue>> followUps) {

        static State of(World world) {
            return new State(
                    world.entries().stream()
                            .map(item -> without(item, "recordedAt", "salt", "evidence"))
                            .collect(Collectors.toSet()),
                    Set.copyOf(world.items(world.tables.relations())),
                    Set.copyOf(world.items(world.tables.followUps())));
        }

        private static Map<String, AttributeValue> without(Map<String, AttributeValue> item, String... attributes) {
            Map<String, AttributeValue> rest = new HashMap<>(item);
            List.of(attributes).forEach(rest::remove);
            return rest;
        }
    }

    /** One envelope of each kind of update, about two people and two businesses. */
    private static List<byte[]> envelopes() {
        String ana = "40701000001";
        String anaScoped = "RO.1349500000000000001";
        String ion = "40701000002";
        return List.of(
                Envelopes.of(
                        Envelopes.message("1", ana, "wamid.1", "Buna ziua", AT),
                        Envelopes.message("1", ion, "wamid.2", "STOP", AT + 1),
                        Envelopes.message("2", ana, "wamid.3", "Aveti cafea?", AT + 2)),
                Envelopes.of(
                        Envelopes.preference("1", ana, "stop", AT + 3),
                        Envelopes.preference("1", ion, "resume", AT + 4),
                        Envelopes.preference("2", ana, "stop", AT + 4)),
                Envelopes.of(Envelopes.messageOfBoth("1", ana, anaScoped, "wamid.5", "Multumesc", AT + 5)),
                Envelopes.of(
                        Envelopes.moved("2", ana, anaScoped, AT + 6),
                        Envelopes.failed("1", ion, "wamid.6", 131050, AT + 7),
                        Envelopes.marketingSent("1", ion, "wamid.7", AT + 8)),
                Envelopes.of(Envelopes.preference("1", ion, "resume", AT + 9)));
    }

    /**
     * Late messages are left out of the comparison: whether one is late is known only once the opt-out is, and a message
     * that was told before it is none. So are the entries of plain messages: one has an entry if it changed something when
     * it arrived.
     */
    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void anyOrderAndRepetitionEndsInTheSameState(String mode) {
        Random random = new Random(20261125);
        State expected = null;
        for (int round = 0; round < Cases.of(2, 15); round++) {
            List<byte[]> deliveries = new ArrayList<>();
            envelopes().forEach(envelope -> deliveries.addAll(Collections.nCopies(5, envelope)));
            if (round > 0) {
                Collections.shuffle(deliveries, random);
            }
            World world = World.fresh();
            settle(world, "MANUAL".equals(mode) ? mode : "AUTOMATIC");
            for (byte[] envelope : deliveries) {
                assertEquals(200, deliver(random.nextBoolean() ? world : world.elsewhere(), envelope));
            }
            State state = standingOnly(State.of(world), mode);
            expected = expected == null ? state : expected;
            assertEquals(expected, state, "round " + round);
        }
    }

    /** By hand, what was promised depends on which opt-out came first, and the work on that; what stands does not. */
    private static State standingOnly(State state, String mode) {
        Set<Map<String, AttributeValue>> facts = state.ledger.stream()
                .filter(entry -> !Set.of("LATE_MESSAGE", "FOLLOW_UP")
                        .contains(entry.get("kind").s()))
                .filter(entry -> !entry.get("value").s().equals("MESSAGE_SENT"))
                .map(entry -> State.without(entry, mode.equals("MANUAL") ? "stopsBy" : ""))
                .collect(Collectors.toSet());
        Set<Map<String, AttributeValue>> relations = state.relations.stream().collect(Collectors.toSet());
        return new State(facts, relations, mode.equals("MANUAL") ? Set.of() : state.followUps);
    }

    @ParameterizedTest
    @EnumSource(Fault.When.class)
    void whateverIsCutOffIsCompletedByTheNextDelivery(Fault.When when) {
        for (String mode : List.of("AUTOMATIC", "MANUAL")) {
            World whole = World.fresh();
            settle(whole, mode);
            envelopes().forEach(envelope -> deliver(whole, envelope));
            State expected = State.of(whole);
            int cuts = 0;
            for (int envelope = 0; envelope < envelopes().size(); envelope++) {
                boolean reached = true;
                for (int call = 1; reached; call++) {
                    int place = call + 2 * envelope + 5 * when.ordinal() + (mode.equals("MANUAL") ? 3 : 0);
                    if (!Cases.takes(place, 7)) {
                        continue;
                    }
                    World world = World.fresh();
                    settle(world, mode);
                    for (int before = 0; before < envelope; before++) {
                        deliver(world, envelopes().get(before));
                    }
                    Fault fault = new Fault(call, when);
                    reached = isCutOff(world.with(fault), envelopes().get(envelope)) || fault.happened();
                    cuts += reached ? 1 : 0;
                    for (int after = envelope; after < envelopes().size(); after++) {
                        assertEquals(200, deliver(world.elsewhere(), envelopes().get(after)));
                    }
                    assertEquals(expected, State.of(world), mode + ", envelope " + envelope + ", call " + call);
                }
            }
            assertTrue(cuts > Cases.of(1, 30), cuts + " cuts");
        }
    }

    /** Nothing of a part that failed keeps the others from being stored, and all of it comes again. */
    @Test
    void manyUpdatesThatAreCutOffAreCompletedByTheNextDelivery() {
        byte[] envelope = Envelopes.many(Cases.of(150, 1_000), AT);
        World whole = World.fresh();
        IntStream.range(0, 10).forEach(business -> settle(whole, "b" + business, "9" + business, "AUTOMATIC"));
        deliver(whole, envelope);
        State expected = State.of(whole);
        for (int call : Cases.of(List.of(21), List.of(1, 15, 21, 500, 1_019, 1_100, 2_000))) {
            World world = World.fresh();
            IntStream.range(0, 10).forEach(business -> settle(world, "b" + business, "9" + business, "AUTOMATIC"));
            assertTrue(isCutOff(world.with(new Fault(call, Fault.When.AFTER)), envelope));
            assertEquals(200, deliver(world.elsewhere(), envelope));
            assertEquals(expected, State.of(world), "call " + call);
        }
    }

    private static void settle(World world, String mode) {
        settle(world, "librarie", "1", mode);
        settle(world, "cafenea", "2", "AUTOMATIC");
    }

    private static void settle(World world, String business, String number, String mode) {
        assertEquals(
                "RECORDED",
                world.settle(business, "'removal':{'mode':'%s'},'whatsapp':{'phoneNumberIds':['%s']}", mode, number)
                        .get("outcome")
                        .textValue());
    }
}
