package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.IdentityHeld;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** The entries about a person's other ids: one in the ledger of each of the two, with the other id as its value. */
@Singleton
class Identities {

    /** No real person has so many other ids at one business. */
    private static final int MOST = 1_000;

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final FormerIds formerIds;

    Identities(Ledger ledger, LedgerWriter writer, FormerIds formerIds) {
        this.ledger = ledger;
        this.writer = writer;
        this.formerIds = formerIds;
    }

    /** Stores the two entries of a change of identity. */
    void tell(Statement changed) {
        boolean isTold = formerIds.mayHave(changed)
                && changed.formerId()
                        .filter(former -> ledger.find(changed.relation(), former)
                                        .isPresent()
                                && ledger.find(ofTheOther(changed), former).isPresent())
                        .isPresent();
        if (!isTold) {
            keep(changed);
        }
    }

    /**
     * Stores the two entries for ids that an update named together.
     *
     * @param wereKnown whether the ids may have been one before; then the ledgers are searched for the entries
     */
    void tell(Statement changed, boolean wereKnown) {
        boolean isTold = wereKnown
                && tells(changed.relation(), other(changed), changed.isTold())
                && tells(ofTheOther(changed), changed.relation().userId(), changed.isTold());
        if (!isTold) {
            keep(changed);
        }
    }

    /**
     * Whether a ledger tells of the other id. An entry that the business alone vouches for is enough only for the
     * business's word.
     */
    private boolean tells(Relation relation, UserId other, boolean isTold) {
        return ledger.read(relation, null, MOST).entries().stream()
                .anyMatch(entry -> entry.what().equals(new IdentityChanged(other))
                        && (isTold || !entry.source().isTold()));
    }

    private void keep(Statement changed) {
        Relation there = ofTheOther(changed);
        Entry here = changed.entry();
        Entry elsewhere = changed.ofTheOtherId(there).entry();
        if (!writer.keepNew(Map.of(changed.relation(), here, there, elsewhere))) {
            keep(changed.relation(), here);
            keep(there, elsewhere);
        }
    }

    private static Relation ofTheOther(Statement changed) {
        return new Relation(other(changed), changed.relation().businessId());
    }

    /**
     * Stores that two ids were not made one, because they would be too many. The entries count from now, whenever the
     * event happened, so that an earlier decision does not cover them.
     *
     * @param atLeast an entry before that is not enough
     * @return the entry in the ledger of each of the two
     */
    Map<Relation, Entry> tellHeld(Request naming, UserId other, Instant atLeast) {
        Relation here = naming.relation();
        Relation there = new Relation(other, here.businessId());
        Request identity = naming.asReceived().under(EntryId.ofIdentity());
        return Map.of(
                here, held(Statement.of(identity, new IdentityHeld(other)), atLeast),
                there, held(Statement.of(identity.about(there), new IdentityHeld(here.userId())), atLeast));
    }

    private Entry held(Statement held, Instant atLeast) {
        Entry entry = held.entry();
        Mark mark = entry.mark().at().isBefore(atLeast) ? new Mark(atLeast, entry.id()) : entry.mark();
        return ledger.read(held.relation(), null, MOST).entries().stream()
                .filter(there -> there.what().equals(entry.what()))
                .filter(there -> !there.mark().at().isBefore(atLeast))
                .findFirst()
                .orElseGet(() -> keep(held.relation(), entry.at(mark), atLeast));
    }

    private Entry keep(Relation relation, Entry entry) {
        return keep(relation, entry, Instant.MIN);
    }

    /** Stores the entry under the first number that is free, or that has the same entry already, late enough. */
    private Entry keep(Relation relation, Entry entry, Instant atLeast) {
        for (int n = 1; n <= MOST; n++) {
            EntryId id = entry.id().numbered(n);
            Kept kept = writer.keep(relation, entry.at(new Mark(entry.occurredAt(), id)));
            if (!kept.isConflict() && !kept.entry().mark().at().isBefore(atLeast)) {
                return kept.entry();
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
