package consimt.record;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;

public interface ReportReviews {

    /** Adds a report to the relation's open review, or opens one. Idempotent: a report is in one review. */
    void add(Relation reported, EntryId report, Instant at);
}
