package consimt.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Stores;
import consimt.form.Page;
import consimt.kit.Cases;
import consimt.kit.TestClock;
import consimt.kit.World;
import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.LedgerWriter;
import consimt.ledger.Source;
import consimt.relation.EntryId;
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

/** A cursor passes over nothing, though the clocks of the writers differ by up to ten seconds. */
class ChangesOfManyWritersTest {

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration MOST_APART = Duration.ofSeconds(10);

    private final World world = World.fresh();

    @Test
    void eachEntryIsListedOnce() throws InterruptedException {
        int runs = Cases.of(4, 100);
        for (int run = 0; run < runs; run++) {
            eachEntryIsListedOnce(run);
        }
        assertTrue(runs >= 4);
    }

    /** Writers write at once; between their bursts the reader reads a page, at the true time. */
    private void eachEntryIsListedOnce(int run) throws InterruptedException {
        Random random = new Random(run);
        String business = "b" + run;
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(new Writer(business, i, random.nextLong(-MOST_APART.toMillis(), MOST_APART.toMillis() + 1)));
        }
        List<ChangeId> listed = new ArrayList<>();
        ChangeId cursor = null;
        Instant now = START;
        for (int burst = 0; burst < 12; burst++) {
            now = now.plusMillis(random.nextInt(15_000));
            List<Thread> writing = new ArrayList<>();
            for (Writer writer : writers) {
                Instant at = now;
                int many = random.nextInt(4);
                Thread thread = new Thread(() -> writer.write(many, at));
                writing.add(thread);
                thread.start();
            }
            for (Thread each : writing) {
                each.join();
            }
            cursor = read(business, cursor, now.minus(World.CHANGES_SETTLED_AFTER), 1 + random.nextInt(9), listed);
        }
        ChangeId before;
        do {
            before = cursor;
            cursor = read(business, cursor, now.plus(Duration.ofMinutes(2)), 5, listed);
        } while (cursor != null && !cursor.equals(before));
        Set<String> written = new TreeSet<>();
        writers.forEach(writer -> written.addAll(writer.written));
        assertEquals(written.size(), listed.size(), () -> "run " + run);
        assertEquals(new HashSet<>(listed).size(), listed.size(), () -> "run " + run);
        assertEquals(listed.stream().sorted().toList(), listed, () -> "run " + run);
    }

    private @Nullable ChangeId read(
            String business, @Nullable ChangeId after, Instant before, int limit, List<ChangeId> listed) {
        Page<Notice> page =
                world.stores.changes().read(World.relation("x", business).businessId(), after, before, limit);
        page.items().forEach(change -> listed.add(change.id()));
        return page.items().isEmpty()
                ? after
                : page.items().get(page.items().size() - 1).id();
    }

    /** A function of its own, by a clock of its own. */
    private final class Writer {

        private final String business;
        private final int number;
        private final long millisAhead;
        private final TestClock clock = new TestClock(START.toString());
        private final LedgerWriter ledger =
                Stores.on(world.client, world.tables, clock, World.JSON).writer();
        private final Set<String> written = new TreeSet<>();

        Writer(String business, int number, long millisAhead) {
            this.business = business;
            this.number = number;
            this.millisAhead = millisAhead;
        }

        void write(int many, Instant now) {
            clock.set(now.plusMillis(millisAhead));
            for (int i = 0; i < many; i++) {
                String id = number + "-" + written.size();
                ledger.keep(
                        World.relation("p" + number % 2, business),
                        new Entry(
                                EntryId.ofRequest(id),
                                clock.instant(),
                                clock.instant(),
                                Source.by("app"),
                                Commitment.to(id),
                                EntryContent.OptOut.of(false)));
                written.add(id);
            }
        }
    }
}
