package consimt.rebuild;

import consimt.business.BusinessSettings;
import consimt.followup.FollowUp;
import consimt.followup.FollowUps;
import consimt.followup.FollowUps.Change;
import consimt.followup.FollowUps.Stored;
import consimt.function.Faults;
import consimt.function.StoreUnavailable;
import consimt.record.RemovalWork;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Rebuilt;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes one relation and its work by hand from the ledger. The relation is read before the ledger, so each mark that is read
 * has its entry in what is read after: an entry is always stored first. What is written is written where nothing changed
 * since it was read, so a call beside it is never undone.
 */
@Singleton
class Rebuilder {

    /** Each failed try means that somebody else changed the same relation or work. */
    private static final int TRIES = 20;

    /** A step that was stored between the two reads is there in the next try. */
    private static final int TRIES_FOR_LEDGER = 3;

    /** For so long a first contact may have its mark and not yet its entry. */
    private static final Duration CONTACT_TAKES = Duration.ofMinutes(5);

    private static final int FOLLOW_UPS_OF_A_READ = 100;

    private final WholeLedger ledger;
    private final StoredRelations relations;
    private final FollowUps followUps;
    private final RemovalWork removals;
    private final BusinessSettings settings;
    private final Clock clock;

    Rebuilder(
            WholeLedger ledger,
            StoredRelations relations,
            FollowUps followUps,
            RemovalWork removals,
            BusinessSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.relations = relations;
        this.followUps = followUps;
        this.removals = removals;
        this.settings = settings;
        this.clock = clock;
    }

    /** The relations that the person has with the business under all ids that the ledgers or the relation tell of. */
    Set<Relation> allOf(Relation relation) {
        Set<Relation> all = new TreeSet<>(Set.of(relation));
        One one = read(relation, Set.of());
        if (one != null) {
            one.ids.forEach(id -> all.add(new Relation(id, relation.businessId())));
        }
        return all;
    }

    /**
     * Rebuilds a relation, and where it changed those under the person's other ids too: their ids may have become one while
     * it was wrong, and then each lacks what the other lacked.
     *
     * @param dryRun whether nothing is to be written
     * @return what was stored otherwise than the ledger tells
     * @throws StoreUnavailable where a store does not answer
     */
    Collection<Difference> rebuild(Relation relation, boolean dryRun) {
        Set<Difference> found = new LinkedHashSet<>();
        Set<UserId> done = new TreeSet<>();
        Deque<UserId> next = new ArrayDeque<>(List.of(relation.userId()));
        while (!next.isEmpty()) {
            UserId each = next.pop();
            if (done.add(each)) {
                next.addAll(rebuild(new Relation(each, relation.businessId()), done, dryRun, found));
            }
        }
        return found;
    }

    /**
     * @param besides ids of the person
     * @return all ids of the person, where this one changed or where one of them may lack what others know
     */
    private Set<UserId> rebuild(Relation relation, Set<UserId> besides, boolean dryRun, Set<Difference> found) {
        for (int tries = 0; tries < TRIES; tries++) {
            One one = read(relation, besides);
            if (one == null) {
                found.add(Difference.of(relation, "unreadable", null, null));
                return Set.of();
            }
            if (one.isAheadOfLedger && tries < TRIES_FOR_LEDGER) {
                continue;
            }
            found.addAll(one.differences);
            if (one.isLeftAlone()) {
                return Set.of();
            }
            if (dryRun) {
                return one.isAnyUnionHalf ? one.ids : Set.of();
            }
            if (one.isWritten()) {
                boolean isAsItWas = one.differences.isEmpty() && tries == 0 && !one.isAnyUnionHalf;
                return isAsItWas ? Set.of() : one.ids;
            }
        }
        throw new StoreUnavailable("others changed the same relation each time");
    }

    /** Null where something of it cannot be read: one broken item keeps no other relation from being rebuilt. */
    private @Nullable One read(Relation relation, Set<UserId> besides) {
        try {
            return new One(relation, besides);
        } catch (StoreUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException unreadable) {
            Faults.log("a relation that cannot be rebuilt", unreadable);
            return null;
        }
    }

    /** One relation with its work, as it was read. */
    private final class One {

        private final Relation relation;
        private final Instant now = clock.instant();
        private final List<Difference> differences = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private final Set<UserId> ids = new TreeSet<>();
        private final StoredRelations.Stored stored;
        private Standing told = Standing.UNKNOWN;
        private WorkOfLedger work = WorkOfLedger.NOTHING;
        private boolean isLeftAlone;

        /** Whether work is further than the ledger tells. */
        private boolean isAheadOfLedger;

        private boolean isAnyUnionHalf;

