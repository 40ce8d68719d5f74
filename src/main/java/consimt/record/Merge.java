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
 * Joins a fact into all of a person's relations with a business, and makes ids one where some are named.
 *
 * <p>A fact goes to every id that it meets. Ids that become one are gone through until every id has what each of them had
 * (a fixpoint). Ids and marks only grow, so both end, whatever chains and circles the ids form. Whoever adds the second of
 * a fact and an id to an item sees the first in what the update returns, so nothing is lost between the two.
 *
 * <p>That a merge is finished is noted last of all, for a message that names merged ids is looked at no more.
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
    private final Set<UserId> ids = new TreeSet<>();
    private Standing known = Standing.UNKNOWN;

    /**
     * @param named the ids that are one with the relation's own from now on
     * @param fact to be joined, or null
     * @param read the standings that somebody just read; a relation that was not there is left out
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
        this.ids.add(own.userId());
        this.ids.addAll(named);
        if (!named.isEmpty()) {
            this.known = Standing.UNKNOWN.knownAs(ids);
        }
    }

    Move all(Completion completion) {
        // The other ids come first, for they are likelier to have a standing than the present one.
        named.forEach(this::reach);
        boolean begins = !named.isEmpty() && !isKnownHere() && !read.containsKey(own);
        if (begins) {
            completion.tell(named, false);
        }
        reach(own.userId(), begins);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<UserId> id = lacking();
            if (id.isEmpty()) {
                note(completion, begins);
                return move();
            }
            reach(id.get());
        }
        throw new StoreUnavailable("too many ids of one person at once");
    }

    /** What is to be done before a merge is noted as finished. */
    interface Completion {

        Completion NOTHING = new Completion() {
            @Override
            public void tell(Set<UserId> others, boolean wereKnown) {}

            @Override
            public void end(Move merged) {}
        };

        /**
         * Tells the ledgers that the ids are one.
         *
         * @param wereKnown whether they may have been one, and told, before
         */
        void tell(Set<UserId> others, boolean wereKnown);

        /** Ends the work that the merged standings put an end to. */
        void end(Move merged);
    }

    private boolean isKnownHere() {
        return named.stream().anyMatch(id -> reached(id).before().knownAs().contains(own.userId()));
    }

    private void note(Completion completion, boolean told) {
        Set<UserId> open = new TreeSet<>(named);
        open.removeAll(reached(own.userId()).after().merged());
        if (open.isEmpty()) {
            return;
        }
        if (!told) {
            boolean wereKnown =
                    isKnownHere() || reached(own.userId()).before().knownAs().containsAll(open);
            completion.tell(open, wereKnown);
        }
        completion.end(move());
        join(own.userId(), new Addition(Standing.UNKNOWN, null, open, false));
    }

    private void reach(UserId id) {
        reach(id, false);
    }

    private void reach(UserId id, boolean begins) {
        join(id, addition(id, begins));
        Standing standing = reached(id).after();
        ids.addAll(standing.knownAs());
        // A fact alone carries nothing but itself: what else an id lacks is under way to it.
        known = named.isEmpty() ? known : known.with(standing);
    }

    /** Joins, and ends the work of each removal that stands in the way first. */
    private void join(UserId id, Addition addition) {
        Joined before = reached.get(id);
        Joined joined = before == null
                ? relations.join(under(id), addition, read.get(under(id)), null)
                : before.then(relations.join(under(id), addition, before.after(), null));
        Removal over = joined.inTheWay();
        for (int round = 0; over != null; round++) {
            if (round == MOST_ROUNDS) {
                throw new StoreUnavailable("too many removals of one person at once");
            }
            removals.replace(under(id), over);
            joined = joined.then(relations.join(under(id), addition, joined.after(), over));
            over = joined.inTheWay();
        }
        reached.put(id, joined);
    }

    /** The next id that was not reached yet, or lacks something that is known since. */
    private Optional<UserId> lacking() {
        return Stream.concat(Stream.of(own.userId()), ids.stream())
                .filter(id -> !reached.containsKey(id)
                        || !addition(id, false).isIn(reached(id).after()))
                .findFirst();
    }

    private Addition addition(UserId id, boolean begins) {
        boolean isOwn = id.equals(own.userId());
        Fact its = fact == null || isOwn ? fact : fact.elsewhere();
        return new Addition(known, its, begins && isAllThereIs() ? named : Set.of(), begins);
    }

    /**
     * Whether the one named id has all that there is to know. Then the present id's relation, which is not there yet,
     * begins with everything, and there is nothing to be done after it.
     */
    private boolean isAllThereIs() {
        return named.size() == 1 && known.knownAs().size() == 2;
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
