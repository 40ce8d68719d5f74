package consimt.record;

import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The removals from marketing lists that people do by hand, as they follow from what is recorded. Each call is idempotent, and throws {@link
 * consimt.runtime.StoreUnavailable} where the store does not answer.
 */
public interface RemovalWork {

    /** The last day on which marketing may come after an opt-out, or null where the business removes at once. */
    @Nullable LocalDate stopsBy(BusinessId businessId, Instant optedOut);

    /**
     * Notes that an opt-out is about to be recorded, so that what a crash cuts off is finished by a schedule.
     *
     * @return whether the note was made; there may be one already, or the work itself
     */
    boolean intend(Relation relation, Removal removal);

    /**
     * Opens the removal that a standing tells of, and forgets the note of one that did not begin.
     *
     * @param standing after the opt-out
     * @param intended what was noted for it, or null
     * @return false where the work of the standing's removal was ended before, so that it does not open
     */
    boolean settle(Relation relation, Standing standing, @Nullable Removal intended);

    /** Whether people at the business have the work of a removal, or closed it. */
    boolean hasBegun(Relation relation, Removal removal);

    /**
     * Ends the work of a removal, for another one of the person's remains. What did not begin cannot begin after.
     *
     * @return false where people at the business closed it before
     */
    boolean end(Relation relation, Removal removal);

    /** Ends the work of a removal before a new opt-out takes its place. */
    void replace(Relation relation, Removal removal);

    /** Ends or undoes the work of a removal, for the person opted in again. */
    void undo(Relation relation, Removal removal, Instant optedIn);
}
