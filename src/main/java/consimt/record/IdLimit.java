package consimt.record;

import consimt.record.Identities.HeldEntry;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The limit of a person's ids at one business, and the hold for ids beyond it. */
@Singleton
class IdLimit {

    private final Standings standings;
    private final Relations relations;
    private final Identities identities;
    private final Metrics metrics;

    IdLimit(Standings standings, Relations relations, Identities identities, Metrics metrics) {
        this.standings = standings;
        this.relations = relations;
        this.identities = identities;
        this.metrics = metrics;
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
    static boolean isPassedBy(Statement statement, Set<UserId> named, Map<Relation, Standing> known) {
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
        Attempts attempts = new Attempts();
        named.forEach(other -> attempts.run(() -> hold(naming, other, known)));
        attempts.end();
    }

    /** An entry in both ledgers comes first, then the hold of marketing for all ids of both. */
    private void hold(Request naming, UserId other, Map<Relation, Standing> known) {
        Relation own = naming.relation();
        if (isHeld(own, known) && isHeld(new Relation(other, own.businessId()), known)) {
            return;
        }
        for (HeldEntry held : identities.tellHeld(naming, other, known)) {
            held.entry()
                    .fact()
                    .ifPresent(fact ->
                            Merge.of(fact, relations, held.relation(), Map.of()).all());
        }
    }

    /** Whether marketing is held under an id and all that are one with it, so that one more id tells nothing new. */
    private boolean isHeld(Relation relation, Map<Relation, Standing> known) {
        Standing standing = known.getOrDefault(relation, Standing.UNKNOWN);
        if (!standing.stands(MarkKind.TOO_MANY_IDS)) {
            return false;
        }
        Set<Relation> all = standing.withAllOthers(relation);
        Map<Relation, Standing> read = standings.of(all, Consistency.STRONG);
        return all.stream()
                .allMatch(each -> read.getOrDefault(each, Standing.UNKNOWN).stands(MarkKind.TOO_MANY_IDS));
    }
}
