package consimt.person;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The ledgers of all of a person's ids at one business. The fold of all of them gives the marks of each id. */
final class PersonsLedgers {

    private final Map<UserId, List<Entry>> entries = new TreeMap<>();

    /** The ids that are one: by more than the word of the business, and by that word too. */
    private final Map<UserId, Set<UserId>> known = new TreeMap<>();

    private final Map<UserId, Set<UserId>> unverified = new TreeMap<>();

    /**
     * Ids that only the relation has. Between them only refusals and the first contact are copied, as by the word of the
     * business.
     */
    private final Map<UserId, Set<UserId>> stored = new TreeMap<>();

    /** All ids by the word of the business, as the relation has them. */
    private final Set<UserId> unverifiedAgain = new TreeSet<>();

    private PersonsLedgers() {}

    /**
     * Reads all the ledgers.
     *
     * @param ledger the entries of a relation
     * @param stored the standing of the relation, which may have ids that are in no ledger
     * @param besides further ids, whose ledgers may name the relation's id while its own ledger does not name them
     */
    static PersonsLedgers of(
            Function<Relation, List<Entry>> ledger, Relation relation, Standing stored, Set<UserId> besides) {
        PersonsLedgers all = new PersonsLedgers();
        stored.allIds().forEach(other -> join(all.stored, relation.userId(), other));
        all.unverifiedAgain.addAll(stored.ids().unverified());
        Deque<UserId> next = new ArrayDeque<>(all.one(relation.userId(), true));
        next.addAll(besides);
        while (!next.isEmpty()) {
            UserId id = next.pop();
            if (!all.entries.containsKey(id)) {
                List<Entry> its = ledger.apply(new Relation(id, relation.businessId()));
                all.entries.put(id, its);
                its.forEach(entry -> all.joinIds(id, entry));
                next.addAll(all.one(relation.userId(), true));
            }
        }
        return all;
    }

    private void joinIds(UserId id, Entry entry) {
        if (entry.what() instanceof IdentityChanged changed) {
            join(entry.source().isUnverified() ? unverified : known, id, changed.other());
        }
    }

    private static void join(Map<UserId, Set<UserId>> pairs, UserId one, UserId other) {
        if (!one.equals(other)) {
            pairs.computeIfAbsent(one, id -> new TreeSet<>()).add(other);
            pairs.computeIfAbsent(other, id -> new TreeSet<>()).add(one);
        }
    }

    /**
     * Whether a ledger names an id whose own ledger does not name the first: the second entry of a union was cut off.
     */
    boolean hasHalfAUnion() {
        return entries.entrySet().stream()
                .anyMatch(each -> others(each.getValue()).stream()
                        .anyMatch(other -> !others(of(other)).contains(each.getKey())));
    }

    private static Set<UserId> others(List<Entry> entries) {
        Set<UserId> others = new TreeSet<>();
        entries.forEach(entry -> {
            if (entry.what() instanceof IdentityChanged changed) {
                others.add(changed.other());
            }
        });
        return others;
    }

    List<Entry> of(UserId id) {
        return entries.getOrDefault(id, List.of());
    }

    /** The kind of an entry that only newer code can read, in any of the ledgers. */
    Optional<String> unknownKind() {
        return entries.values().stream()
                .flatMap(Collection::stream)
                .filter(Entry::isOfNewerCode)
                .map(entry -> entry.what().kind())
                .findFirst();
    }

    /** The ids that are one with an id, by more than the word of the business or by anybody's; the id itself is among them. */
    Set<UserId> one(UserId id, boolean unverifiedToo) {
        Set<UserId> one = new TreeSet<>();
        Deque<UserId> next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty()) {
            UserId each = next.pop();
            if (one.add(each)) {
                next.addAll(known.getOrDefault(each, Set.of()));
                if (unverifiedToo) {
                    next.addAll(unverified.getOrDefault(each, Set.of()));
                    next.addAll(stored.getOrDefault(each, Set.of()));
                }
            }
        }
        return one;
    }

    /** The standing of an id as the fold of all the ledgers gives it. */
    Standing fold(UserId id) {
        Set<UserId> same = one(id, false);
        Set<UserId> all = one(id, true);
        all.removeIf(other -> isStrangerSince(id, other));
        Standing fold = facts(id);
        fold = same.size() > 1 ? fold.knownAs(same) : fold;
        boolean isAnyUnverified = all.size() > 1 && all.stream().anyMatch(unverified::containsKey);
        // If the business told of ids that were one already, there is no entry.
        boolean isUnverifiedAgain = !unverifiedAgain.isEmpty() && same.containsAll(unverifiedAgain);
        return isAnyUnverified || isUnverifiedAgain
                ? fold.alsoUnverifiedAs(isAnyUnverified ? all : unverifiedAgain)
                : fold;
    }

    /** What the facts in all the ledgers amount to under an id. */
    private Standing facts(UserId id) {
        Set<UserId> same = one(id, false);
        List<Fact> facts = new ArrayList<>();
        for (UserId each : one(id, true)) {
            for (Entry entry : isStrangerSince(each, id) ? List.<Entry>of() : of(each)) {
                entry.fact()
                        .map(its -> same.contains(each) ? its : its.crossing())
                        .ifPresent(facts::add);
            }
        }
        // What an erasure drops must not stand in the way of what came since.
        facts.sort(Comparator.comparing(fact -> !fact.kind().isErasure()));
        Standing fold = Standing.UNKNOWN;
        for (Fact fact : facts) {
            fold = fold.with(fact);
        }
        return fold;
    }

    /**
     * Whether an id was erased, and the other one was the person's by the word of the business alone. The erased id then
     * knows nothing of the other, and what happens under it does not count there, unless they were made one since.
     */
    private boolean isStrangerSince(UserId erased, UserId other) {
        return !one(erased, false).contains(other)
                && of(erased).stream()
                        .filter(entry -> entry.fact()
                                .filter(fact -> fact.kind().isErasure())
                                .isPresent())
                        .map(entry -> entry.mark().at())
                        .max(Comparator.naturalOrder())
                        .filter(at -> !isMadeOneSince(at, erased, other) && !isMadeOneSince(at, other, erased))
                        .isPresent();
    }

    private boolean isMadeOneSince(Instant at, UserId id, UserId other) {
        return of(id).stream()
                .anyMatch(entry -> entry.recordedAt().isAfter(at)
                        && entry.what() instanceof IdentityChanged changed
                        && changed.other().equals(other));
    }

    /** The opt-outs of an id that were promised a day, and that no opt-in lifts, in the order of their recording. */
    List<Fact> promises(UserId id) {
        Standing fold = fold(id);
        return of(id).stream()
                .sorted(Comparator.comparing(Entry::recordedAt).thenComparing(Entry::mark))
                .flatMap(entry -> entry.fact().stream())
                .filter(fact -> fact.kind().isOptOut() && fact.stopsBy() != null && !fact.isLiftedIn(fold))
                .toList();
    }
}
