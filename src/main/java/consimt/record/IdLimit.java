package consimt.record;

import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
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
    private final RemovalWork removals;
    private final Identities identities;
    private final HeldIdentities heldIdentities;

    IdLimit(
            Standings standings,
            Relations relations,
            RemovalWork removals,
            Identities identities,
            HeldIdentities heldIdentities) {
        this.standings = standings;
        this.relations = relations;
        this.removals = removals;
        this.identities = identities;
        this.heldIdentities = heldIdentities;
    }

    /**
     * The standings under the ids that a statement names, to count the person's ids.
     *
     * @param read those that are known; others than the person's are left out
     */
    Map<Relation, Standing> completed(Relation relation, Set<UserId> named, Map<Relation, Standing> read) {
        if (named.isEmpty()) {
            return read;
        }
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
        if (named.isEmpty()) {
            return false;
        }
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
     * Whether a merge of ids would end an undecided hold: a decision about one id would then count for the other too.
     */
    static boolean endsAHold(Set<UserId> named, Map<Relation, Standing> known) {
        if (named.isEmpty() || known.values().stream().noneMatch(each -> each.stands(MarkKind.TOO_MANY_IDS))) {
            return false;
        }
        Standing joined = Standing.UNKNOWN;
        for (Standing each : known.values()) {
            joined = joined.with(each);
        }
        return !joined.stands(MarkKind.TOO_MANY_IDS);
    }

    /**
     * Records that two ids are not made one: an entry in both ledgers, then the hold of marketing for all ids of both,
     * then the operator's work for each of the two.
     */
    void hold(Request naming, UserId other) {
        identities.tellHeld(naming, other).forEach((relation, entry) -> {
            entry.fact()
                    .ifPresent(fact -> new Merge(relations, removals, relation, Set.of(), false, fact, Map.of())
                            .all(Merge.Completion.NOTHING));
            heldIdentities.open(relation, entry.mark());
        });
    }
}
