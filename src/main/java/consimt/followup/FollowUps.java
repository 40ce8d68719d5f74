package consimt.followup;

import consimt.followup.FollowUp.State;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All work by hand. Each call throws {@link consimt.runtime.StoreUnavailable} where the store does not answer. */
public interface FollowUps {

    /** As they are now; what is not there is left out. One read for each hundred. */
    Map<FollowUpId, FollowUp> find(BusinessId businessId, Collection<FollowUpId> ids);

    default Optional<FollowUp> find(BusinessId businessId, FollowUpId id) {
        return Optional.ofNullable(find(businessId, List.of(id)).get(id));
    }

    /** Makes a change, whole or not at all: the follow-up, its ledger entry, the counts and the relation's mark. */
    Stored store(WorkChange change);

    /**
     * Opens much work at once; what is there already stays as it is.
     *
     * @param openings each of work that was not there; of one business, and due on one day. One of them may be there twice
     */
    Openings open(List<WorkChange> openings);

    /**
     * What came of many openings.
     *
     * @param news how much of the work was not there
     * @param taken the openings of work that is not there, whose entry the ledger has: the work was restored to an earlier
     *     state and the ledger was not
     */
    record Openings(int news, List<WorkChange> taken) {}

    /** Takes back a note of work that did not begin, unless it is no longer just that. */
    void forget(FollowUp pending);

    /** What came of a change. */
    enum Stored {
        STORED,
        /** The follow-up is no longer what the change was made from. */
        CHANGED_MEANWHILE,
        /** The ledger had the entry before; nothing was changed. */
        ENTRY_WAS_THERE
    }

    /**
     * @param before as it was read, or null where there was none
     * @param entry the step, for the ledger of its {@link FollowUp#subject}, which is stored with how the work stands after
     *     it; null of a note of work that has not begun
     */
    record WorkChange(
            @Nullable FollowUp before,
            FollowUp after,
            @Nullable Entry entry) {

        public WorkChange {
            entry = entry == null ? null : entry.ofWork(after.relation().businessId(), RecordedWork.of(after));
        }

        /** The same change of what is stored: a new one where its version is that of none. */
        WorkChange from(FollowUp stored) {
            return new WorkChange(stored.version() == 0 ? null : stored, after, entry);
        }

        /** Whether the removal that the relation tells the person about is done by it; work that is rebuilt tells no relation. */
        public boolean endsRemoval() {
            return entry != null
                    && after.kind() == FollowUp.Kind.MARKETING_REMOVAL
                    && after.state() == State.DONE
                    && (before == null || before.state() != State.DONE);
        }
    }

    /**
     * A queue, in the order of its {@link QueuePosition}s. All that is open or claimed is one queue, and each closed state is
     * one; each is listed at the same price whatever its length.
     *
     * @param state of those in the queue: either of open and claimed for both
     * @param dueBefore only what is due before this day, or null
     * @param after where to go on, or null to start
     */
    WorkPage list(
            BusinessId businessId,
            State state,
            @Nullable LocalDate dueBefore,
            @Nullable QueuePosition after,
            int limit);

    /** @param next after which to go on, or null where there are no more */
    record WorkPage(List<FollowUp> followUps, @Nullable QueuePosition next) {}

    /** How much work is due on each day on which any is. One read, whatever the length of the queue. */
    SortedMap<LocalDate, Integer> counts(BusinessId businessId);

    /**
     * What was opened in a period, as the index has it, by the time it was opened.
     *
     * @param to not in the period
     * @param after where to go on, or null to start
     */
    OpenedWork openedBetween(
            BusinessId businessId, Instant from, Instant to, @Nullable OpenedPosition after, int limit);

    /** @param isMore whether the period has more after these */
    record OpenedWork(List<FollowUp> followUps, boolean isMore) {}

    /** A place in the order of what was opened, after the follow-up of this id. */
    record OpenedPosition(Instant openedAt, FollowUpId id) {

        static OpenedPosition of(FollowUp followUp) {
            return new OpenedPosition(followUp.openedAt(), followUp.id());
        }
    }

    /**
     * Hands over what is to be looked at by an instant, of one day (UTC) of the calendar of reminders. It is read when it is
     * asked for, so that one that cannot be read keeps no other from being handed over.
     */
    void toLookAt(LocalDate day, Instant until, Consumer<Supplier<FollowUp>> use);

    /** The day (UTC) through which everything has been looked at, or null at the very first time. */
    @Nullable LocalDate lookedAtThrough();

    /** Notes that everything up to a day has been looked at. An earlier day than the one noted changes nothing. */
    void noteLookedAtThrough(LocalDate day);
}
