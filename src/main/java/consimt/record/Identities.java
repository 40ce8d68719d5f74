package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.EntryPage;
import consimt.ledger.Ledger.Position;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.IdentityHeld;
import consimt.ledger.What.IdentityReleased;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The entries about a person's other ids: one in the ledger of each of the two, with the other id as its value. */
@Singleton
class Identities {

    /** No real person has so many other ids at one business. */
    private static final int MOST = 1_000;

    /** After so many updates that named another id, one more tells nothing new about this one. */
    private static final int MOST_HELD = 50;

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Standings standings;

    Identities(Ledger ledger, LedgerWriter writer, Standings standings) {
        this.ledger = ledger;
        this.standings = standings;
        this.writer = writer;
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

    /** Stores the two entries of a change of identity. */
    void keep(Statement changed) {
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

    /** Stores a decision under the first number that is free, or that has one which reaches as far. */
    Entry tellReleased(Statement decision) {
        if (!(decision.what() instanceof IdentityReleased released)) {
            throw new IllegalArgumentException("a statement of something else");
        }
        return keep(
                decision.relation(),
                decision.entry(),
                entry -> entry.what() instanceof IdentityReleased there
                        && !there.upTo().isBefore(released.upTo()));
    }

    /** Whether it was stored, since a decision, that these two ids were not made one. */
    boolean areHeldSince(Relation one, UserId other, Instant decision) {
        Relation there = new Relation(other, one.businessId());
        return holds(one, decision).stream().anyMatch(entry -> entry.what().equals(new IdentityHeld(other)))
                || holds(there, decision).stream()
                        .anyMatch(entry -> entry.what().equals(new IdentityHeld(one.userId())));
    }

    /** Beyond {@link #MOST_HELD} undecided ids, the relation is held, and no further entry is stored. */
    private Entry held(Statement held, Instant atLeast) {
        Entry entry = held.entry();
        List<Entry> there = holds(held.relation(), atLeast);
        return there.stream()
                .filter(each -> each.what().equals(entry.what()))
                .findFirst()
                .or(() -> oneOfMany(held.relation(), there))
                .orElseGet(() -> {
                    Mark mark = entry.mark().at().isBefore(atLeast) ? new Mark(atLeast, entry.id()) : entry.mark();
                    return keep(
                            held.relation(),
                            entry.at(mark),
                            each -> !each.mark().at().isBefore(atLeast));
                });
    }

    /** The last hold, if there are too many that nobody decided about. */
    private Optional<Entry> oneOfMany(Relation relation, List<Entry> holds) {
        if (holds.size() < MOST_HELD) {
            return Optional.empty();
        }
        Standing standing = standings.of(relation, Consistency.STRONG);
        Mark decision = standing.marks().get(Marks.Key.of(MarkKind.IDS_ACCEPTED));
        List<Entry> undecided = holds.stream()
                .filter(each -> decision == null || !each.mark().at().isBefore(decision.at()))
                .toList();
        return standing.stands(MarkKind.TOO_MANY_IDS) && undecided.size() >= MOST_HELD
                ? Optional.of(undecided.get(undecided.size() - 1))
                : Optional.empty();
    }

    private List<Entry> holds(Relation relation, Instant atLeast) {
        List<Entry> holds = new ArrayList<>();
        Position after = null;
        do {
            EntryPage page = ledger.read(relation, after, MOST);
            page.entries().stream()
                    .filter(entry -> entry.what() instanceof IdentityHeld)
                    .filter(entry -> !entry.mark().at().isBefore(atLeast))
                    .forEach(holds::add);
            after = page.next();
        } while (after != null);
        return holds;
    }

    private Entry keep(Relation relation, Entry entry) {
        return keep(relation, entry, there -> true);
    }

    /** Stores the entry under the first number that is free, or that has the same entry already, if that is enough. */
    private Entry keep(Relation relation, Entry entry, Predicate<Entry> isEnough) {
        for (int n = 1; n <= MOST; n++) {
            EntryId id = entry.id().numbered(n);
            Kept kept = writer.keep(relation, entry.at(new Mark(entry.mark().at(), id)));
            if (!kept.isConflict() && isEnough.test(kept.entry())) {
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
