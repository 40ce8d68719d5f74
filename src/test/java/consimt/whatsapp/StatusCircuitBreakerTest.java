package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.function.StoreUnavailable;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StatusCircuitBreakerTest {

    private static final BusinessId SHOP = new BusinessId("shop");
    private static final Instant AT = Instant.parse("2026-11-24T11:00:00Z");

    private final World world = World.fresh();

    @Test
    void asManyAsAreAllowedInAnHourAreAppliedAndTheRestIsHeld() {
        StatusCircuitBreaker breaker = breaker(world, 3);
        assertEquals(List.of(true, true, true, false, false), decided(breaker, AT, 0, 5));
    }

    /** However often and in whichever order they are delivered again. */
    @Test
    void aStatusThatIsDeliveredAgainIsDecidedAsBeforeAndCountsOnce() {
        StatusCircuitBreaker breaker = breaker(world, 3);
        assertEquals(List.of(true, true), decided(breaker, AT, 0, 2));
        assertEquals(List.of(true, true, true, false), decided(breaker, AT, 0, 4));
        assertEquals(List.of(false, false), decided(breaker, AT, 3, 5));
        assertEquals(List.of(true, true, true, false), decided(breaker(world.elsewhere(), 3), AT, 0, 4));
    }

    @Test
    void theHourIsThatOfTheStatusAndEachBusinessHasItsOwn() {
        StatusCircuitBreaker breaker = breaker(world, 4);
        assertEquals(List.of(true, true, true, true, false), decided(breaker, AT, 0, 5));
        assertEquals(List.of(true, true, false), decided(breaker, AT.plus(Duration.ofHours(2)), 5, 8));
        assertEquals(List.of(true, true, true, true), decided(breaker, AT.minus(Duration.ofDays(2)), 8, 12));
        assertTrue(breaker.admits(new BusinessId("shop2"), status(1), AT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void anHourThatIsAloneLetsThroughExactlyAsManyAsAreAllowed(int most) {
        for (Instant hour : List.of(AT, AT.plus(Duration.ofHours(5)))) {
            assertEquals(most, admitted(breaker(world, most), hour, 0, 20));
        }
    }

    @Test
    void fewMinutesAroundTheEndOfAnHourLetThroughNoMoreThanAnHour() {
        Instant before = AT.plusSeconds(3599);
        Instant after = AT.plusSeconds(3600);
        StatusCircuitBreaker breaker = breaker(world, 4);
        assertEquals(4, admitted(breaker, before, 0, 10));
        assertEquals(0, admitted(breaker, after, 10, 20));
        BusinessId inReverse = new BusinessId("shop2");
        assertEquals(4, admitted(breaker, inReverse, after, 10, 20));
        assertEquals(0, admitted(breaker, inReverse, before, 0, 10));
    }

    @Test
    void whereEachHourHasItsFewNoneIsHeld() {
        StatusCircuitBreaker breaker = breaker(world, 4);
        for (int hour = 0; hour < 6; hour++) {
            assertEquals(2, admitted(breaker, AT.plus(Duration.ofHours(hour)), 2 * hour, 2 * hour + 2));
        }
    }

    @Test
    void aStatusThatIsDeliveredAgainWhenTheHourIsLongPastIsDecidedAsBefore() {
        StatusCircuitBreaker breaker = breaker(world, 3);
        assertEquals(List.of(true, true, true, false), decided(breaker, AT, 0, 4));
        world.clock.pass(Duration.ofDays(7));
        for (int hour = -3; hour <= 3; hour++) {
            decided(breaker, AT.plus(Duration.ofHours(hour)), 100 + 10 * hour, 110 + 10 * hour);
        }
        assertEquals(List.of(true, true, true, false), decided(breaker(world.elsewhere(), 3), AT, 0, 4));
    }

    /** In order, backwards and at random, each delivered three times in all. */
    @Test
    void noHourHasMoreThanAreAllowedInWhateverOrderTheyArrive() {
        Random random = new Random(20261124);
        for (int round = 0; round < 12; round++) {
            BusinessId business = new BusinessId("shop-" + round);
            int most = 1 + random.nextInt(9);
            StatusCircuitBreaker breaker = breaker(world, most);
            List<Instant> times = IntStream.range(0, 80)
                    .mapToObj(i -> AT.plusSeconds(random.nextInt(5 * 3600)))
                    .sorted()
                    .toList();
            List<Integer> arrivals =
                    new ArrayList<>(IntStream.range(0, 160).mapToObj(i -> i / 2).toList());
            switch (round % 3) {
                case 0 -> Collections.shuffle(arrivals, random);
                case 1 -> Collections.reverse(arrivals);
                default -> {}
            }
            Map<Integer, Boolean> decided = new HashMap<>();
            arrivals.forEach(i -> {
                boolean admitted = breaker.admits(business, status(i), times.get(i));
                assertEquals(admitted, decided.getOrDefault(i, admitted), "status " + i);
                decided.put(i, admitted);
            });
            List<Instant> applied = IntStream.range(0, 80)
                    .filter(i -> breaker.admits(business, status(i), times.get(i)))
                    .mapToObj(times::get)
                    .toList();
            assertEquals(decided.values().stream().filter(admitted -> admitted).count(), applied.size());
            assertTrue(applied.size() >= most, "as many as an hour allows at least");
            for (Instant from : applied) {
                long inTheHour = applied.stream()
                        .filter(at -> !at.isBefore(from) && !at.isAfter(from.plus(Duration.ofHours(1))))
                        .count();
                assertTrue(inTheHour <= most, inTheHour + " of " + most + " in the hour from " + from);
            }
        }
    }

    /** The platform delivers for a week, and what was kept aside may come a month late. */
    @Test
    void isRememberedLongerThanAnyStatusIsDeliveredAgain() {
        StatusCircuitBreaker breaker = breaker(world, 1);
        breaker.admits(SHOP, status(0), AT.minus(Duration.ofDays(37)));
        long expiresAt = Long.parseLong(
                world.items(world.tables.aside()).get(0).get("expiresAt").n());
        Instant aWeekAfterAReplay = world.clock.instant().plus(Duration.ofDays(37));
        assertTrue(expiresAt > aWeekAfterAReplay.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void amongManyAtTheSameMomentExactlyAsManyAsAreAllowedAreApplied(int hoursApart) throws Exception {
        StatusCircuitBreaker breaker = breaker(world, 40);
        // By turns before and after the end of an hour, where they are not all in one.
        IntFunction<Instant> at = i -> AT.plusSeconds(3599 + hoursApart * (i % 2));
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            // Each of them twice, as by two deliveries at once.
            List<Callable<Boolean>> statuses = IntStream.range(0, 240)
                    .<Callable<Boolean>>mapToObj(i -> () -> breaker.admits(SHOP, status(i / 2), at.apply(i / 2)))
                    .toList();
            List<Boolean> decided = new ArrayList<>();
            for (Future<Boolean> each : callers.invokeAll(statuses)) {
                decided.add(each.get());
            }
            List<Boolean> again = IntStream.range(0, 120)
                    .mapToObj(i -> breaker.admits(SHOP, status(i), at.apply(i)))
                    .toList();
            assertEquals(40, again.stream().filter(admitted -> admitted).count());
            // Once admitted it always is; held, it was held each time.
            for (int i = 0; i < 240; i++) {
                assertEquals(again.get(i / 2), decided.get(i), "status " + i);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** The first finds a place in its own hour; the second, by three calls, in both of the hours beside it. */
    @Test
    void aCallThatFailsIsAFaultAndTheSameAgainCountsOnce() {
        for (int status = 0; status < 2; status++) {
            EntryId optOut = status(status);
            for (int call = 1; call <= (status == 0 ? 1 : 3); call++) {
                for (Fault.When when : Fault.When.values()) {
                    StatusCircuitBreaker faulty = breaker(world.with(new Fault(call, when)), 2);
                    assertThrows(StoreUnavailable.class, () -> faulty.admits(SHOP, optOut, AT));
                }
            }
            assertTrue(breaker(world, 2).admits(SHOP, optOut, AT));
        }
        assertEquals(List.of(true, true, false), decided(breaker(world, 2), AT, 0, 3));
        assertEquals(0, admitted(breaker(world, 2), AT.plus(Duration.ofHours(1)), 3, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void aLimitThatMakesNoSenseIsRefusedAtTheStart(int most) {
        assertThrows(IllegalArgumentException.class, () -> breaker(world, most));
    }

    @Test
    void theGreatestLimitFits() {
        StatusCircuitBreaker breaker = breaker(world, 10_000);
        breaker.admits(SHOP, status(0), AT);
        Map<String, AttributeValue> item =
                new HashMap<>(world.items(world.tables.aside()).get(0));
        List<String> others =
                IntStream.range(0, 4_998).mapToObj("other-%06d"::formatted).toList();
        String one = item.get("admitted").ss().get(0);
        assertEquals(one.length(), others.get(0).length());
        item.put(
                "admitted",
                AttributeValue.fromSs(
                        Stream.concat(Stream.of(one), others.stream()).toList()));
        world.client.putItem(put -> put.tableName(world.tables.aside()).item(item));
        assertEquals(List.of(true, true), decided(breaker, AT, 0, 2));
        assertEquals(1, world.items(world.tables.aside()).size());
        assertTrue(breaker.admits(SHOP, status(2), AT));
        assertEquals(3, world.items(world.tables.aside()).size());
    }

    private static long admitted(StatusCircuitBreaker breaker, Instant at, int from, int to) {
        return admitted(breaker, SHOP, at, from, to);
    }

    private static long admitted(StatusCircuitBreaker breaker, BusinessId businessId, Instant at, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> breaker.admits(businessId, status(i), at))
                .count();
    }

    private static List<Boolean> decided(StatusCircuitBreaker breaker, Instant at, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> breaker.admits(SHOP, status(i), at))
                .toList();
    }

    private static StatusCircuitBreaker breaker(World world, int most) {
        return new StatusCircuitBreaker(world.stores.admissions(), world.clock, most);
    }

    private static EntryId status(int i) {
        return EntryId.ofWhatsAppUpdate("send-failed", "message-" + i);
    }
}
