package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.Oracle;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is told of a person with several ids: a fact under one of them, that two of them are one, or both.
 *
 * @param id which of the ids, from 0
 * @param formerly the other one, or none where it is {@link #NONE}
 * @param unverified whether they are one by the word of the business alone
 */
public record Step(int id, int formerly, @Nullable Fact fact, boolean unverified) {

    private static final int NONE = -1;

    private static final Fact BLOCK = at(Kind.BLOCK, 2);
    private static final Fact UNBLOCK = at(Kind.UNBLOCK, 3);
    private static final Fact OUT = at(Kind.OPT_OUT, 2);
    private static final Fact IN = at(Kind.OPT_IN, 1);
    private static final Fact WROTE = at(Kind.MESSAGE_SENT, 2);
    private static final Fact WROTE_BEFORE = at(Kind.MESSAGE_SENT, 1);
    private static final Fact REPORT = at(Kind.REPORT_AND_BLOCK, 1);

    private static final Fact HELD = at(Kind.REFUSAL_SUSPECTED, 1);
    private static final Fact CLEARED = Fact.of(Kind.REFUSAL_CLEARED, HELD.mark());
    private static final Fact HELD_TOO = at(Kind.REFUSAL_SUSPECTED, 2);
    private static final Fact IN_LATE = at(Kind.OPT_IN, 3);

    /** What happens to one person, each time in five steps. */
    public static final Map<String, List<Step>> STORIES = Map.ofEntries(
            Map.entry("a chain", List.of(fact(0, OUT), one(0, 1), one(1, 2), fact(2, IN), fact(1, BLOCK))),
            Map.entry("there and back", List.of(fact(0, BLOCK), one(0, 1), fact(1, UNBLOCK), one(1, 0), fact(1, OUT))),
            Map.entry("a circle", List.of(fact(0, OUT), one(0, 1), one(1, 2), one(2, 0), fact(1, WROTE))),
            Map.entry("a fork", List.of(fact(0, OUT), one(0, 1), one(0, 2), fact(1, REPORT), fact(2, IN))),
            Map.entry("two pairs that meet", List.of(one(0, 1), fact(1, OUT), one(2, 3), fact(3, BLOCK), one(1, 2))),
            Map.entry(
                    "messages with both ids",
                    List.of(
                            fact(0, OUT),
                            new Step(1, 0, WROTE),
                            new Step(1, 0, WROTE_BEFORE),
                            fact(0, BLOCK),
                            fact(1, IN))),
            Map.entry(
                    "what is held", List.of(fact(0, HELD), one(0, 1), fact(1, CLEARED), fact(2, HELD_TOO), one(1, 2))),
            Map.entry(
                    "an opt-out with both ids",
                    List.of(
                            fact(0, IN),
                            new Step(1, 0, OUT),
                            new Step(2, 1, REPORT),
                            new Step(1, 0, UNBLOCK),
                            fact(2, BLOCK))),
            Map.entry(
                    "a chain by the word of the business",
                    List.of(
                            fact(0, BLOCK),
                            one(0, 1).byTheBusiness(),
                            fact(1, UNBLOCK),
                            one(1, 2).byTheBusiness(),
                            fact(2, IN_LATE))),
            Map.entry(
                    "by the word of the business first and of the operator after",
                    List.of(fact(0, OUT), one(0, 1).byTheBusiness(), fact(1, IN_LATE), one(0, 1), fact(0, BLOCK))),
            Map.entry(
                    "two pairs that the business says are one",
                    List.of(
                            one(0, 1),
                            fact(1, UNBLOCK),
                            one(2, 3),
                            fact(3, BLOCK),
                            one(1, 2).byTheBusiness())),
            Map.entry(
                    "messages with both ids by the word of the business",
                    List.of(
                            fact(0, OUT),
                            new Step(1, 0, WROTE).byTheBusiness(),
                            new Step(1, 0, BLOCK).byTheBusiness(),
                            one(2, 0),
                            fact(2, IN_LATE))));

    public Step(int id, int formerly, @Nullable Fact fact) {
        this(id, formerly, fact, false);
    }

    /** The same, by the word of the business. */
    public Step byTheBusiness() {
        return new Step(id, formerly, fact, true);
    }

    public static Step fact(int id, Fact fact) {
        return new Step(id, NONE, fact);
    }

    public static Step one(int from, int to) {
        return new Step(to, from, null);
    }

    /** Both at once: a fact, and that two ids are one. */
    static Step with(Step one, Fact fact) {
        return new Step(one.id, one.formerly, fact, one.unverified);
    }

    /** A fact of this millisecond, with an entry of its own. */
    public static Fact at(Kind kind, int millis) {
        return Fact.of(
                kind, Instant.parse("2026-11-24T10:00:00Z").plusMillis(millis), EntryId.ofRequest(kind + "." + millis));
    }

    /** The standing under one id is what all facts under the ids that are one with it amount to. */
    public static void assertEndsAsTheOracleSays(Standing standing, Collection<Step> steps, int id) {
        assertEquals(Oracle.of(oracle(steps, id)), Oracle.saysOf(standing), () -> "after " + steps);
    }

    /** @param ids of the person at the business */
    public void on(Relations relations, List<Relation> ids) {
        Relation relation = ids.get(id);
        if (formerly == NONE) {
            Recorders.join(relations, relation, fact);
        } else {
            UserId other = ids.get(formerly).userId();
            Recorders.unite(relations, relation, other, unverified, fact);
        }
    }

    /** All facts under the ids that are one with the given one, and of those that the business says are what crosses. */
    public static List<Fact> oracle(Collection<Step> steps, int id) {
        Set<Integer> same = one(steps, id, false);
        Set<Integer> all = one(steps, id, true);
        List<Fact> facts = new ArrayList<>();
        for (Step step : steps) {
            if (step.fact != null && same.contains(step.id)) {
                facts.add(step.fact);
            } else if (step.fact != null && all.contains(step.id)) {
                Fact fact = step.fact;
                switch (fact.kind()) {
                    case UNBLOCK, CONTINUE, MESSAGE_SENT, OPT_IN -> {}
                    case OPT_IN_CLAIMED, CONTINUE_CLAIMED, MESSAGE_CLAIMED -> {}
                    case MESSAGE_THAT_OPTS_OUT -> facts.add(as(Fact.Kind.OPT_OUT, fact));
                    default -> facts.add(fact);
                }
            }
        }
        return facts;
    }

    private static Fact as(Fact.Kind kind, Fact fact) {
        return new Fact(kind, fact.scope(), fact.categories(), fact.mark(), fact.stopsBy());
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
