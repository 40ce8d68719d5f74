package consimt.ledger;

import consimt.relation.Relation;
import java.util.Map;

/**
 * All entries of all relations, to write. Each call throws {@link consimt.runtime.StoreUnavailable} where the store does
 * not answer.
 */
public interface LedgerWriter {

    /** Keeps the entry, unless one with its id is there: then that one stands. */
    Kept keep(Relation relation, Entry entry);

    /**
     * Keeps entries in several ledgers, all or none, with one call.
     *
     * @return false where one with its id was there, or another call was at one of them: then nothing was kept
     */
    boolean keepNew(Map<Relation, Entry> entries);

    /**
     * What the ledger has under an entry's id now.
     *
     * @param entry the one that stands: of a repeated request the first one
     */
    record Kept(How how, Entry entry) {

        public enum How {
            NEW,
            /** The same content was there. */
            REPEATED,
            /** Other content was there: a collision of ids. */
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
