package consimt.record;

import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import jakarta.inject.Singleton;
import java.time.Instant;
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
     * Holds marketing again if a merge of ids would end an undecided hold: the decision about one id would then count for
     * the other too.
     */
    void holdWhatWouldEnd(Request naming, Set<UserId> named, Map<Relation, Standing> known) {
        if (named.isEmpty() || known.values().stream().noneMatch(each -> each.stands(MarkKind.TOO_MANY_IDS))) {
            return;
        }
        Standing joined = Standing.UNKNOWN;
        for (Standing each : known.values()) {
            joined = joined.with(each);
        }
        Mark decision = joined.marks().get(Marks.Key.of(MarkKind.IDS_ACCEPTED));
        if (decision == null) {
            return;
        }
        // If all are held again already, a crash may have cut off the rest.
        Set<UserId> ending = joined.stands(MarkKind.TOO_MANY_IDS)
                ? named.stream()
                        .filter(other -> identities.areHeldSince(naming.relation(), other, decision.at()))
                        .collect(Collectors.toSet())
                : named;
        holdAgain(naming, ending, decision);
    }

    /** Holds marketing of all ids that an update names, beyond a decision about another hold. */
    void holdAgain(Request naming, Set<UserId> named, Mark decision) {
        hold(naming, named, decision.at());
    }

    /**
     * Records that the named ids are not made one with the request's own, and holds marketing for all of them until this
     * is decided.
     */
    void hold(Request naming, Set<UserId> named) {
        hold(naming, named, Instant.MIN);
    }

    private void hold(Request naming, Set<UserId> named, Instant atLeast) {
        Attempts attempts = new Attempts();
        named.forEach(other -> attempts.run(() -> hold(naming, other, atLeast)));
        attempts.end();
    }

    /**
     * The order: an entry in both ledgers, then the hold of marketing for all ids of both, then the operator's work for
     * each of the two.
     *
     * @param atLeast the hold is not before that
     */
    private void hold(Request naming, UserId other, Instant atLeast) {
        identities.tellHeld(naming, other, atLeast).forEach((relation, entry) -> {
            entry.fact()
                    .ifPresent(fact -> Merge.of(fact, relations, removals, relation, Map.of())
                            .all());
            heldIdentities.open(relation, entry.mark());
        });
    }
}
