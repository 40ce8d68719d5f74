package consimt.record;

import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.OptOut;
import consimt.relation.EntryId;
import consimt.relation.Held.Hold;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limit of a person's ids at one business, and the refusals that ids beyond it have in common. */
@Singleton
record TooManyIds(Identities identities, Standings standings, Metrics metrics) {

    /** A fact is written to each id, by whosever word it is the person's. */
    private static final int MOST_BY_ANYBODY = 4 * Standing.MOST_IDS;

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
     * is in the ledger is completed. By more than the word of the business, few of the ids by that word count: the business
     * could name as many as it likes.
     */
    boolean areNamed(Statement statement, Set<UserId> named, Map<Relation, Standing> known) {
        Relation own = statement.relation();
        Set<UserId> ids = new HashSet<>(named);
        ids.add(own.userId());
        Set<UserId> all = new HashSet<>(ids);
        Set<UserId> verified = new HashSet<>(ids);
        ids.forEach(id -> {
            Standing standing = known.getOrDefault(new Relation(id, own.businessId()), Standing.UNKNOWN);
            all.addAll(standing.allIds());
            verified.addAll(standing.knownAs());
        });
        boolean areTooMany = statement.isUnverified()
                ? all.size() > Standing.MOST_IDS
                : verified.size() > Standing.MOST_IDS || all.size() > MOST_BY_ANYBODY;
        Standing standing = known.getOrDefault(own, Standing.UNKNOWN);
        Set<UserId> apart = new HashSet<>(named);
        apart.removeAll(statement.isUnverified() ? standing.allIds() : standing.knownAs());
        return areTooMany && !apart.isEmpty() && !identities.tellsAny(own, apart, statement.isUnverified());
    }

    /**
     * The named ids are not made one with the request's own. So what refuses at any one now is recorded at the others.
     *
     * @param known the standings under all of these ids
     * @param recording records a refusal as a fact of its own
     */
    void carryRefusals(
            Request naming, Set<UserId> named, Map<Relation, Standing> known, Consumer<Statement> recording) {
        Relation own = naming.relation();
        metrics.reached("IDS", own.businessId().value());
        Set<Relation> all = new HashSet<>(Set.of(own));
        named.forEach(id -> all.add(new Relation(id, own.businessId())));
        Attempts.forEach(all, there -> {
            Standing its = known.getOrDefault(there, Standing.UNKNOWN);
            Attempts.forEach(all, from -> {
                Standing refusing = known.getOrDefault(from, Standing.UNKNOWN);
                if (!from.equals(there)) {
                    Attempts.forEach(missing(naming.about(there), refusing, from, its), recording);
                }
            });
        });
    }

    /**
     * The refusals of one standing that another one lacks. Each counts from its own time, and against claims from the first
     * refusal on, as between ids that are one.
     *
     * @param whose the relation of the one standing
     */
    private static List<Statement> missing(Request naming, Standing from, Relation whose, Standing there) {
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
                EntryContent what = EntryContent.refusing(key);
                missing.add(Statement.of(
                        carrying(naming, key + " " + disowns, said, mark.at()),
                        what instanceof OptOut optOut ? optOut.disowning(disowns) : what));
            }
        });
        if (disowns && !there.disownsClaims() && missing.stream().noneMatch(Statement::disownsClaims)) {
            // The person came back under the other id, and the claims stay untrue, also those that come later.
            missing.add(disowning(naming, from));
        }
        Map<String, Hold> holds = from.holdsInForce();
        // What came from there before is no message of its own.
        there.held().at().forEach((message, hold) -> holds.remove(carried(naming.about(whose), message, hold)));
        holds.forEach((message, hold) -> {
            if (!there.held().at().containsKey(carried(naming, message, hold))) {
                missing.add(hold(naming, message, hold));
            }
        });
        return missing;
    }

    private static Statement hold(Request naming, String message, Hold hold) {
        return Statement.ofSuspected(carrying(naming, "SUSPECTED " + message, hold.first(), hold.from()), null);
    }

    /** The short name of a message's hold once it is carried. */
    private static String carried(Request naming, String message, Hold hold) {
        return hold(naming, message, hold).fact().mark().entry().shortKey();
    }

    private static Statement disowning(Request naming, Standing from) {
        Instant at = Stream.of(MarkKind.DISOWNED, MarkKind.ERASED)
                .flatMap(kind -> Stream.ofNullable(from.since(kind)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Statement.of(
                carrying(naming, "DISOWNED", at, at), OptOut.of(false).disowning(true));
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