        One(Relation relation, Set<UserId> besides) {
            this.relation = relation;
            this.stored = relations.of(relation);
            if (stored.isOfNewerCode()) {
                leaveAlone("shape", "of newer code", null);
                return;
            }
            PersonsLedgers ledgers = PersonsLedgers.of(ledger, relation, stored.standing(), besides);
            ids.addAll(ledgers.allOneWith(relation.userId()));
            isAnyUnionHalf = ledgers.isAnyUnionHalf();
            String kind = ledgers.unknownKind().orElse(null);
            if (kind != null) {
                leaveAlone("kind", null, kind);
                return;
            }
            RemovalsOfPerson removalsOfPerson = new RemovalsOfPerson(ledgers);
            Standing fold = ledgers.fold(relation.userId());
            told = fold.with(removalsOfPerson.of(
                    relation.userId(), fold, stored.standing().byHand()));
            differences.addAll(
                    stored.differences(isContactedNow() ? Rebuilt.withContactOf(stored.standing(), told) : told));
            work = removalsOfPerson.work(relation.userId());
            compare();
        }

        boolean isLeftAlone() {
            return isLeftAlone;
        }

        private void leaveAlone(String what, @Nullable String there, @Nullable String ledgers) {
            isLeftAlone = true;
            differences.add(Difference.of(relation, what, there, ledgers));
        }

        private boolean isContactedNow() {
            Mark contact = stored.standing().mark(MarkKind.CONTACTED);
            return contact != null && contact.at().plus(CONTACT_TAKES).isAfter(now);
        }

        private void compare() {
            Map<FollowUpId, FollowUp> found = found();
            work.all().values().forEach(its -> compare(found.get(its.id()), its));
            work.ofBefore().stream()
                    .filter(id -> !found.containsKey(id))
                    .forEach(id -> differences.add(
                            Difference.of(relation, WorkDifferences.name(id), null, "of a release before")));
        }

        private Map<FollowUpId, FollowUp> found() {
            Map<BusinessId, Set<FollowUpId>> ids = new HashMap<>();
            work.all()
                    .values()
                    .forEach(its -> ids.computeIfAbsent(its.relation().businessId(), queue -> new TreeSet<>())
                            .add(its.id()));
            for (BusinessId queue : List.of(relation.businessId(), settings.operator())) {
                if (!work.ofBefore().isEmpty()) {
                    ids.computeIfAbsent(queue, its -> new TreeSet<>()).addAll(work.ofBefore());
                }
            }
            Map<FollowUpId, FollowUp> found = new HashMap<>();
            ids.forEach((queue, its) -> {
                List<FollowUpId> all = List.copyOf(its);
                for (int from = 0; from < all.size(); from += FOLLOW_UPS_OF_A_READ) {
                    found.putAll(followUps.find(
                            queue, all.subList(from, Math.min(from + FOLLOW_UPS_OF_A_READ, all.size()))));
                }
            });
            return found;
        }

        private void compare(@Nullable FollowUp there, FollowUp its) {
            differences.addAll(WorkDifferences.between(relation, there, its, now));
            if (there != null && WorkDifferences.isAhead(there, its)) {
                isAheadOfLedger = true;
            } else if (there == null
                    || !WorkDifferences.between(relation, there, its, now).isEmpty()) {
                changes.add(new Change(there, its.state().isWork() ? its.remindedFrom(now) : its, null));
            }
        }

        /** @return false where something is no longer as it was read */
        boolean isWritten() {
            Standing standing = Rebuilt.of(
                    stored.standing(),
                    isOfLostLedger() ? told.with(stored.standing().byHand()) : told);
            if (!stored.become(standing)) {
                return false;
            }
            for (Change change : changes) {
                if (followUps.store(change) != Stored.STORED) {
                    return false;
                }
            }
            Removal removal = standing.currentRemoval();
            if (removal != null && !standing.byHand().isDone() && !isToBeLeft(removal) && !isThere(removal)) {
                // The opt-out was cut off before its work opened: the schedule opens it.
                removals.intend(relation, removal);
            }
            return true;
        }

        /** Whether the relation tells of work that is there and of which the ledger knows nothing: it is further. */
        private boolean isOfLostLedger() {
            Removal removal = stored.standing().byHand().removal();
            return removal != null
                    && !removal.equals(told.byHand().removal())
                    && !work.all().containsKey(FollowUpId.ofRemoval(relation, removal))
                    && isThere(removal);
        }

        private boolean isToBeLeft(Removal removal) {
            return work.isLeftAlone(FollowUpId.ofRemoval(relation, removal));
        }

        private boolean isThere(Removal removal) {
            return followUps
                    .find(relation.businessId(), FollowUpId.ofRemoval(relation, removal))
                    .isPresent();
        }
    }
}
