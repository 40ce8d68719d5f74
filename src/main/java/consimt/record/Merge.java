package consimt.record;

import consimt.function.StoreUnavailable;
import consimt.relation.Addition;
import consimt.relation.Fact;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Joined;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins a fact into all of a person's relations with a business, and makes ids one: it goes from id to id, takes along
 * what each has, and comes back to those that lack something, until every id has everything (a fixpoint). Ids and marks
 * only grow, so it ends, whatever chains and circles the ids form.
 *
 * <p>Whoever adds the second of a fact and an id to an item sees the first in what the update returns. So a fact goes to
 * all ids that it meets, and what makes ids one carries all that it meets: then nothing is lost between the two.
 */
final class Merge {

    /** Each further round means that something else got in; this many about one person at once is no real load. */
    private static final int MOST_ROUNDS = 1_000;

    private final Relations relations;
    private final RemovalWork removals;
    private final Relation own;
    private final Set<UserId> named;
    private final @Nullable Fact fact;
    private final Map<Relation, Standing> read;
    private final Map<UserId, Joined> reached = new LinkedHashMap<>();
    private Standing known;
    private boolean isNew;

    /**
     * @param named the ids that are one with the relation's own from now on
     * @param fact to be joined, or null
     * @param read the standings that somebody just read, with those that were not there as unknown
     */
    Merge(
            Relations relations,
            RemovalWork removals,
            Relation own,
            Set<UserId> named,
            @Nullable Fact fact,
            Map<Relation, Standing> read) {
        this.relations = relations;
        this.removals = removals;
        this.own = own;
        this.named = new TreeSet<>(named);
        this.fact = fact;
        this.read = read;
        Set<UserId> ids = new TreeSet<>(named);
        ids.add(own.userId());
        this.known = named.isEmpty() ? Standing.UNKNOWN : Standing.UNKNOWN.knownAs(ids);
    }

    /**
     * @param telling records that the ids are one; called before that is noted as finished, with the named ids of which
     *     it is not, and whether any of them knew the relation's own
     */
    Move all(Telling telling) {
        // The other ids come first, for they are likelier to have a standing than the present one.
        named.forEach(this::reach);
        boolean begins = !named.isEmpty() && !isKnownHere() && !read.containsKey(own);
        if (begins) {
            tell(telling, named, false);
        }
        reach(own.userId(), begins);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<UserId> id = lacking();
            if (id.isEmpty()) {
                note(telling, begins);
                return move();
            }
            reach(id.get());
        }
        throw new StoreUnavailable("too many ids of one person at once");
    }

    /** Called where ids become one. */
    interface Telling {

        Telling NOTHING = (ids, wereKnown) -> {};

        void of(Set<UserId> ids, boolean wereKnown);
    }

    private void tell(Telling telling, Set<UserId> ids, boolean wereKnown) {
        isNew = true;
        telling.of(ids, wereKnown);
    }

    /** Whether the merge of any id was not noted as finished before. */
    boolean isNew() {
        return isNew;
    }

    private boolean isKnownHere() {
        return named.stream().anyMatch(id -> reached(id).before().knownAs().contains(own.userId()));
    }

    /** The last update of a merge: from here on the ids need not be looked at again. */
    private void note(Telling telling, boolean told) {
        Set<UserId> open = new TreeSet<>(named);
        open.removeAll(reached(own.userId()).after().merged());
        if (open.isEmpty()) {
            return;
        }
        if (!told) {
            tell(
                    telling,
                    open,
                    isKnownHere() || reached(own.userId()).before().knownAs().containsAll(open));
        }
        join(own.userId(), new Addition(Standing.UNKNOWN, null, open, false));
    }

    private void reach(UserId id) {
        reach(id, false);
    }

    private void reach(UserId id, boolean begins) {
        join(id, addition(id, begins));
        known = known.with(reached(id).after());
    }

    /** Joins, and ends the work of each removal that stands in the way first. */
    private void join(UserId id, Addition addition) {
        Joined before = reached.get(id);
        Joined joined = before == null
                ? relations.join(under(id), addition, read.get(under(id)), null)
                : before.then(relations.join(under(id), addition, before.after(), null));
        for (Removal over = joined.inTheWay(); over != null; over = joined.inTheWay()) {
            removals.replace(under(id), over);
            joined = joined.then(relations.join(under(id), addition, joined.after(), over));
        }
        reached.put(id, joined);
    }

    /** The next id that was not reached yet, or lacks something that is known since. */
    private Optional<UserId> lacking() {
        return Stream.concat(Stream.of(own.userId()), known.knownAs().stream().sorted())
                .filter(id -> !reached.containsKey(id)
                        || !addition(id, false).isIn(reached(id).after()))
                .findFirst();
    }

    private Addition addition(UserId id, boolean begins) {
        boolean isOwn = id.equals(own.userId());
        Fact its = fact == null || isOwn ? fact : fact.elsewhere();
        return new Addition(known, its, begins ? named : Set.of(), begins);
    }

    private Move move() {
        Map<Relation, Standing> elsewhere = new LinkedHashMap<>();
        reached.forEach((id, joined) -> elsewhere.put(under(id), joined.after()));
        elsewhere.remove(own);
        Joined mine = reached(own.userId());
        Standing after = mine.after();
        for (Standing each : elsewhere.values()) {
            after = after.with(each);
        }
        boolean moved = reached.values().stream().anyMatch(Joined::moved);
        return new Move(mine.before(), after, moved, elsewhere);
    }

    private Relation under(UserId id) {
        return new Relation(id, own.businessId());
    }

    private Joined reached(UserId id) {
        Joined joined = reached.get(id);
        if (joined == null) {
            throw new IllegalStateException("an id that was not reached");
        }
        return joined;
    }
}
