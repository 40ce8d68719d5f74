package consimt.record;

import consimt.relation.Fact;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Addition;
import consimt.relation.Relations.Joined;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins a fact into all of a person's relations with a business, and makes named ids one.
 *
 * <p>A fact is written to every id that it reaches. Merged ids are updated in rounds until each has what all of them
 * have (a fixpoint). Ids and marks only grow, so the rounds end, whatever chains and circles the ids form. If one
 * writer adds a fact and another an id, the second sees the first change in the relation that it replaces. So no
 * change is lost.
 *
 * <p>Ids that are one by the word of the business alone go through the same rounds. Between them only refusals and
 * the first contact are copied: {@link Standing#crossing()} and {@link Fact#crossing()}.
 *
 * <p>The finished merge is noted last. After that, a message that names the merged ids is not looked at any more.
 */
final class Merge {

    /**
     * Each further round means that another writer changed something. So many about one person at once is no real load.
     */
    private static final int MOST_ROUNDS = 1_000;

    private final Relations relations;
    private final Relation own;
    private final Set<UserId> named;
    private final boolean isUnverified;
    private final @Nullable Fact fact;
    private final Map<Relation, Standing> read;
    private final Completion completion;
    private final Map<UserId, Joined> reached = new LinkedHashMap<>();
    private final Set<UserId> ids = new TreeSet<>();

    /**
     * @param named the ids that are one with the relation's own from now on
     * @param fact to be joined, or null
     * @param read the standings that somebody just read, also of relations that do not exist
     * @param completion what the caller does at the steps of the merge
     */
    Merge(
            Relations relations,
            Relation own,
            Set<UserId> named,
            boolean isUnverified,
            @Nullable Fact fact,
            Map<Relation, Standing> read,
            Completion completion) {
        this.relations = relations;
        this.own = own;
        this.named = new TreeSet<>(named);
        this.isUnverified = isUnverified;
        this.fact = fact;
        this.read = read;
        this.completion = completion;
        this.ids.add(own.userId());
        this.ids.addAll(named);
    }

    /** The merge that names no further ids, and brings a fact to those that are one already. */
    static Merge of(Fact fact, Relations relations, Relation own, Map<Relation, Standing> read) {
        return new Merge(relations, own, Set.of(), false, fact, read, Completion.NOTHING);
    }

    Move all() {
        // The ledger is written first, as for every fact: each union that a relation has is in the ledger.
        Set<UserId> open = new TreeSet<>(named);
        open.removeAll(asRead(own.userId()).ids().merged(isUnverified));
        if (!open.isEmpty()) {
            completion.tell.accept(open, wereKnown(open));
        }
        // The other ids come first, because they more often have a standing than the present one.
        named.forEach(id -> reach(id, false));
        boolean isKnown =
                named.stream().anyMatch(id -> ids(reached(id).before()).contains(own.userId()));
        boolean begins = !named.isEmpty() && !isKnown && asRead(own.userId()).equals(Standing.UNKNOWN);
        reach(own.userId(), begins);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<UserId> id = lacking();
            if (id.isEmpty()) {
                note();
                return move();
            }
            reach(id.get(), false);
        }
        throw new StoreUnavailable("too many ids of one person at once");
    }

    /**
     * What the caller does at the steps of a merge.
     *
     * @param tell stores in the ledgers that these ids are one, before any relation has it; told also whether they may
     *     have been one, and in the ledgers, before
     * @param end ends the work that the merged standings end, before the merge is noted as finished
     */
    record Completion(BiConsumer<Set<UserId>, Boolean> tell, Consumer<Move> end) {

        static final Completion NOTHING = new Completion((others, wereKnown) -> {}, merged -> {});
    }

    /** Which ids were one before, by the kind of word of this merge. */
    private Set<UserId> ids(Standing standing) {
        return isUnverified ? standing.allIds() : standing.knownAs();
    }

    private Standing asRead(UserId id) {
        return read.getOrDefault(under(id), Standing.UNKNOWN);
    }

    private boolean wereKnown(Set<UserId> open) {
        return named.stream().anyMatch(id -> ids(asRead(id)).contains(own.userId()))
                || ids(asRead(own.userId())).containsAll(open);
    }

    private void note() {
        Set<UserId> open = new TreeSet<>(named);
        open.removeAll(reached(own.userId()).after().ids().merged(isUnverified));
        if (open.isEmpty()) {
            return;
        }
        completion.end.accept(move());
        join(own.userId(), new Addition(Standing.UNKNOWN, null, open, isUnverified, false));
    }

    private void reach(UserId id, boolean begins) {
        join(id, addition(id, begins));
        ids.addAll(reached(id).after().allIds());
    }

    private void join(UserId id, Addition addition) {
        Joined before = reached.get(id);
        Standing believed = addition.begins() ? Standing.UNKNOWN : read.get(under(id));
        Joined joined = before == null
                ? relations.join(under(id), addition, believed)
                : before.then(relations.join(under(id), addition, before.after()));
        reached.put(id, joined);
    }

    /** The next id that was not reached yet, or that lacks something. */
    private Optional<UserId> lacking() {
        return Stream.concat(Stream.of(own.userId()), ids.stream())
                .filter(id -> reached.containsKey(id)
                        ? !addition(id, false).isIn(reached(id).after())
                        : !named.isEmpty() || factFor(id) != null)
                .findFirst();
    }

    private Addition addition(UserId id, boolean begins) {
        // Where the one named id has everything, the present id's relation is created complete and needs no further
        // update.
        // Work by hand is looked at before the merge is noted.
        boolean isFinished = begins
                && named.size() == 1
                && ids.size() == 2
                && reached.values().stream().noneMatch(its -> its.after().mayHaveWork());
        Set<UserId> finished = isFinished ? named : Set.of();
        return new Addition(knownFor(id), factFor(id), finished, isUnverified, begins);
    }

    private @Nullable Fact factFor(UserId id) {
        if (fact == null || id.equals(own.userId())) {
            return fact;
        }
        return oneWith(id).contains(own.userId()) ? fact : fact.crossing();
    }

    /** What an id should have. Without named ids, only the fact is written: other writers bring the rest. */
    private Standing knownFor(UserId id) {
        if (named.isEmpty()) {
            return Standing.UNKNOWN;
        }
        Set<UserId> same = oneWith(id);
        Standing known = same.size() > 1 ? Standing.UNKNOWN.knownAs(same) : Standing.UNKNOWN;
        for (Map.Entry<UserId, Joined> each : reached.entrySet()) {
            Standing standing = each.getValue().after();
            known = known.with(same.contains(each.getKey()) ? standing : standing.crossing());
        }
        boolean isAnyUnverified = isUnverified
                || reached.values().stream()
                        .anyMatch(joined -> !joined.after().ids().unverified().isEmpty());
        return isAnyUnverified ? known.alsoUnverifiedAs(ids) : known;
    }

    /** The ids that are one with an id by more than the word of the business; the id itself is among them. */
    private Set<UserId> oneWith(UserId id) {
        List<Set<UserId>> together = new ArrayList<>();
        reached.values().forEach(joined -> together.add(joined.after().knownAs()));
        if (!isUnverified) {
            Set<UserId> said = new TreeSet<>(named);
            said.add(own.userId());
            together.add(said);
        }
        Set<UserId> one = new TreeSet<>(Set.of(id));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Set<UserId> some : together) {
                grows |= !Collections.disjoint(one, some) && one.addAll(some);
            }
        }
        return one;
    }

    private Move move() {
        Map<Relation, Standing> elsewhere = new LinkedHashMap<>();
        reached.forEach((id, joined) -> elsewhere.put(under(id), joined.after()));
        elsewhere.remove(own);
        Joined mine = reached(own.userId());
        Standing after = mine.after();
        Set<UserId> same = oneWith(own.userId());
        for (Map.Entry<Relation, Standing> each : elsewhere.entrySet()) {
            Standing its = each.getValue();
            after = after.with(same.contains(each.getKey().userId()) ? its : its.crossing());
        }
        boolean moved = reached.values().stream().anyMatch(Joined::moved);
        return new Move(mine.before(), after, moved, elsewhere);
    }

    private Relation under(UserId id) {
        return new Relation(id, own.businessId());
    }

    private Joined reached(UserId id) {
        return Objects.requireNonNull(reached.get(id));
    }
}
