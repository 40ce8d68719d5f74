package consimt.person;

import consimt.followup.FollowUp;
import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.notice.delivery.Undelivered;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the tables have about a person, item by item. Each call throws {@link consimt.runtime.StoreUnavailable} if the
 * store does not answer.
 */
public interface PersonItems {

    /**
     * Entries by their ids, by a consistent read of a megabyte at most.
     *
     * @param after where to go on, or null to start
     */
    ItemPage read(Relation relation, @Nullable EntryId after);

    /**
     * @param notices of these entries, which an endpoint did not take
     * @param next after which entry to go on; null where there are no more
     */
    record ItemPage(
            List<Entry> entries,
            List<Undelivered> notices,
            @Nullable EntryId next) {}

    /**
     * Work about a person by its ids, notes too: a hundred pieces, or what a megabyte holds.
     *
     * @param subject the person, and the business that the work is about
     * @param queueOf such as the operator, who reviews reports
     * @param after where to go on, or null to start
     */
    Page<FollowUp> work(Relation subject, BusinessId queueOf, @Nullable String after);

    /** A relation by a consistent read, for an erasure. */
    StoredStanding stored(Relation relation);

    /** A relation as it was read. */
    interface StoredStanding {

        Standing standing();

        /**
         * Replaces the relation, and stores the entry of its erasure with it: both or neither.
         *
         * @param erasure null if it is there
         * @return false if the relation changed since it was read; then nothing is written
         */
        boolean become(Standing standing, @Nullable Entry erasure);
    }

    /**
     * Deletes entries of before an instant, with their notices that failed: by their ids, what a megabyte holds.
     *
     * @param after where to go on, or null to start
     * @param leaving is handed each entry before it goes; null if they are counted only
     */
    Deleted delete(Relation relation, Instant before, @Nullable EntryId after, @Nullable Consumer<Entry> leaving);

    /**
     * Stores an entry if absent.
     *
     * @return false if another one has its id
     */
    boolean keep(Relation relation, Entry entry);

    /** @param next after which entry to go on; null where there are no more */
    record Deleted(int entries, @Nullable EntryId next) {}

    /** The first business after this one with a reservation of an introduction to this person. */
    Optional<BusinessId> introducing(UserId userId, @Nullable BusinessId after);

    /** Deletes the reservation of an introduction. */
    void deleteIntroduction(Relation relation);

    /** How long an erasure is remembered, in days: longer than the backups. */
    int REMEMBERED_DAYS = 40;

    /** @param further whether its open work is added to what is remembered of the erasure already */
    void remember(Erasure erasure, boolean further);

    /** A short name of a relation, by which its erasure is remembered. */
    String name(Relation relation);

    /** @param after where to go on, or null to start */
    Page<Erasure> erasures(@Nullable String after);

    /**
     * @param at when the relation was erased
     * @param stillOpen the work that was still to be done then
     */
    record Erasure(Relation relation, Instant at, Set<FollowUpId> stillOpen) {}

    /** Up to when the person's links were revoked: by the business that they are for, or {@code ALL}. */
    Map<String, Instant> linksRevokedUpTo(UserId userId, BusinessId businessId);
}
