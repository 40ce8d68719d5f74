package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The entries about a person's other ids, one in the ledger of each of the two, with the other id as its value. */
@Singleton
record Identities(Ledger ledger, LedgerWriter writer) {

    /** No real person has so many other ids at one business. */
    private static final int MOST = 1_000;

    /**
     * Stores the two entries for ids that an update named together.
     *
     * @param wereKnown whether the ids may have been one before; then the ledgers are searched for the entries
     */
    void tell(Statement changed, boolean wereKnown) {
        boolean isStored = wereKnown
                && tellsAny(changed.relation(), Set.of(other(changed)), changed.isUnverified())
                && tellsAny(ofTheOther(changed), Set.of(changed.relation().userId()), changed.isUnverified());
        if (!isStored) {
            keep(changed);
        }
    }

    /**
     * Whether a ledger tells of one of these ids. An entry that the business alone vouches for is enough only for the
     * business's word.
     */
    boolean tellsAny(Relation relation, Set<UserId> others, boolean isUnverified) {
        return ledger.read(relation, Instant.EPOCH, null, MOST).items().stream()
                .anyMatch(entry -> entry.what() instanceof IdentityChanged changed
                        && others.contains(changed.other())
                        && (isUnverified || !entry.source().isUnverified()));
    }

    void keep(Statement changed) {
        Relation other = ofTheOther(changed);
        Entry here = changed.entry();
        Entry elsewhere = changed.ofTheOtherId(other).entry();
        if (!writer.keepNew(Map.of(changed.relation(), here, other, elsewhere))) {
            keep(changed.relation(), here);
            keep(other, elsewhere);
        }
    }

    private static Relation ofTheOther(Statement changed) {
        return new Relation(other(changed), changed.relation().businessId());
    }

    /** Stores the entry under the first number that is free, or that has the same entry already. */
    private Entry keep(Relation relation, Entry entry) {
        for (int n = 1; n <= MOST; n++) {
            EntryId id = entry.id().numbered(n);
            WriteResult kept =
                    writer.keep(relation, entry.at(new Mark(entry.mark().at(), id)));
            if (!kept.isConflict()) {
                return kept.entry();
            }
        }
        throw new StoreUnavailable("too many ids of one person");
    }

    static UserId other(Statement changed) {
        return ((IdentityChanged) changed.what()).other();
    }
}
