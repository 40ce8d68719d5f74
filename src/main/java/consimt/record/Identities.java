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
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries about a person's other ids, one in the ledger of each of the two, with the other id as its value; the limit
 * of these ids at one business, and the hold for ids beyond it.
 */
@Singleton
record Identities(Ledger ledger, LedgerWriter writer, Standings standings, Relations relations, Metrics metrics) {

    /** No real person has so many other ids at one business. */
    private static final int MOST = 1_000;

    /**
     * Stores the two entries for ids that an update named together.
     *
     * @param wereKnown whether the ids may have been one before; then the ledgers are searched for the entries
     */
    void tell(Statement changed, boolean wereKnown) {
        boolean isStored = wereKnown
                && tells(changed.relation(), other(changed), changed.isUnverified())
                && tells(ofTheOther(changed), changed.relation().userId(), changed.isUnverified());
        if (!isStored) {
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

    /**
     * The standings under the ids that a statement names, to count the person's ids.
     *
     * @param read those that are known; others than the person's are left out
     */
    Map<Relation, Standing> completed(Relation relation, Set<UserId> named, Map<Relation, Standing> read) {
        Map<Relation, Standing> known = new HashMap<>(read);
        Set<Relation> all = named.stream()
                .map(id -> new Relation(id, relation.businessId()))
                .collect(Collectors.toCollection(HashSet::new));
        all.add(relation);
        known.keySet().retainAll(all);
        Set<Relation> missing = new HashSet<>(all);
        missing.removeAll(read.keySet());
        if (!missing.isEmpty()) {
            known.putAll(standings.of(missing, Consistency.STRONG));
            missing.forEach(each -> known.putIfAbsent(each, Standing.UNKNOWN));
        }
        return known;
    }

    /** Whether a statement would give one person more ids than allowed. Ids that are one already stay one. */
    static boolean wouldBeTooMany(Statement statement, Set<UserId> named, Map<Relation, Standing> known) {
        Relation own = statement.relation();
        Standing standing = known.getOrDefault(own, Standing.UNKNOWN);
        Set<UserId> all = new HashSet<>(named);
        all.add(own.userId());
        all.addAll(standing.allIds());
        named.forEach(id -> all.addAll(known.getOrDefault(new Relation(id, own.businessId()), Standing.UNKNOWN)
                .allIds()));
        return all.size() > Standing.MOST_IDS && !standing.allIds().containsAll(named);
    }

    /**
     * Records that the named ids are not made one with the request's own, and holds marketing for all of them until the
     * person opts in to all marketing.
     *
     * @param known the standings under all of these ids
     */
    void hold(Request naming, Set<UserId> named, Map<Relation, Standing> known) {
        metrics.reached("IDS", naming.relation().businessId().value());
        Attempts.forEach(named, other -> hold(naming, other, known));
    }

    /** An entry in both ledgers comes first, then the hold of marketing for all ids of both. */
    private void hold(Request naming, UserId other, Map<Relation, Standing> known) {
        Relation own = naming.relation();
        if (isHeldUnderAll(own, known) && isHeldUnderAll(new Relation(other, own.businessId()), known)) {
            return;
        }
        for (HeldEntry held : tellHeld(naming, other, known)) {
            held.entry()
                    .fact()
                    .ifPresent(fact ->
                            Merge.of(fact, relations, held.relation(), Map.of()).all());
        }
    }

    /** Whether marketing is held under an id and all that are one with it, so that one more id tells nothing new. */
    private boolean isHeldUnderAll(Relation relation, Map<Relation, Standing> known) {
        if (!isHeld(relation, known)) {
            return false;
        }
        Set<Relation> all = known.getOrDefault(relation, Standing.UNKNOWN).withAllOthers(relation);
        Map<Relation, Standing> read = standings.of(all, Consistency.STRONG);
        return all.stream()
                .allMatch(each -> read.getOrDefault(each, Standing.UNKNOWN).stands(MarkKind.TOO_MANY_IDS));
    }

    /**
     * Stores that two ids were not made one, because they would be too many. The entries count from now, whenever the
     * event happened, so that no earlier opt-in lifts the hold. Where marketing is held, one more id tells the ledger
     * nothing new.
     *
     * @param known the standings under both ids
     * @return the entries whose facts are to be joined, in this order
     */
    private List<HeldEntry> tellHeld(Request naming, UserId other, Map<Relation, Standing> known) {
        Relation here = naming.relation();
        Relation there = new Relation(other, here.businessId());
        boolean isHeldHere = isHeld(here, known);
        Relation last = isHeldHere ? there : here;
        Relation first = isHeldHere ? here : there;
        HeldEntry ofLast = held(naming, last, first.userId());
        return ofLast.isNew && isHeld(first, known)
                ? List.of(ofLast)
                : List.of(held(naming, first, last.userId()), ofLast);
    }

    /** @param isNew whether no call before stored it; else that call may have been cut off */
    private record HeldEntry(Relation relation, Entry entry, boolean isNew) {}

    private static boolean isHeld(Relation relation, Map<Relation, Standing> known) {
        return known.getOrDefault(relation, Standing.UNKNOWN).stands(MarkKind.TOO_MANY_IDS);
    }

    /** Once the person's own opt-in has lifted a hold, the same two ids do not hold again. */
    private HeldEntry held(Request naming, Relation relation, UserId other) {
        Request identity = naming.asReceived().about(relation).under(EntryId.ofIdentity());
        Statement held = Statement.of(identity, new IdentityHeld(other));
        return holds(relation).stream()
                .filter(each -> each.what().equals(held.what()))
                .findFirst()
                .map(stored -> new HeldEntry(relation, stored, false))
                .orElseGet(() -> new HeldEntry(relation, keep(relation, held.entry()), true));
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
        return ((IdentityChanged) changed.what()).other();
    }
}
