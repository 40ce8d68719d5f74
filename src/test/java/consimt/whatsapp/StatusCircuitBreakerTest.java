package consimt.whatsapp;

import static consimt.kit.AtOnce.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StatusCircuitBreakerTest {

    private static final BusinessId SHOP = new BusinessId("shop");
    private static final Instant AT = Instant.parse("2026-11-24T11:00:00Z");
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final World world = World.fresh();

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
        assertEquals(List.of(true, true, true, true, false), decided(breaker, AT.plus(AN_HOUR), 5, 10));
        assertEquals(List.of(true, true, true, true, false), decided(breaker, AT.minus(Duration.ofDays(2)), 10, 15));
        assertTrue(breaker.admits(new BusinessId("shop2"), status(1), AT));
    }

    @Test
    void anHourBeginsAndEndsWithTheClocks() {
        StatusCircuitBreaker breaker = breaker(world, 4);
        assertEquals(3, admitted(breaker, AT, 0, 3));
        assertEquals(1, admitted(breaker, AT.plus(AN_HOUR).minusNanos(1), 3, 6));
        assertEquals(4, admitted(breaker, AT.plus(AN_HOUR), 6, 12));
        assertEquals(4, admitted(breaker, AT.minusNanos(1), 12, 18));
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
    void eachHourAppliesExactlyAsManyAsAreAllowedInWhateverOrderTheyArrive() {
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
            assertEquals(perHour(times, most), perHour(applied, Integer.MAX_VALUE));
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
        // By turns before and after the end of an hour, where they are in two.
        IntFunction<Instant> at = i -> AT.plusSeconds(3599 + hoursApart * (i % 2));
        // Each of them twice, as by two deliveries at once.
        List<Boolean> decided = atOnce(240, i -> breaker.admits(SHOP, status(i / 2), at.apply(i / 2)));
        List<Boolean> again = IntStream.range(0, 120)
                .mapToObj(i -> breaker.admits(SHOP, status(i), at.apply(i)))
                .toList();
        List<Instant> applied =
                IntStream.range(0, 120).filter(again::get).mapToObj(at).toList();
        List<Instant> all = IntStream.range(0, 120).mapToObj(at).toList();
        assertEquals(1 + hoursApart, perHour(all, 40).size());
        assertEquals(perHour(all, 40), perHour(applied, Integer.MAX_VALUE));
        // Once admitted it always is; held, it was held each time.
        for (int i = 0; i < 240; i++) {
            assertEquals(again.get(i / 2), decided.get(i), "status " + i);
        }
    }

    /** The first two find a place in their hour; the third finds the hour full. */
    @Test
    void aCallThatFailsIsAFaultAndTheSameAgainCountsOnce() {
        for (int status = 0; status < 3; status++) {
            EntryId optOut = status(status);
            for (Fault.When when : Fault.When.values()) {
                StatusCircuitBreaker faulty = breaker(world.with(new Fault(1, when)), 2);
                assertThrows(StoreUnavailable.class, () -> faulty.admits(SHOP, optOut, AT));
            }
            Fault secondCall = new Fault(2, Fault.When.BEFORE);
            assertEquals(status < 2, breaker(world.with(secondCall), 2).admits(SHOP, optOut, AT));
            assertFalse(secondCall.happened(), "one call is all");
        }
        assertEquals(List.of(true, true, false), decided(breaker(world, 2), AT, 0, 3));
        assertEquals(2, admitted(breaker(world, 2), AT.plus(AN_HOUR), 3, 6));
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
                IntStream.range(0, 9_998).mapToObj("other-%06d"::formatted).toList();
        String one = item.get("admitted").ss().get(0);
        assertEquals(one.length(), others.get(0).length());
        item.put(
                "admitted",
                AttributeValue.fromSs(
                        Stream.concat(Stream.of(one), others.stream()).toList()));
        world.client.putItem(put -> put.tableName(world.tables.aside()).item(item));
        assertEquals(List.of(true, true, false), decided(breaker, AT, 0, 3));
        List<Map<String, AttributeValue>> items = world.items(world.tables.aside());
        assertEquals(1, items.size());
        assertEquals(10_000, items.get(0).get("admitted").ss().size());
    }

    /** How many of the times are in each hour of the clock, counting up to {@code most}. */
    private static Map<Instant, Long> perHour(List<Instant> times, int most) {
        Map<Instant, Long> perHour = times.stream()
                .collect(Collectors.groupingBy(at -> at.truncatedTo(ChronoUnit.HOURS), Collectors.counting()));
        perHour.replaceAll((hour, count) -> Math.min(count, most));
        return perHour;
    }

    private static long admitted(StatusCircuitBreaker breaker, Instant at, int from, int to) {
        return decided(breaker, at, from, to).stream()
                .filter(admitted -> admitted)
                .count();
    }

    private static List<Boolean> decided(StatusCircuitBreaker breaker, Instant at, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> breaker.admits(SHOP, status(i), at))
                .toList();
    }

    private static StatusCircuitBreaker breaker(World world, int most) {
        return new StatusCircuitBreaker(world.stores.places(), world.clock, most);
    }

    private static EntryId status(int i) {
        return EntryId.ofWhatsAppUpdate("send-failed", "message-" + i);
    }
}
