package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.notice.ChangeId;
import consimt.notice.post.PostProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final ChangeId FIRST = id(NOW.minusSeconds(60), 1);
    private static final ChangeId LATER = id(NOW.minusSeconds(30), 2);

    private static ChangeId id(Instant arrivedAt, int number) {
        return new ChangeId(arrivedAt, "%026d".formatted(number));
    }

    private static FailedTry answered(int status, Instant at) {
        return new FailedTry(at, status, null);
    }

    private static FailedTry unanswered(Instant at) {
        return new FailedTry(at, null, PostProblem.TIMED_OUT);
    }

    /** @param tries of notices in a row that make an endpoint one that is down */
    @ParameterizedTest
    @CsvSource({"false, 1, 3", "false, 3, 3", "true, 1, 10", "true, 2, 3", "true, 3, 3"})
    void anEndpointIsParkedAfterSomeFailuresInARow(boolean isAnswered, int people, int tries) {
        Endpoint endpoint = Endpoint.UP;
        for (int i = 1; i <= tries; i++) {
            assertEquals(EndpointState.UP, endpoint.state(), "after " + (i - 1));
            endpoint =
                    endpoint.failed(LATER, "p" + i % people, FIRST, isAnswered ? answered(500, NOW) : unanswered(NOW));
        }
        assertEquals(
                new Endpoint(
                        EndpointState.PARKED,
                        endpoint.failing(),
                        0,
                        FIRST.justBefore(),
                        null,
                        0,
                        NOW.plus(Duration.ofMinutes(1)),
                        endpoint.last()),
                endpoint);
    }

    @Test
    void oneNoticeThatIsTakenEndsTheRow() {
        Endpoint endpoint = Endpoint.UP;
        for (int i = 0; i < 30; i++) {
            endpoint = endpoint.failed(FIRST, "p", FIRST, unanswered(NOW))
                    .failed(FIRST, "q", FIRST, answered(500, NOW))
                    .delivered();
        }
        assertEquals(Endpoint.UP, endpoint);
    }

    @Test
    void aSlowEndpointIsParkedAfterTwentyInARow() {
        Endpoint endpoint = slowly(slowly(Endpoint.UP, 19).delivered(), 19);
        assertEquals(EndpointState.UP, endpoint.state());
        assertEquals(Endpoint.UP.parked(LATER, NOW.plus(Duration.ofMinutes(1))), slowly(endpoint, 1));
    }

    private static Endpoint slowly(Endpoint endpoint, int times) {
        Endpoint after = endpoint;
        for (int i = 0; i < times; i++) {
            after = after.deliveredSlowly(() -> LATER, NOW);
        }
        return after;
    }

    @Test
    void anEndpointThatFailsForThreeDaysIsSwitchedOff() {
        Endpoint endpoint = Endpoint.UP.parked(FIRST, NOW);
        Instant end = NOW.plus(Duration.ofDays(3));
        for (Instant at = NOW; at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
            endpoint = endpoint.triedInVain(unanswered(at));
            assertEquals(EndpointState.PARKED, endpoint.state());
        }
        endpoint = endpoint.triedInVain(unanswered(end));
        assertEquals(EndpointState.OFF, endpoint.state());
        assertEquals(FIRST.justBefore(), endpoint.sentThrough());
        assertFalse(endpoint.isDue(end.plus(Duration.ofDays(100))));
        assertTrue(endpoint.switchedOn(end).isDue(end));
    }

    @Test
    void aNoticeMayBeGivenUpAtItsThirdTryAndTheNextOneAtItsOwn() {
        Endpoint endpoint = Endpoint.UP.parked(FIRST, NOW);
        for (ChangeId notice : List.of(FIRST, LATER)) {
            assertFalse(endpoint.mayGiveUp());
            endpoint = endpoint.triedInVain(answered(500, NOW));
            assertFalse(endpoint.mayGiveUp());
            endpoint = endpoint.triedInVain(unanswered(NOW));
            assertTrue(endpoint.mayGiveUp());
            endpoint = endpoint.sentThrough(notice);
        }
    }

    /** Whatever happens in whatever order: a notice that left the queue and was not taken is still to come from the list. */
    @Test
    void nothingIsLostBetweenTheQueueAndTheList() {
        for (int seed = 0; seed < Cases.of(2_000, 50_000); seed++) {
            new History(seed).goOn();
        }
    }

    /** One endpoint, its queue and its list. */
    private static final class History {

        private final int seed;
        private final Random random;
        private final TreeSet<ChangeId> all = new TreeSet<>();
        private final List<ChangeId> queue = new ArrayList<>();
        private final TreeSet<ChangeId> tried = new TreeSet<>();

        /** They left the queue, and the endpoint did not take them. */
        private final Set<ChangeId> owed = new HashSet<>();

        private Instant now = NOW;
        private Endpoint endpoint = Endpoint.UP;

        /** A post that is under way. */
        private @Nullable ChangeId posted;

        History(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void goOn() {
            for (int i = 0; i < 100; i++) {
                step();
                check();
            }
            endpoint = endpoint.state() == EndpointState.OFF ? endpoint.switchedOn(now) : endpoint;
            for (int i = 0; i < 3; i++) {
                now = now.plus(Duration.ofMinutes(15));
                list(true);
            }
            assertEquals(EndpointState.UP, endpoint.state(), () -> "seed " + seed);
            check();
        }

        private void step() {
            if (posted != null) {
                now = now.plusMillis(random.nextInt(5_000));
                cameBack(posted);
                posted = null;
                return;
            }
            now = now.plusMillis(1 + random.nextInt(random.nextInt(20) == 0 ? 90_000_000 : 60_000));
            switch (random.nextInt(6)) {
                case 0, 1 -> tell();
                case 2, 3 -> fromTheQueue();
                case 4 -> list(random.nextInt(4) > 0);
                default -> redeliver();
            }
        }

        private void tell() {
            ChangeId told = id(now, all.size());
            all.add(told);
            queue.add(told);
        }

        private void fromTheQueue() {
            if (queue.isEmpty()) {
                return;
            }
            ChangeId next = queue.get(random.nextInt(queue.size()));
            switch (endpoint.handling(next)) {
                case LEAVE_TO_THE_LIST -> {
                    endpoint = endpoint.leaving(next);
                    leaves(next);
                }
                case WAIT -> endpoint = random.nextInt(5) == 0 ? endpoint.parkedAgain() : endpoint;
                case SEND -> posted = next;
            }
        }

        private void cameBack(ChangeId id) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    endpoint = endpoint.delivered();
                    taken(id);
                }
                case 1 -> {
                    endpoint = endpoint.deliveredSlowly(() -> first(id), now);
                    taken(id);
                }
                default -> {
                    tried.add(id);
                    String group = "p" + random.nextInt(2);
                    FailedTry how = failed();
                    endpoint = how.isGone()
                            ? endpoint.switchedOff(first(id), how)
                            : endpoint.failed(id, group, first(id), how);
                    if (!endpoint.isUp()) {
                        leaves(id);
                    }
                }
            }
        }

        private FailedTry failed() {
            return switch (random.nextInt(12)) {
                case 0 -> answered(410, now);
                case 1, 2, 3, 4 -> answered(500, now);
                default -> unanswered(now);
            };
        }

        private ChangeId first(ChangeId atTheLatest) {
            return tried.isEmpty() || tried.first().compareTo(atTheLatest) > 0 ? atTheLatest : tried.first();
        }

        private void leaves(ChangeId id) {
            queue.remove(id);
            owed.add(id);
        }

        private void taken(ChangeId id) {
            queue.remove(id);
            tried.remove(id);
        }

        /** @param takes whether the endpoint takes all */
        private void list(boolean takes) {
            if (!endpoint.isDue(now)) {
                return;
            }
            Instant cut = endpoint.cut();
            boolean isLastPart = cut != null && !now.isBefore(cut);
            for (ChangeId next : all) {
                if (next.compareTo(endpoint.sentThrough()) > 0
                        && (!isLastPart || next.arrivedAt().isBefore(cut))) {
                    if (!takes && random.nextInt(3) == 0) {
                        tried.add(next);
                        endpoint = endpoint.triedInVain(failed());
                        return;
                    }
                    owed.remove(next);
                    endpoint = endpoint.sentThrough(next);
                }
            }
            if (isLastPart) {
                tried.headSet(ChangeId.before(cut)).clear();
                endpoint = Endpoint.UP;
            } else if (endpoint.state() == EndpointState.PARKED) {
                endpoint = endpoint.catchingUp(now).triedAgainAt(now);
            }
        }

        private void redeliver() {
            ChangeId place = ChangeId.before(now.minusSeconds(random.nextInt(1_000)));
            endpoint =
                    random.nextBoolean() ? endpoint.switchedOn(now) : endpoint.sentAgainFrom(place, first(place), now);
        }

        private void check() {
            assertEquals(endpoint.isUp(), endpoint.sentThrough() == null, () -> "seed " + seed);
            assertEquals(endpoint.state() == EndpointState.CATCHING_UP, endpoint.cut() != null, () -> "seed " + seed);
            for (ChangeId each : owed) {
                assertNotNull(endpoint.sentThrough(), () -> "seed " + seed);
                assertTrue(endpoint.sentThrough().compareTo(each) < 0, () -> "seed " + seed);
                assertTrue(endpoint.cut() == null || each.arrivedAt().isBefore(endpoint.cut()), () -> "seed " + seed);
            }
        }
    }
}
