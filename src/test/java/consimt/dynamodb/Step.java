package consimt.dynamodb;

import consimt.record.Recorders;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.ScopeOracle;
import consimt.relation.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is unverified of a person with several ids: a fact under one of them, that two of them are one, or both.
 *
 * @param id which of the ids, from 0
 * @param formerly the other one, or none where it is {@link #NONE}
 * @param unverified whether they are one by the word of the business alone
 */
record Step(int id, int formerly, @Nullable Fact fact, boolean unverified) {

    static final int NONE = -1;

    Step(int id, int formerly, @Nullable Fact fact) {
        this(id, formerly, fact, false);
    }

    /** The same, by the word of the business. */
    Step byTheBusiness() {
        return new Step(id, formerly, fact, true);
    }

    static Step fact(int id, Fact fact) {
        return new Step(id, NONE, fact);
    }

    static Step one(int from, int to) {
        return new Step(to, from, null);
    }

    /** @param ids of the person at the business */
    void on(Relations relations, List<Relation> ids) {
        Relation relation = ids.get(id);
        if (formerly == NONE) {
            Recorders.join(relations, relation, fact);
        } else {
            UserId other = ids.get(formerly).userId();
            Recorders.unite(relations, relation, other, unverified, fact);
        }
    }

    /** All facts under the ids that are one with the given one, and of those that the business says are what crosses. */
    static List<Fact> oracle(Collection<Step> steps, int id) {
        Set<Integer> same = one(steps, id, false);
        Set<Integer> all = one(steps, id, true);
        List<Fact> facts = new ArrayList<>();
        for (Step step : steps) {
            if (step.fact != null && same.contains(step.id)) {
                facts.add(step.fact);
            } else if (step.fact != null && all.contains(step.id)) {
                switch (step.fact.kind()) {
                    case UNBLOCK, HOLD_RELEASED -> {}
                    case OPT_IN, OPT_IN_UNVERIFIED -> facts.add(Fact.of(Fact.Kind.CONTINUE, step.fact.mark()));
                    default -> facts.add(step.fact);
                }
            }
        }
        return facts;
    }

    /** Whether an id, or one that is the same person's by anybody's word, has too many scopes. */
    static boolean collapses(Collection<Step> steps, int id) {
        return one(steps, id, true).stream().anyMatch(each -> ScopeOracle.collapses(oracle(steps, each)));
    }

    private static Set<Integer> one(Collection<Step> steps, int id, boolean unverifiedToo) {
        Set<Integer> one = new HashSet<>(Set.of(id));
        for (int round = 0; round < steps.size(); round++) {
            for (Step step : steps) {
                boolean unites = step.formerly != NONE && (unverifiedToo || !step.unverified);
                if (unites && (one.contains(step.id) || one.contains(step.formerly))) {
                    one.add(step.id);
                    one.add(step.formerly);
                }
            }
        }
        return one;
    }
}
