package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.EntryPage;
import consimt.ledger.Ledger.Position;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.IdentityHeld;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The entries about a person's other ids: one in the ledger of each of the two, with the other id as its value. */
@Singleton
class Identities {

    /** No real person has so many other ids at one business. */
    private static final int MOST = 1_000;

    /** After so many updates that named another id, one more tells nothing new while marketing is held. */
    private static final int MOST_HELD = 50;

    private final Ledger ledger;
    private final LedgerWriter writer;

    Identities(Ledger ledger, LedgerWriter writer) {
        this.ledger = ledger;
        this.writer = writer;
    }

    /**
     * Stores the two entries for ids that an update named together.
     *
     * @param wereKnown whether the ids may have been one before; then the ledgers are searched for the entries
     */
    void tell(Statement changed, boolean wereKnown) {
        boolean isUnverified = wereKnown
                && tells(changed.relation(), other(changed), changed.isUnverified())
                && tells(ofTheOther(changed), changed.relation().userId(), changed.isUnverified());
        if (!isUnverified) {
            keep(changed);
        }
    }

    /**
     * Whether a ledger tells of the other id. An entry that the business alone vouches for is enough only for the
     * business's word.
     */
    private boolean tells(Relation relation, UserId other, boolean isUnverified) {
        return ledger.read(relation, null, MOST).entries().stream()
                .anyMatch(entry -> entry.what().equals(new IdentityChanged(other))
                        && (isUnverified || !entry.source().isUnverified()));
    }

    /** Stores the two entries of a change of identity. */
    void keep(Statement changed) {
        Relation stored = ofTheOther(changed);
        Entry here = changed.entry();
        Entry elsewhere = changed.ofTheOtherId(stored).entry();
        if (!writer.keepNew(Map.of(changed.relation(), here, stored, elsewhere))) {
            keep(changed.relation(), here);
            keep(stored, elsewhere);
        }
    }

    private static Relation ofTheOther(Statement changed) {
        return new Relation(other(changed), changed.relation().businessId());
    }

    /**
     * Stores that two ids were not made one, because they would be too many. The entries count from now, whenever the
     * event happened, so that no earlier opt-in lifts the hold.
     *
     * @param known the standings under both ids
     * @return the entry in the ledger of each of the two
     */
    Map<Relation, Entry> tellHeld(Request naming, UserId other, Map<Relation, Standing> known) {
        Relation here = naming.relation();
        Relation stored = new Relation(other, here.businessId());
        Request identity = naming.asReceived().under(EntryId.ofIdentity());
        return Map.of(
                here, held(Statement.of(identity, new IdentityHeld(other)), known),
                stored, held(Statement.of(identity.about(stored), new IdentityHeld(here.userId())), known));
    }

    /** With {@link #MOST_HELD} entries, no further one is stored while marketing is held. */
    private Entry held(Statement held, Map<Relation, Standing> known) {
        Entry entry = held.entry();
        Relation relation = held.relation();
        List<Entry> stored = holds(relation);
        boolean isOneOfMany = stored.size() >= MOST_HELD
                && known.getOrDefault(relation, Standing.UNKNOWN).stands(MarkKind.TOO_MANY_IDS);
        return stored.stream()
                .filter(each -> each.what().equals(entry.what()))
                .findFirst()
                .orElseGet(() -> isOneOfMany ? stored.get(stored.size() - 1) : keep(relation, entry));
    }

    private List<Entry> holds(Relation relation) {
        List<Entry> holds = new ArrayList<>();
        Position after = null;
        do {
            EntryPage page = ledger.read(relation, after, MOST);
            page.entries().stream()
                    .filter(entry -> entry.what() instanceof IdentityHeld)
                    .forEach(holds::add);
            after = page.next();
        } while (after != null);
        return holds;
    }

    /** Stores the entry under the first number that is free, or that has the same entry already. */
    private Entry keep(Relation relation, Entry entry) {
        for (int n = 1; n <= MOST; n++) {
            EntryId id = entry.id().numbered(n);
            Kept kept = writer.keep(relation, entry.at(new Mark(entry.mark().at(), id)));
            if (!kept.isConflict()) {
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
