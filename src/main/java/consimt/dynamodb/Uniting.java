package consimt.dynamodb;

import consimt.dynamodb.DynamoRelations.Grown;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Relations.United;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes two ids one: goes from id to id, takes along what each has, and comes back to those that lack something, until
 * every id has everything. Ids and marks only grow, so it ends, whatever chains and circles the ids form.
 */
final class Uniting {

    private final DynamoRelations relations;
    private final Relation relation;
    private final UserId formerly;
    private final @Nullable Fact fact;
    private final BiConsumer<Relation, Removal> beforeReplacing;
    private final Map<UserId, Grown> reached = new LinkedHashMap<>();
    private Standing known;

    Uniting(
            DynamoRelations relations,
            Relation relation,
            UserId formerly,
            @Nullable Fact fact,
            BiConsumer<Relation, Removal> beforeReplacing) {
        this.relations = relations;
        this.relation = relation;
        this.formerly = formerly;
        this.fact = fact;
        this.beforeReplacing = beforeReplacing;
        this.known = Standing.UNKNOWN.knownAs(Set.of(relation.userId(), formerly));
    }

    United unite() {
        for (Optional<UserId> id = Optional.of(formerly); id.isPresent(); id = lacking()) {
            reach(id.get());
        }
        Map<Relation, Standing> standings = new LinkedHashMap<>();
        reached.forEach((id, grown) -> standings.put(under(id), grown.after()));
        Grown own = reached(relation.userId());
        standings.remove(relation);
        return new United(
                !own.before().knownAs().contains(formerly),
                own.before(),
                own.after(),
                reached.values().stream().anyMatch(Grown::moved),
                standings);
    }

    private void reach(UserId id) {
        Grown before = reached.get(id);
        Union union = union(id);
        Grown grown = before == null
                ? relations.grow(under(id), union, beforeReplacing)
                : again(before, relations.grow(under(id), union, before.after(), beforeReplacing));
        reached.put(id, grown);
        known = known.with(grown.after());
    }

    private static Grown again(Grown first, Grown second) {
        return new Grown(first.before(), second.after(), first.moved() || second.moved());
    }

    /** The next id that was not reached yet, or lacks something that is known since: the two first, then by id. */
    private Optional<UserId> lacking() {
        return Stream.concat(
                        Stream.of(formerly, relation.userId()),
                        known.knownAs().stream().sorted())
                .filter(id -> !reached.containsKey(id)
                        || !union(id)
                                .goal(reached(id).after())
                                .equals(reached(id).after()))
                .findFirst();
    }

    private Union union(UserId id) {
        boolean isOwn = id.equals(relation.userId());
        boolean isNew = isOwn
                && reached.containsKey(formerly)
                && !reached(formerly).before().knownAs().contains(id);
        return new Union(under(id), known, fact == null || isOwn ? fact : fact.elsewhere(), isNew);
    }

    private Relation under(UserId id) {
        return new Relation(id, relation.businessId());
    }

    private Grown reached(UserId id) {
        Grown grown = reached.get(id);
        if (grown == null) {
            throw new IllegalStateException("an id that was not reached");
        }
        return grown;
    }
}
