package consimt.record;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;

/** The reviews of reports. Throws {@link consimt.function.StoreUnavailable} where the store does not answer. */
public interface ReportReviews {

    /** Opens the review of a report, unless it was opened before. */
    void open(Relation reported, EntryId report, Instant at);
}
