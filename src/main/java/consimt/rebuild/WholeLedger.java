package consimt.rebuild;

import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger as a whole. Each call throws {@link consimt.runtime.StoreUnavailable} where the store does not answer. */
public interface WholeLedger {

    /** All entries about a relation, by a consistent read, in no order that means anything. */
    List<Entry> of(Relation relation);

    /**
     * Some relations of which the ledger tells. What is read for it is bounded: there may be none on a page, and more after.
     *
     * @param only of this business, or null for those of all
     * @param after where to go on, or null to start
     */
    RelationPage relations(Segment segment, @Nullable BusinessId only, @Nullable String after, int limit);

    /** @param next where to go on, or null where the segment has no more */
    record RelationPage(List<Relation> relations, @Nullable String next) {}

    /**
     * A part of the ledger. All parts of one division together are the whole, and may be gone through side by side.
     *
     * @param number from 0
     */
    record Segment(int number, int of) {

        @Override
        public String toString() {
            return number + "/" + of;
        }
    }
}
