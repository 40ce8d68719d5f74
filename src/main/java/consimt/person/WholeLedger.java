package consimt.person;

import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger as a whole. */
public interface WholeLedger {

    /** All entries of a relation, by a consistent read, unordered. Reading ends as soon as there are more than so many. */
    List<Entry> of(Relation relation, int most);

    /**
     * A page of relations that have entries. The reads for a page are bounded, so a page may be empty while there are
     * more.
     *
     * @param only of this business, or null for all
     * @param after where to go on, or null to start
     */
    Page<Relation> relations(Segment segment, @Nullable BusinessId only, @Nullable String after, int limit);

    /**
     * A part of the ledger. The parts of one division together are the whole, and may be read side by side.
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
