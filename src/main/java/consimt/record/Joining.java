package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.Fact;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is recorded to all ids of a person, and makes named ids one. A {@link Merge} moves the marks; before it,
 * the ids are counted, and with it, the ledgers tell of the ids, and work ends that an opt-in answered.
 */
@Singleton
record Joining(
        Relations relations,
        RemovalWork removals,
        SuspectedRefusalWork suspected,
        Identities identities,
        TooManyIds tooMany) {

    /** Joins a fact under the ids that are one already. */
    Move join(Relation relation, Fact fact) {
        return Merge.of(fact, relations, relation, Map.of()).all();
    }

    /**
     * Joins the fact of a statement's entry. A refusal is joined under all ids that the statement names, even if these
     * cannot be made one. A fact that allows more does not cross a link by the word of the business
     * alone ({@link Fact#crossing}). So where that word names several ids, such a fact is recorded under each that is not
     * erased.
     *
     * @param read standings that were read moments ago, also of relations that do not exist
     * @param recording records a refusal under another id as a fact of its own
     */
    Move join(Statement statement, WriteResult kept, Map<Relation, Standing> read, Consumer<Statement> recording) {
        Fact fact = kept.entry().fact().orElseThrow();
        try {
            Move joined = joinNamed(statement, fact, read, recording);
            Move move = kept.isNew() ? joined : joined.again();
            if (fact.kind().isOptIn()) {
                endWork(statement.relation(), fact, move);
            }
            return move;
        } catch (StoreUnavailable failed) {
            if (fact.kind().isProtective() && !statement.alsoKnownAs().isEmpty()) {
                Attempts attempts = new Attempts();
                attempts.run(() -> join(statement.relation(), fact));
                attempts.run(() -> recordUnderEach(statement, recording));
            }
            throw failed;
        }
    }

    private Move joinNamed(
            Statement statement, Fact fact, Map<Relation, Standing> read, Consumer<Statement> recording) {
        Relation relation = statement.relation();
        Set<UserId> named = statement.alsoKnownAs();
        if (named.isEmpty()) {
            return merge(statement, named, fact, read);
        }
        Map<Relation, Standing> known = tooMany.completed(relation, named, read);
        if (tooMany.areNamed(statement, named, known)) {
            tooMany.carryRefusals(statement.request(), named, known, recording);
            if (fact.kind().isProtective()) {
                recordUnderEach(statement, recording);
            }
            named = Set.of();
        }
        Move joined = merge(statement, named, fact, known);
        if (statement.isUnverified() && fact.crossing() == null) {
            Map<Relation, Standing> others = new HashMap<>(joined.elsewhere());
            others.keySet().retainAll(statement.others());
            others.values()
                    .removeIf(other ->
                            other.has(MarkKind.ERASED) || other.with(fact).equals(other));
            Attempts.forEach(others.keySet(), other -> recording.accept(statement.about(other)));
        }
        return joined;
    }

    private static void recordUnderEach(Statement statement, Consumer<Statement> recording) {
        Attempts.forEach(statement.others(), other -> recording.accept(statement.about(other)));
    }

    /** Records a change of identity. If its two ids are the same, the further ids that it names may still be new. */
    Recorded recordIdentity(Statement statement, Consumer<Statement> recording) {
        UserId other = Identities.other(statement);
        Relation relation = statement.relation();
        Set<UserId> named = new HashSet<>(statement.alsoKnownAs());
        named.add(other);
        named.remove(relation.userId());
        if (named.isEmpty()) {
            return Recorded.noted(relation, statement.entry(), false);
        }
        Map<Relation, Standing> known = tooMany.completed(relation, named, Map.of());
        if (tooMany.areNamed(statement, named, known)) {
            tooMany.carryRefusals(statement.request(), named, known, recording);
            return Recorded.noted(relation, statement.entry(), true);
        }
        if (!other.equals(relation.userId())) {
            identities.keep(statement);
        }
        Move move = merge(statement, named, null, known);
        Standing before = move.before();
        boolean isNew = !(statement.isUnverified() ? before.allIds() : before.knownAs()).containsAll(named);
        return new Recorded(
                relation, isNew ? Outcome.RECORDED : Outcome.UNCHANGED, statement.mark(), statement.entry(), move);
    }

    /**
     * @param named the ids that are one with the statement's own from now on
     * @param known the standings that were read, also of relations that do not exist
     */
    private Move merge(Statement statement, Set<UserId> named, @Nullable Fact fact, Map<Relation, Standing> known) {
        Relation relation = statement.relation();
        return new Merge(
                        relations,
                        relation,
                        named,
                        statement.isUnverified(),
                        fact,
                        known,
                        new Merge.Completion(
                                (others, wereKnown) -> others.stream()
                                        .filter(statement.alsoKnownAs()::contains)
                                        .forEach(other -> identities.tell(statement.ofIdentity(other), wereKnown)),
                                merged -> endWork(relation, null, merged)))
                .all();
    }

    /** Ends and undoes the removals, and ends the work of deciding about messages, that an opt-in answered. */
    private void endWork(Relation relation, @Nullable Fact optIn, Move move) {
        removals.reconcile(relation, optIn, move);
        suspected.endAnswered(relation, move.after());
        move.elsewhere().forEach(suspected::endAnswered);
    }
}
