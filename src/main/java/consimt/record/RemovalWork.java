package consimt.record;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The port for removals by hand, which follow from what is recorded. Each call is idempotent, and throws {@link
 * consimt.runtime.StoreUnavailable} if the store does not answer.
 */
public interface RemovalWork {

    /**
     * A removal that is noted before its opt-out is recorded.
     *
     * @param optOut the whole id of the opt-out's entry
     */
    record Note(Removal removal, EntryId optOut) {}

    /** The last day on which marketing may come after an opt-out; null if the business removes at once. */
    @Nullable LocalDate stopsBy(BusinessId businessId, Instant optedOut);

    /**
     * Notes that an opt-out is about to be recorded, so that the schedule finishes it after a crash.
     *
     * @return whether the note was made; there may be one already, or the work itself
     */
    boolean intend(Relation relation, Note note);

    /**
     * Opens the removal of a standing, and deletes the note of one that did not begin.
     *
     * @param standing after the opt-out
     * @param current the relation's own removal that covers the opt-out; null if there is none
     * @param note made for the opt-out, or null
     * @return false if the work of the standing's removal was ended before, so that it does not open
     */
    boolean settle(Relation relation, Standing standing, @Nullable Removal current, @Nullable Note note);

    /**
     * Opens the removals of a standing that are to be done and have no work yet: those that began although no opt-out of
     * theirs was recorded now. One read, if there is a removal to be done.
     */
    void open(Relation relation, Standing standing);

    /** Deletes the note of a removal that did not begin. */
    void forget(Relation relation, Note note);

    /** Whether the work of a removal is open, claimed, done or skipped. */
    boolean hasBegun(Relation relation, Removal removal);

    /**
     * Ends the work of a removal because another removal of the person remains. Work that did not open yet cannot open
     * later.
     *
     * @return false if people at the business closed it before
     */
    boolean end(Relation relation, Removal removal);

    /** Ends the work of a removal before a new opt-out replaces it. */
    void replace(Relation relation, Removal removal);

    /** Ends or undoes the work of a removal, because the person opted in again. */
    void undo(Relation relation, Removal removal, Instant optedIn);
}
