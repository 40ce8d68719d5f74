package consimt.record;

import consimt.relation.BusinessId;
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

    /** The last day on which marketing may come after an opt-out; null if the business removes at once. */
    @Nullable LocalDate stopsBy(BusinessId businessId, Instant optedOut);

    /**
     * Notes that an opt-out is about to be recorded, so that the schedule finishes it after a crash.
     *
     * @return whether the note was made; there may be one already, or the work itself
     */
    boolean intend(Relation relation, Removal removal);

    /**
     * Opens the removal of a standing, and deletes the note of one that did not begin.
     *
     * @param standing after the opt-out
     * @param intended the removal that was noted for it, or null
     * @return false if the work of the standing's removal was ended before, so that it does not open
     */
    boolean settle(Relation relation, Standing standing, @Nullable Removal intended);

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
