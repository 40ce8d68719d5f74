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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StatusBreakerTest {

    private static final BusinessId SHOP = new BusinessId("shop");
    private static final Instant AT = Instant.parse("2026-11-24T11:00:00Z");

    private final World world = World.fresh();

    @Test
    void asManyAsAreAllowedInAnHourAreAppliedAndTheRestIsHeld() {
        StatusBreaker breaker = breaker(world, 3);
        assertEquals(List.of(true, true, true, false, false), decided(breaker, AT, 0, 5));
    }

    /** However often and in whichever order they are delivered again. */
    @Test
    void aStatusThatIsDeliveredAgainIsDecidedAsBeforeAndCountsOnce() {
        StatusBreaker breaker = breaker(world, 3);
        assertEquals(List.of(true, true), decided(breaker, AT, 0, 2));
        assertEquals(List.of(true, true, true, false), decided(breaker, AT, 0, 4));
        assertEquals(List.of(false, false), decided(breaker, AT, 3, 5));
        assertEquals(List.of(true, true, true, false), decided(breaker(world.elsewhere(), 3), AT, 0, 4));
    }

    @Test
    void theHourIsThatOfTheStatusAndEachBusinessHasItsOwn() {
        StatusBreaker breaker = breaker(world, 1);
        assertEquals(List.of(true, false), decided(breaker, AT, 0, 2));
        assertEquals(List.of(false, false), decided(breaker, AT.plusSeconds(3599), 2, 4));
        assertEquals(List.of(true, false), decided(breaker, AT.plusSeconds(3600), 2, 4));
        assertEquals(List.of(true, false), decided(breaker, AT.minusSeconds(1), 4, 6));
        assertTrue(breaker.admits(new BusinessId("shop2"), status(1), AT));
    }

    /** The platform delivers for a week, and what was kept aside may come a month late. */
    @Test
    void isRememberedLongerThanAnyStatusIsDeliveredAgain() {
        StatusBreaker breaker = breaker(world, 1);
        breaker.admits(SHOP, status(0), AT.minus(Duration.ofDays(37)));
        long expiresAt = Long.parseLong(
                world.items(world.tables.aside()).get(0).get("expiresAt").n());
        Instant aWeekAfterAReplay = world.clock.instant().plus(Duration.ofDays(37));
        assertTrue(expiresAt > aWeekAfterAReplay.getEpochSecond());
    }

    @Test
    void amongManyAtTheSameMomentExactlyAsManyAsAreAllowedAreApplied() throws Exception {
        StatusBreaker breaker = breaker(world, 40);
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            // Each of them twice, as by two deliveries at once.
            List<Callable<Boolean>> statuses = IntStream.range(0, 240)
                    .<Callable<Boolean>>mapToObj(i -> () -> breaker.admits(SHOP, status(i / 2), AT))
                    .toList();
            List<Boolean> decided = new ArrayList<>();
            for (Future<Boolean> each : callers.invokeAll(statuses)) {
                decided.add(each.get());
            }
            List<Boolean> again = decided(breaker, AT, 0, 120);
            assertEquals(40, again.stream().filter(admitted -> admitted).count());
            // Once admitted it always is; held, it was held each time.
            for (int i = 0; i < 240; i++) {
                assertEquals(again.get(i / 2), decided.get(i), "status " + i);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aCallThatFailsIsAFaultAndTheSameAgainCountsOnce() {
        for (Fault.When when : Fault.When.values()) {
            StatusBreaker faulty = breaker(world.with(new Fault(1, when)), 2);
            assertThrows(StoreUnavailable.class, () -> faulty.admits(SHOP, status(0), AT));
        }
        assertEquals(List.of(true, true, false), decided(breaker(world, 2), AT, 0, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void aLimitThatMakesNoSenseIsRefusedAtTheStart(int most) {
        assertThrows(IllegalArgumentException.class, () -> breaker(world, most));
    }

    @Test
    void theGreatestLimitFits() {
        StatusBreaker breaker = breaker(world, 10_000);
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
    }

    private static List<Boolean> decided(StatusBreaker breaker, Instant at, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> breaker.admits(SHOP, status(i), at))
                .toList();
    }

    private static StatusBreaker breaker(World world, int most) {
        return new StatusBreaker(world.stores.admissions(), world.clock, most);
    }

    private static EntryId status(int i) {
        return EntryId.ofWhatsAppUpdate("send-failed", "message-" + i);
    }
}
