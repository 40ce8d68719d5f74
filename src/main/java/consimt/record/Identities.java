package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.ledger.What;
import consimt.ledger.What.IdentityChanged;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The entries about a person's other ids, one in the ledger of each of the two, with the other id as its value; the limit
 * of these ids at one business, and the refusals that ids beyond it have in common.
 */
@Singleton
record Identities(Ledger ledger, LedgerWriter writer, Standings standings, Metrics metrics) {

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
     * The named ids are not made one with the request's own. So what refuses at either one now is recorded at the other.
     *
     * @param known the standings under all of these ids
     * @param recording records a refusal as a fact of its own
     */
    void carryRefusals(
            Request naming, Set<UserId> named, Map<Relation, Standing> known, Consumer<Statement> recording) {
        Relation own = naming.relation();
        metrics.reached("IDS", own.businessId().value());
        Standing standing = known.getOrDefault(own, Standing.UNKNOWN);
        Attempts.forEach(named, id -> {
            Relation other = new Relation(id, own.businessId());
            Standing others = known.getOrDefault(other, Standing.UNKNOWN);
            Attempts attempts = new Attempts();
            attempts.run(() -> Attempts.forEach(missing(naming.about(other), standing, others), recording));
            attempts.run(() -> Attempts.forEach(missing(naming, others, standing), recording));
            attempts.end();
        });
    }

    /** The refusals of one standing that another one lacks. Each counts from its own time. */
    private static List<Statement> missing(Request naming, Standing from, Standing there) {
        List<Statement> missing = new ArrayList<>();
        from.refusals().forEach((key, mark) -> {
            Mark its = there.marks().get(key);
            if (its == null || its.at().isBefore(mark.at())) {
                EntryId id = EntryId.ofIdentity().insteadFor(key + " " + mark.at());
                missing.add(Statement.of(naming.at(mark.at()).under(id), What.refusing(key)));
            }
        });
        Instant suspected = from.refusalSuspectedSince();
        if (suspected != null && there.refusalSuspectedSince() == null) {
            missing.add(Statement.ofSuspected(
                    naming.at(suspected).under(EntryId.ofIdentity().insteadFor("SUSPECTED " + suspected)), null));
        }
        return missing;
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
