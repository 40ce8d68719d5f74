package consimt.record;

import consimt.ledger.What;
import consimt.ledger.What.OptOut;
import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The limit of a person's ids at one business, and the refusals that ids beyond it have in common. */
@Singleton
record TooManyIds(Identities identities, Standings standings, Metrics metrics) {

    /**
     * The standings under the ids that a statement names, to count the person's ids.
     *
     * @param read those that are known; others than the person's are left out
     */
    Map<Relation, Standing> completed(Relation relation, Set<UserId> named, Map<Relation, Standing> read) {
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

    /**
     * Whether a statement would give one person more ids than allowed. Ids that are one already stay one, and a union that
     * is in the ledger is completed. By more than the word of the business, the ids by that word do not count: the business
     * could name as many as it likes.
     */
    boolean areNamed(Statement statement, Set<UserId> named, Map<Relation, Standing> known) {
        Relation own = statement.relation();
        Function<UserId, Set<UserId>> one = id -> {
            Standing standing = known.getOrDefault(new Relation(id, own.businessId()), Standing.UNKNOWN);
            return statement.isUnverified() ? standing.allIds() : standing.knownAs();
        };
        Set<UserId> all = new HashSet<>(named);
        all.add(own.userId());
        Set.copyOf(all).forEach(id -> all.addAll(one.apply(id)));
        return all.size() > Standing.MOST_IDS
                && !one.apply(own.userId()).containsAll(named)
                && !identities.tells(own, named, statement.isUnverified());
    }

    /**
     * The named ids are not made one with the request's own. So what refuses at either one now is recorded at the other.
     *
     * @param known the standings under all of these ids
     * @param recording records a refusal as a fact of its own
     */
    void carryRefusals(
            Request naming, Set<UserId> named, Map<Relation, Standing> known, Consumer<Statement> recording) {
        Relation own = naming.relation();
        metrics.reached("IDS", own.businessId().value());
        Standing standing = known.getOrDefault(own, Standing.UNKNOWN);
        Attempts.forEach(named, id -> {
            Relation other = new Relation(id, own.businessId());
            Standing others = known.getOrDefault(other, Standing.UNKNOWN);
            Attempts attempts = new Attempts();
            attempts.run(() -> Attempts.forEach(missing(naming.about(other), standing, others), recording));
            attempts.run(() -> Attempts.forEach(missing(naming, others, standing), recording));
            attempts.end();
        });
    }

    /**
     * The refusals of one standing that another one lacks. Each counts from its own time, and against claims from the first
     * refusal on, as between ids that are one.
     */
    private static List<Statement> missing(Request naming, Standing from, Standing there) {
        List<Statement> missing = new ArrayList<>();
        boolean disowns = from.disownsClaims();
        Instant first = from.since(MarkKind.FIRST_REFUSED);
        boolean lacksClaims =
                disowns && !there.disownsClaims() || isEarlier(first, there.since(MarkKind.FIRST_REFUSED));
        from.refusals().forEach((key, mark) -> {
            boolean isOptOut = MarkKind.OPT_OUTS.contains(key.kind());
            Mark its = there.marks().get(key);
            if (its == null || its.at().isBefore(mark.at()) || isOptOut && lacksClaims) {
                Instant said = isOptOut && first != null && first.isBefore(mark.at()) ? first : mark.at();
                What what =
                        What.refusing(key) instanceof OptOut optOut ? optOut.disowning(disowns) : What.refusing(key);
                missing.add(Statement.of(carrying(naming, key + " " + disowns, said, mark.at()), what));
            }
        });
        from.holds().stream()
                .filter(hold -> !there.hasHeld(hold))
                .forEach(hold -> missing.add(
                        Statement.ofSuspected(carrying(naming, "SUSPECTED", hold.first(), hold.from()), null)));
        return missing;
    }

    private static boolean isEarlier(@Nullable Instant first, @Nullable Instant other) {
        return first != null && (other == null || first.isBefore(other));
    }

    /** Under an id that follows from what is carried, so that a retry finds it. */
    private static Request carrying(Request naming, String what, Instant said, Instant from) {
        return naming.at(EventTime.counting(said, from))
                .under(EntryId.ofIdentity().insteadFor(what + " " + said + " " + from));
    }
}
