package consimt.person;

import consimt.followup.FollowUp;
import consimt.followup.FollowUps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.followup.RemovalDesk;
import consimt.relation.BusinessId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Rebuilt;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.Faults;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds one relation and its work by hand from the ledger. The relation is read before the ledger. An entry is
 * always stored before its mark, so each mark that was read has its entry in the ledger that is read next. Each write
 * has the condition that nothing changed since the read, so no concurrent call is undone.
 */
@Singleton
public record Rebuilder(
        WholeLedger ledger, StoredRelations relations, FollowUps followUps, RemovalDesk removals, Clock clock) {

    /** Each failed try means that another writer changed the same relation or work. */
    private static final int TRIES = 20;

    /** A step that was stored between the two reads is found by the next try. */
    private static final int TRIES_FOR_LEDGER = 3;

    /** Makes one relation, and its work, as the ledger has it. */
    public void rebuild(Relation relation) {
        rebuild(relation, false, false);
    }

    /**
     * @param relations how many were compared
     * @param differences what was stored and differs from the ledger
     */
    record Compared(int relations, Set<Difference> differences) {}

    /**
     * Rebuilds a relation. If it changed, the relations of the person's other ids are rebuilt too: their ids may have
     * become one while it was wrong, and then each lacks marks of the other. The same if the person may have work by
     * hand: what is to be done is known when the work under all ids is there again.
     *
     * @param dryRun whether nothing is written
     * @param wholePerson whether the relations under all ids of the person are rebuilt in any case
     */
    Compared rebuild(Relation relation, boolean dryRun, boolean wholePerson) {
        Set<Difference> found = new LinkedHashSet<>();
        List<AsRead> rebuilt = new ArrayList<>();
        Set<UserId> done = new TreeSet<>();
        Deque<UserId> next = new ArrayDeque<>(List.of(relation.userId()));
        while (!next.isEmpty()) {
            UserId id = next.pop();
            if (done.add(id)) {
                AsRead read = rebuildOne(new Relation(id, relation.businessId()), done, dryRun, found);
                if (read != null && !read.isLeftAlone && !dryRun) {
                    rebuilt.add(read);
                }
                if (read != null && (wholePerson || read.mayBeLackingElsewhere || !dryRun && read.mayHaveWork())) {
                    next.addAll(read.ids);
                }
            }
        }
        rebuilt.forEach(read -> reconcile(read, found));
        return new Compared(done.size(), found);
    }

    /** All work about the person is read, so a piece that cannot be read leaves the others as they are. */
    private static void reconcile(AsRead read, Set<Difference> found) {
        try {
            read.reconcile();
        } catch (StoreUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException unreadable) {
            Faults.log("work that cannot be brought in line with the marks", unreadable);
            found.add(Difference.of(read.relation, "unreadable", null, null));
        }
    }

    /**
     * @param besides further ids of the person
     * @return the relation as it was last read; null if it cannot be read
     */
    private @Nullable AsRead rebuildOne(Relation relation, Set<UserId> besides, boolean dryRun, Set<Difference> found) {
        for (int tries = 0; tries < TRIES; tries++) {
            AsRead read = read(relation, besides);
            if (read == null) {
                found.add(Difference.of(relation, "unreadable", null, null));
                return null;
            }
            if (read.isAheadOfLedger && tries < TRIES_FOR_LEDGER) {
                continue;
            }
            found.addAll(read.differences);
            if (dryRun || read.isLeftAlone) {
                return read;
            }
            read.mayBeLackingElsewhere |= tries > 0 || !read.differences.isEmpty();
            if (read.isWritten()) {
                return read;
            }
        }
        throw new StoreUnavailable("others changed the same relation each time");
    }

    /** Null if part of it cannot be read, so that one broken item does not stop the others. */
    private @Nullable AsRead read(Relation relation, Set<UserId> besides) {
        try {
            return new AsRead(relation, besides);
        } catch (StoreUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException unreadable) {
            Faults.log("a relation that cannot be rebuilt", unreadable);
            return null;
        }
    }

    /** One relation with its work, as it was read. */
    private final class AsRead {

        private final Relation relation;
        private final Instant now = clock.instant();
        private final List<Difference> differences = new ArrayList<>();
        private final List<WorkChange> changes = new ArrayList<>();
        private final Set<UserId> ids = new TreeSet<>();
        private final StoredRelations.StoredRelation stored;
        private Standing folded = Standing.UNKNOWN;
        private WorkOfLedger work;
        private List<Fact> promises = List.of();
        private boolean isLeftAlone;

        /** Whether the work has later steps than the ledger. */
        private boolean isAheadOfLedger;

        /** Whether relations of other ids may lack what this one, or a ledger, has. */
        private boolean mayBeLackingElsewhere;

        AsRead(Relation relation, Set<UserId> besides) {
            this.relation = relation;
            this.stored = relations.read(relation);
            this.work = new WorkOfLedger(relation, List.of());
            if (stored.isOfNewerCode()) {
                leaveAlone("shape", "of newer code", null);
                return;
            }
            PersonsLedgers ledgers =
                    PersonsLedgers.of(each -> ledger.of(each, Integer.MAX_VALUE), relation, stored.standing(), besides);
            ids.addAll(ledgers.one(relation.userId(), true));
            mayBeLackingElsewhere = ledgers.hasHalfAUnion();
            String kind = ledgers.unknownKind().orElse(null);
            if (kind != null) {
                leaveAlone("kind", null, kind);
                return;
            }
            folded = ledgers.fold(relation.userId());
            differences.addAll(stored.differences(folded));
            work = new WorkOfLedger(relation, ledgers.of(relation.userId()));
            promises = ledgers.promises(relation.userId());
            Map<FollowUpId, FollowUp> found = read();
            work.all().values().forEach(its -> compare(found.get(its.id()), its));
        }

        private void leaveAlone(String what, @Nullable String found, @Nullable String ledgers) {
            isLeftAlone = true;
            differences.add(Difference.of(relation, what, found, ledgers));
        }

        /** The work that the ledger names, as far as it exists. */
        private Map<FollowUpId, FollowUp> read() {
            Map<BusinessId, Set<FollowUpId>> ids = new TreeMap<>();
            work.all()
                    .values()
                    .forEach(its -> ids.computeIfAbsent(its.relation().businessId(), queue -> new TreeSet<>())
                            .add(its.id()));
            Map<FollowUpId, FollowUp> found = new HashMap<>();
            ids.forEach((queue, its) -> found.putAll(followUps.find(queue, its)));
            return found;
        }

        private void compare(@Nullable FollowUp found, FollowUp its) {
            List<Difference> between = WorkOfLedger.differences(relation, found, its, now);
            differences.addAll(between);
            if (found != null && WorkOfLedger.isAhead(found, its)) {
                isAheadOfLedger = true;
            } else if (!between.isEmpty()) {
                FollowUp whole = found == null ? its : its.withTextsOf(found);
                changes.add(new WorkChange(found, whole.state().isWork() ? whole.remindedFrom(now) : whole, null));
            }
        }

        /** @return false if something changed since it was read */
        private boolean isWritten() {
            Standing standing = Rebuilt.of(stored.standing(), folded);
            if (!stored.become(standing)) {
                return false;
            }
            for (WorkChange change : changes) {
                if (followUps.store(change) != Stored.STORED) {
                    return false;
                }
            }
            return true;
        }

        private boolean mayHaveWork() {
            return Rebuilt.of(stored.standing(), folded).mayHaveWork();
        }

        /** Finishes what was cut off: the work of opt-outs whose removal did not open, and of opt-ins. */
        private void reconcile() {
            List<Fact> cutOff = promises.stream()
                    .filter(optOut -> !work.isLeftAlone(FollowUpId.ofRemoval(
                            relation, optOut.scope(), optOut.mark().entry())))
                    .toList();
            removals.finish(relation, Rebuilt.of(stored.standing(), folded), cutOff);
        }
    }

    /** The store of relations, part by part. */
    public interface StoredRelations {

        /** The relation now, by a consistent read. */
        StoredRelation read(Relation relation);

        /** One relation as it was read. */
        interface StoredRelation {

            /** Whether newer code wrote it in a shape that this code does not know. Then no other method may be called. */
            boolean isOfNewerCode();

            Standing standing();

            /** The parts that differ from this standing. */
            List<Difference> differences(Standing ledger);

            /**
             * Replaces the relation by a standing.
             *
             * @return false if it changed since it was read; then nothing is written
             */
            boolean become(Standing standing);
        }
    }
}
