package consimt.record;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;

/** The reviews of reports. Throws {@link consimt.runtime.StoreUnavailable} where the store does not answer. */
public interface ReportReviews {

    /** Adds a report to the open review of the relation, or opens one, unless the report is in a review already. */
    void add(Relation reported, EntryId report, Instant at);
}
