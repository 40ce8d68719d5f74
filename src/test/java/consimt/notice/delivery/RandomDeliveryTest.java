package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Receivers.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Facts of many relations, endpoints that fail in every way, a stream that repeats itself and a queue that is down at
 * times: at the end each notice arrived where it belongs or is listed as given up, and none overtook another of its
 * relation.
 */
class RandomDeliveryTest {

    private static final List<String> BUSINESSES = List.of("b0", "b1", "b2", "b3", "b4");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void allArriveInTheOrderOfTheirRelation(long seed) {
        Random random = new Random(seed);
        Delivering all = new Delivering();
        all.receivers.random = random;
        BUSINESSES.forEach(all::configure);
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            people.add(World.somebody());
        }
        int facts = Cases.of(30, 750);
        for (int fact = 0; fact < facts; fact++) {
            String business = BUSINESSES.get(random.nextInt(BUSINESSES.size()));
            String person = people.get(random.nextInt(people.size()));
            String function = random.nextBoolean() ? "request-opt-out" : "request-opt-in";
            all.world.call(function, "{'requestId':'r-%s','userId':'%s','businessId':'%s'}", fact, person, business);
            if (random.nextInt(6) == 0) {
                Behaviour behaviour = Behaviour.values()[random.nextInt(random.nextInt(8) == 0 ? 7 : 6)];
                all.receivers.behave(BUSINESSES.get(random.nextInt(BUSINESSES.size())), behaviour);
            }
            all.receivers.flaky = random.nextInt(3) == 0 ? 0.4 : 0;
            all.queue.isDown = random.nextInt(12) == 0;
            if (random.nextInt(10) == 0) {
                all.forget(random.nextInt(20));
            }
            if (random.nextInt(3) > 0) {
                all.pump(1 + random.nextInt(3));
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                all.deliver(1 + random.nextInt(3));
            }
            if (random.nextInt(3) == 0) {
                all.resume();
            }
            all.world.clock.pass(Duration.ofMillis(1 + random.nextInt(random.nextInt(9) == 0 ? 1_200_000 : 20_000)));
        }
        all.queue.isDown = false;
        all.receivers.flaky = 0;
        BUSINESSES.forEach(business -> all.receivers.behave(business, Behaviour.TAKES));
        List<String> off = BUSINESSES.stream()
                .filter(business -> all.endpoint(business).state() == EndpointState.OFF)
                .toList();
        for (int i = 0; i < 200 && (i < 10 || all.queue.size() > 0 || isAnyDown(all)); i++) {
            all.world.clock.pass(Duration.ofMinutes(1));
            all.goOn(Duration.ofSeconds(40));
        }
        assertTrue(off.size() < BUSINESSES.size(), "all are switched off");
        // One that is gone gets all that waited once it is switched on.
        off.forEach(business -> assertEquals(
                "RECORDED",
                all.redeliver("{'businessId':'" + business + "'}")
                        .get("outcome")
                        .textValue()));
        all.goOn(Duration.ofMinutes(10));
        BUSINESSES.forEach(business -> Orders.assertAllInOrder(all, business, givenUp(all, business)));
        assertEquals(0, all.queue.size());
        assertEquals(0, all.queue.dead.size());
    }

    private static Set<String> givenUp(Delivering all, String business) {
        Set<String> givenUp = new HashSet<>();
        for (JsonNode each : all.undelivered(business).get("undelivered")) {
            assertTrue(each.get("givenUp").booleanValue(), each::toString);
            givenUp.add(each.get("id").textValue());
        }
        return givenUp;
    }

    private static boolean isAnyDown(Delivering all) {
        return BUSINESSES.stream()
                .map(business -> all.endpoint(business).state())
                .anyMatch(state -> state == EndpointState.PARKED || state == EndpointState.CATCHING_UP);
    }

    /** Beside a run in which all are up: the others get theirs at the same moments. */
    @Test
    void oneDeadEndpointDelaysNobody() {
        assertEquals(arrivals(false), arrivals(true));
    }

    private static List<List<String>> arrivals(boolean isOneDead) {
        Delivering all = new Delivering();
        BUSINESSES.forEach(all::configure);
        all.goOn(Duration.ofMinutes(1));
        if (isOneDead) {
            all.receivers.behave("b0", Behaviour.HANGS);
        }
        for (int i = 0; i < 30; i++) {
            String person = "p" + i % 12;
            for (String business : BUSINESSES) {
                all.optOut(business, person, "o-" + i);
                all.world.call(
                        "request-opt-in", "{'requestId':'i-%s','userId':'%s','businessId':'%s'}", i, person, business);
            }
            all.pump(10);
            // As much as the queue hands over in this time.
            for (int taken = 0; taken < 12; taken++) {
                all.deliver(1);
            }
            all.resume();
            all.world.clock.pass(Duration.ofSeconds(10));
        }
        if (isOneDead) {
            assertTrue(all.receivers.posts.get(Receivers.url("b0")) < 12);
            assertTrue(all.queue.bodies().stream().noneMatch(body -> body.contains("\"b0\"")));
        }
        return BUSINESSES.subList(1, BUSINESSES.size()).stream()
                .map(business -> all.receivers.got(business).stream()
                        .filter(got -> !got.body().contains("configured"))
                        .map(got ->
                                got.at() + " " + got.json().at("/data/entryId").textValue())
                        .sorted()
                        .toList())
                .toList();
    }
}
