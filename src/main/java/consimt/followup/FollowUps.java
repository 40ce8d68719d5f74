package consimt.followup;

import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store of all work by hand. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not
 * answer.
 */
public interface FollowUps {

    /** After a restore the ledger may have some steps more than the work. So many are no real case. */
    int MOST_PASSED = 200;

    /** The work with these ids; missing ones are left out. One batch read for each hundred. */
    Map<FollowUpId, FollowUp> find(BusinessId businessId, Collection<FollowUpId> ids);

    default Optional<FollowUp> find(BusinessId businessId, FollowUpId id) {
        return Optional.ofNullable(find(businessId, List.of(id)).get(id));
    }

    /** All work about a person in the business's queue, notes too. One consistent query. */
    default List<FollowUp> about(Relation relation) {
        return about(relation, relation.businessId());
    }

    List<FollowUp> about(Relation relation, BusinessId queueOf);

    /** Stores a change in one transaction: the follow-up, its ledger entry and the counts. */
    default Stored store(WorkChange change) {
        return store(List.of(change), List.of(), List.of());
    }

    /**
     * Stores a step. It passes over versions of which the ledger has a step already.
     *
     * @param stored the work as it was read; if nothing is stored, with version 0
     * @return the work after it; empty if somebody changed the work since it was read
     */
    default Optional<FollowUp> step(FollowUp stored, Function<FollowUp, WorkChange> making) {
        for (int passed = 0; passed < MOST_PASSED; passed++) {
            WorkChange change = making.apply(stored.passingOver(passed));
            Stored result =
                    store(new WorkChange(stored.version() == 0 ? null : stored, change.after(), change.entry()));
            if (result != Stored.ENTRY_WAS_THERE) {
                return result == Stored.STORED ? Optional.of(change.after()) : Optional.empty();
            }
        }
        throw new StoreUnavailable("too many steps that the ledger has already");
    }

    /**
     * @param forgotten notes that are deleted
     * @param unchanged notes that must be as they were read
     */
    Stored store(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged);

    /**
     * Deletes a note, or work of an erased person, unless it has changed.
     *
     * @return false if it has, so it stays
     */
    boolean forget(FollowUp piece);

    /**
     * The tries of one change of work by compare-and-set. Each further try means that another writer was quicker, or that
     * the ledger has a step from before a restore. So many are no real case.
     */
    final class Tries {

        private static final int MOST = 200;

        private int tries;

        void begin() {
            if (++tries > MOST) {
                throw new StoreUnavailable("too many changes of one person's work at once");
            }
        }
    }

    enum Stored {
        STORED,
        /** A stored follow-up differs from the one that its change was made from. Nothing was changed. */
        CHANGED_MEANWHILE,
        /** The ledger had an entry before. Nothing was changed. */
        ENTRY_WAS_THERE
    }

    /**
     * @param before as it was read, or null if there was none
     * @param entry the step, for the ledger of its {@link FollowUp#subject}; stored with the state after it. Null for a
     *     note
     */
    record WorkChange(
            @Nullable FollowUp before,
            FollowUp after,
            @Nullable Entry entry) {

        public WorkChange {
            entry = entry == null ? null : entry.ofWork(after.relation().businessId(), after.work());
        }
    }

    /**
     * A queue in the order of its {@linkplain FollowUp#rank ranks}. Open and claimed work are one queue, and each closed state is
     * one. A page costs the same whatever the length of the queue. If the work has long texts, a page may have less than
     * the limit, and more may come after it.
     *
     * @param state of the queue; open and claimed name the same one
     * @param dueBefore only work that is due before this day, or null
     * @param after the rank to go on after, or null to start
     */
    Page<FollowUp> list(
            BusinessId businessId, State state, @Nullable LocalDate dueBefore, @Nullable String after, int limit);

    /** How much work is due on each day that has any. One read, whatever the length of the queue. */
    SortedMap<LocalDate, Integer> counts(BusinessId businessId);

    /**
     * The work that was opened in a period, by the time of opening, as the index has it.
     *
     * @param to the end, exclusive
     * @param after the {@link FollowUp#opening} to go on after, or null to start
     */
    Page<FollowUp> openedBetween(BusinessId businessId, Instant from, Instant to, @Nullable String after, int limit);

    /**
     * Hands over the work to look at by an instant, from one day (UTC) of the calendar of reminders. Each piece is read
     * only when the consumer asks for it, so that an unreadable one does not stop the others.
     */
    void toLookAt(LocalDate day, Instant until, BiConsumer<BusinessId, Supplier<FollowUp>> use);

    /** The day (UTC) up to which everything has been looked at; null before the first run. */
    @Nullable LocalDate lookedAtThrough();

    /** Notes that everything up to a day has been looked at. An earlier day than the noted one changes nothing. */
    void noteLookedAtThrough(LocalDate day);
}
