package consimt.record;

import consimt.function.StoreUnavailable;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.ledger.What.IdentityChanged;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** The entries that tell of a person's other ids: one in the ledger of each of the two, with the other as its value. */
@Singleton
class Identities {

    /** A person with this many other ids at one business is no person. */
    private static final int MOST = 1_000;

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final FormerIds formerIds;

    Identities(Ledger ledger, LedgerWriter writer, FormerIds formerIds) {
        this.ledger = ledger;
        this.writer = writer;
        this.formerIds = formerIds;
    }

    /** Tells what a change of identity says. */
    void tell(Statement changed) {
        tell(changed, formerIds.mayHave(changed));
    }

    /**
     * Tells that ids which a statement named beside the relation's are the same person's.
     *
     * @param wereKnown whether they may have been one before, so that code before may have told it
     */
    void tell(Statement statement, Set<UserId> others, boolean wereKnown) {
        others.forEach(other -> tell(statement.ofIdentity(other), wereKnown));
    }

    private void tell(Statement changed, boolean maybeTold) {
        Relation there = new Relation(other(changed), changed.relation().businessId());
        Entry here = changed.entry();
        Entry elsewhere = changed.ofTheOtherId(there).entry();
        boolean isTold = maybeTold
                && changed.formerId()
                        .filter(former -> ledger.find(there, former).isPresent()
                                && ledger.find(changed.relation(), former).isPresent())
                        .isPresent();
        if (!isTold && !writer.keepNew(Map.of(changed.relation(), here, there, elsewhere))) {
            keep(changed.relation(), here);
            keep(there, elsewhere);
        }
    }

    /** Under the first number where it stands already, or where nothing stands. */
    private void keep(Relation relation, Entry entry) {
        for (int n = 1; n <= MOST; n++) {
            EntryId id = entry.id().numbered(n);
            Kept kept = writer.keep(relation, entry.at(new Mark(entry.occurredAt(), id)));
            if (!kept.isConflict()) {
                return;
            }
        }
        throw new StoreUnavailable("too many ids of one person");
    }

    static UserId other(Statement changed) {
        if (changed.what() instanceof IdentityChanged identity) {
            return identity.other();
        }
        throw new IllegalArgumentException("a statement of something else");
    }
}
