package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.notice.ChangeId;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Endpoint.Failures;
import consimt.notice.delivery.Endpoint.Share;
import consimt.notice.delivery.Endpoint.Waiting;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.notice.post.PostProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(9);
    private static final Instant LONG_AFTER = NOW.plus(Duration.ofDays(3));
    private static final Instant CUT = NOW.plusSeconds(30);
    private static final ChangeId EARLY = id(NOW.minusSeconds(60), 1);
    private static final ChangeId STORED = id(NOW.minusSeconds(30), 2);
    private static final ChangeId LATE = id(NOW.minusSeconds(10), 3);
    private static final ChangeId AFTER_CUT = id(CUT, 4);
    private static final Map<ChangeId, String> PLACES =
            Map.of(EARLY.justBefore(), "EARLY", STORED, "STORED", LATE, "LATE");

    private static ChangeId id(Instant arrivedAt, int number) {
        return new ChangeId(arrivedAt, "%026d".formatted(number));
    }

    private static FailedTry answered(int status, Instant at) {
        return new FailedTry(at, status, null);
    }

    private static FailedTry unanswered(Instant at) {
        return new FailedTry(at, null, PostProblem.TIMED_OUT);
    }

    /** How it stands before: {@code sentThrough} is the place STORED, and the cut comes after LATE only. */
    private static final Map<String, Endpoint> BEFORE = Map.of(
            "UP",
            Endpoint.UP,
            "FAILING",
            new Endpoint(new Failures(2, "p", false, NOW.minusSeconds(9)), null, null, unanswered(NOW.minusSeconds(9))),
            "PARKED",
            new Endpoint(Failures.NONE, new Waiting(STORED, null, 1, SOON), null, unanswered(NOW.minusSeconds(9))),
            "CATCHING_UP",
            new Endpoint(Failures.NONE, new Waiting(STORED, CUT, 0, SOON), null, unanswered(NOW.minusSeconds(9))),
            "OFF",
            new Endpoint(Failures.NONE, new Waiting(STORED, null, 1, null), null, unanswered(NOW.minusSeconds(9))));

    private static final Map<String, UnaryOperator<Endpoint>> EVENTS = Map.ofEntries(
            Map.entry("is taken", before -> before.delivered(NOW)),
            Map.entry(
                    "is taken, and all the share is used",
                    before -> before.busyThrough(NOW.plus(Share.AHEAD))
                            .used(Duration.ofSeconds(1), EARLY, NOW)
                            .delivered(NOW)),
            Map.entry("fails", before -> before.failed(LATE, "p", EARLY, answered(500, NOW))),
            Map.entry("fails for another person", before -> before.failed(LATE, "q", EARLY, answered(500, NOW))),
            Map.entry("has no answer", before -> before.failed(LATE, "p", EARLY, unanswered(NOW))),
            Map.entry("fails, an early one", before -> before.failed(EARLY, "p", EARLY, answered(500, NOW))),
            Map.entry("fails after three days", before -> before.failed(LATE, "p", EARLY, answered(500, LONG_AFTER))),
            Map.entry("gets 410", before -> before.failed(LATE, "p", EARLY, answered(410, NOW))),
            Map.entry("is shown by the queue", before -> before.met(LATE, 1)),
            Map.entry("is shown, an early one", before -> before.met(EARLY, 1)),
            Map.entry("is shown, one after the cut", before -> before.met(AFTER_CUT, 30)),
            Map.entry("is shown too often, one after the cut", before -> before.met(AFTER_CUT, 31)),
            Map.entry("of the list is taken", before -> before.sentThrough(LATE)),
            Map.entry("of the list fails", before -> before.triedInVain(answered(500, NOW))),
            Map.entry("of the list gets 410", before -> before.triedInVain(answered(410, NOW))),
            Map.entry("of the list is the last", before -> before.catchingUp(NOW)),
            Map.entry("waits for its turn", before -> before.triedAgainAt(NOW.plusSeconds(75))),
            Map.entry("redeliver", before -> before.switchedOn(NOW)),
            Map.entry("redeliver from early", before -> before.sentAgainFrom(EARLY, EARLY, NOW)),
            Map.entry("redeliver from late", before -> before.sentAgainFrom(LATE, EARLY, NOW)));

    /** State, place in the list, failures in a row, tries, and in how many seconds it is tried again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                 a notice                              | UP                | FAILING           | PARKED               | CATCHING_UP               | OFF
                 is taken                              | UP                | UP                | PARKED STORED 0 1 9  | CATCHING_UP STORED 0 0 9  | OFF STORED 0 1
                 is taken, and all the share is used   | PARKED EARLY 0 0 60 | PARKED EARLY 2 0 60 | PARKED STORED 0 1 9 | CATCHING_UP STORED 0 0 9 | OFF STORED 0 1
                 fails                                 | UP 1              | UP 3              | PARKED STORED 0 1 9  | CATCHING_UP STORED 0 0 9  | OFF STORED 0 1
                 fails for another person              | UP 1              | PARKED EARLY 3 0 60 | PARKED STORED 0 1 9 | CATCHING_UP STORED 0 0 9 | OFF STORED 0 1
                 has no answer                         | UP 1              | PARKED EARLY 3 0 60 | PARKED STORED 0 1 9 | CATCHING_UP STORED 0 0 9 | OFF STORED 0 1
                 fails, an early one                   | UP 1              | UP 3              | PARKED EARLY 0 1 9   | CATCHING_UP EARLY 0 0 9   | OFF EARLY 0 1
                 fails after three days                | UP 1              | OFF EARLY 3 0     | PARKED STORED 0 1 9  | CATCHING_UP STORED 0 0 9  | OFF STORED 0 1
                 gets 410                              | OFF EARLY 1 0     | OFF EARLY 3 0     | OFF EARLY 1 1        | OFF EARLY 1 0             | OFF EARLY 1 1
                 is shown by the queue                 | UP                | UP 2              | PARKED STORED 0 1 9  | CATCHING_UP STORED 0 0 9  | OFF STORED 0 1
                 is shown, an early one                | UP                | UP 2              | PARKED EARLY 0 1 9   | CATCHING_UP EARLY 0 0 9   | OFF EARLY 0 1
                 is shown, one after the cut           | UP                | UP 2              | PARKED STORED 0 1 9  | CATCHING_UP STORED 0 0 9  | OFF STORED 0 1
                 is shown too often, one after the cut | UP                | UP 2              | PARKED STORED 0 1 9  | PARKED STORED 0 0 9       | OFF STORED 0 1
                 of the list is taken                  | UP                | UP 2              | PARKED LATE 0 0 9    | CATCHING_UP LATE 0 0 9    | OFF LATE 0 0
                 of the list fails                     | UP                | UP 2              | PARKED STORED 1 2 240 | PARKED STORED 1 1 120    | OFF STORED 1 2
                 of the list gets 410                  | UP                | UP 2              | OFF STORED 1 2       | OFF STORED 1 1            | OFF STORED 1 2
                 of the list is the last               | UP                | UP 2              | CATCHING_UP STORED 0 1 9 | CATCHING_UP STORED 0 0 9 | OFF STORED 0 1
                 waits for its turn                    | UP                | UP 2              | PARKED STORED 0 1 75 | CATCHING_UP STORED 0 0 75 | OFF STORED 0 1
                 redeliver                             | UP                | UP 2              | PARKED STORED 0 0 0  | PARKED STORED 0 0 0       | PARKED STORED 0 0 0
                 redeliver from early                  | PARKED EARLY 0 0 60 | PARKED EARLY 2 0 60 | PARKED EARLY 0 0 0 | PARKED EARLY 0 0 0       | PARKED EARLY 0 0 0
                 redeliver from late                   | PARKED EARLY 0 0 60 | PARKED EARLY 2 0 60 | PARKED STORED 0 0 0 | PARKED STORED 0 0 0     | PARKED STORED 0 0 0
                """)
    void eachEventLeadsFromEachStateToOne(
            String event, String up, String failing, String parked, String catchingUp, String off) {
        UnaryOperator<Endpoint> change = EVENTS.get(event);
        assertEquals(
                List.of(up, failing, parked, catchingUp, off),
                Stream.of("UP", "FAILING", "PARKED", "CATCHING_UP", "OFF")
                        .map(before -> shown(change.apply(BEFORE.get(before))))
                        .toList());
    }

    private static String shown(Endpoint endpoint) {
        int failures = endpoint.failing().inARow();
        Waiting waiting = endpoint.waiting();
        if (waiting == null) {
            return failures == 0 ? "UP" : "UP " + failures;
        }
        Instant due = waiting.triedAgainAt();
        return String.join(
                        " ",
                        Stream.of(
                                        endpoint.state().name(),
                                        PLACES.get(waiting.sentThrough()),
                                        failures,
                                        waiting.tries(),
                                        due == null
                                                ? ""
                                                : Duration.between(NOW, due).toSeconds())
                                .map(String::valueOf)
                                .toList())
                .trim();
    }

    /** @param tries of notices in a row that make an endpoint one that is down */
    @ParameterizedTest
    @CsvSource({"false, 1, 3", "false, 3, 3", "true, 1, 10", "true, 2, 3", "true, 3, 3"})
    void anEndpointIsParkedAfterSomeFailuresInARow(boolean isAnswered, int people, int tries) {
        Endpoint endpoint = Endpoint.UP;
        for (int i = 1; i <= tries; i++) {
            assertEquals(EndpointState.UP, endpoint.state(), "after " + (i - 1));
            endpoint =
                    endpoint.failed(LATE, "p" + i % people, EARLY, isAnswered ? answered(500, NOW) : unanswered(NOW));
        }
        assertEquals("PARKED EARLY " + tries + " 0 60", shown(endpoint));
    }

    /**
     * A minute of posts, as many a second as said, each of so long. Ten of them may be under way at any time; more may be
     * for some seconds.
     *
     * @param parked after how many seconds at the most; -1 for never
     */
    @ParameterizedTest
    @CsvSource({
        "100, 10, -1", "20, 100, -1", "5, 1000, -1", "2, 1900, -1", "1, 5000, -1",
        "200, 100, 30", "1000, 20, 30", "50, 1000, 10", "100, 1900, 4", "200, 5000, 2"
    })
    void whoHasMoreThanItsShareOfTheDeliverysTimeIsParked(int aSecond, int millis, int parked) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            Endpoint endpoint = Endpoint.UP;
            int second = 0;
            for (; second < 60 && endpoint.isUp(); second++) {
                Instant now = NOW.plusSeconds(second);
                for (int i = 0; i < aSecond; i++) {
                    Duration share = Share.usedBy(new UUID(random.nextLong(), random.nextLong()).toString(), millis);
                    endpoint = endpoint.used(share, EARLY, now).delivered(now);
                }
            }
            assertEquals(parked < 0, endpoint.isUp(), second + " of seed " + seed);
            assertTrue(parked < 0 || second <= parked, second + " of seed " + seed);
        }
    }

    @Test
    void anEndpointThatIsQuickAgainIsForgotten() {
        Endpoint busy = Endpoint.UP.used(Duration.ofSeconds(1), EARLY, NOW);
        assertEquals(busy, busy.delivered(NOW.plusMillis(999)));
        assertEquals(Endpoint.UP, busy.delivered(NOW.plusSeconds(1)));
    }

    @Test
    void anEndpointThatFailsForThreeDaysIsSwitchedOff() {
        Endpoint endpoint = Endpoint.UP.parked(EARLY, NOW);
        Instant end = NOW.plus(Duration.ofDays(3));
        for (Instant at = NOW; at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
            endpoint = endpoint.triedInVain(unanswered(at));
            assertEquals(EndpointState.PARKED, endpoint.state());
        }
        endpoint = endpoint.triedInVain(unanswered(end));
        assertEquals("OFF EARLY 73 73", shown(endpoint));
        assertFalse(endpoint.isDue(end.plus(Duration.ofDays(100))));
        assertTrue(endpoint.switchedOn(end).isDue(end));
    }

    /** Whatever happens in whatever order: a notice that left the queue and was not taken is still to come from the list. */
    @Test
    void nothingIsLostBetweenTheQueueAndTheList() {
        for (int seed = 0; seed < Cases.of(500, 50_000); seed++) {
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
            endpoint = endpoint.met(next, random.nextInt(5) == 0 ? 31 : 1);
            switch (endpoint.handling(next)) {
                case LEAVE_TO_THE_LIST -> leaves(next);
                case WAIT -> {}
                case SEND -> posted = next;
            }
        }

        private void cameBack(ChangeId id) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    endpoint = endpoint.delivered(now);
                    taken(id);
                }
                case 1 -> {
                    endpoint = endpoint.used(Duration.ofSeconds(random.nextInt(20)), first(id), now)
                            .delivered(now);
                    taken(id);
                }
                default -> {
                    tried.add(id);
                    String group = "p" + random.nextInt(2);
                    FailedTry how = failed();
                    endpoint = endpoint.used(Duration.ofSeconds(random.nextInt(4)), first(id), now)
                            .failed(id, group, first(id), how);
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
            Instant cut = endpoint.waiting().cut();
            boolean isLastPart = cut != null && !now.isBefore(cut);
            for (ChangeId next : all) {
                if (next.compareTo(endpoint.waiting().sentThrough()) > 0
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
            Waiting waiting = endpoint.waiting();
            for (ChangeId each : owed) {
                assertNotNull(waiting, () -> "seed " + seed);
                assertTrue(waiting.sentThrough().compareTo(each) < 0, () -> "seed " + seed);
                assertTrue(waiting.cut() == null || each.arrivedAt().isBefore(waiting.cut()), () -> "seed " + seed);
            }
        }
    }
}
