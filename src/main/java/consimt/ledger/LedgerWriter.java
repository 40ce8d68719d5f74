package consimt.ledger;

import consimt.relation.Relation;
import java.util.Map;

/** The store of all entries, to write. */
public interface LedgerWriter {

    /** Stores the entry if absent. If an entry with its id exists, that one is returned. */
    WriteResult keep(Relation relation, Entry entry);

    /**
     * Stores entries in several ledgers with one call, all or none.
     *
     * @return false if an id was taken, or if another call was writing one of them; then nothing was stored
     */
    boolean keepNew(Map<Relation, Entry> entries);

    /**
     * The ledger's entry under an id after the call.
     *
     * @param entry the stored one; for a repeated request, the first one
     */
    record WriteResult(How how, Entry entry) {

        public enum How {
            NEW,
            /** The same content was stored before. */
            REPEATED,
            /** Other content was stored before: a collision of ids. */
            CONFLICT
        }

        public boolean isNew() {
            return how == How.NEW;
        }

        public boolean isConflict() {
            return how == How.CONFLICT;
        }
    }
}
