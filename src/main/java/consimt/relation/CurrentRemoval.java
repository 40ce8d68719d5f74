package consimt.relation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The removal for a person's opt-out in force, done or not.
 *
 * @param relation under the id with which the removal was promised; the clerks know the person by this id
 */
public record CurrentRemoval(Relation relation, Removal removal, boolean isDone) {

    private static final Comparator<CurrentRemoval> FIRST_PROMISED = Comparator.comparing(
                    (CurrentRemoval current) -> current.removal.optOut())
            .thenComparing(current -> current.relation.userId());

    private static final Comparator<CurrentRemoval> UNDONE_THEN_LATEST = Comparator.comparing(
                    CurrentRemoval::isDone, Comparator.reverseOrder())
            .thenComparing(current -> current.removal.optOut());

    /**
     * The relation's own removal that covers a scope; else one under another of the person's ids. Ids that are the
     * person's by the word of the business alone are left out.
     *
     * @param found the standings under the other ids, as far as they were read
     */
    public static Optional<CurrentRemoval> covering(
            Scope scope, Relation relation, Standing standing, Map<Relation, Standing> found) {
        return ownFirst(
                relation,
                standing,
                standing.others(relation),
                found,
                current -> standing.removals().covers(current.removal, current.isDone, scope));
    }

    /**
     * The same of a removal whose scope may have a message of this scope in it.
     *
     * @param which the removals that count
     */
    public static Optional<CurrentRemoval> touching(
            Scope message,
            Relation relation,
            Standing standing,
            Map<Relation, Standing> found,
            Predicate<Removal> which) {
        return ownFirst(
                relation,
                standing,
                standing.others(relation),
                found,
                current -> !current.removal.scope().contradicts(message) && which.test(current.removal));
    }

    /**
     * The removal under any id, also by the word of the business alone; one that is not done, if there is such a one. Of
     * removals of one scope the relation's own counts. It is for display only: the removal may be another person's.
     *
     * @param which the removals that count
     */
    static Optional<CurrentRemoval> shown(
            Relation relation, Standing standing, Map<Relation, Standing> found, Predicate<Removal> which) {
        List<CurrentRemoval> own = own(relation, standing).toList();
        Stream<CurrentRemoval> others = elsewhere(standing.allOthers(relation), found)
                .filter(other ->
                        own.stream().noneMatch(mine -> mine.removal.scope().covers(other.removal.scope())));
        return first(Stream.concat(own.stream(), others), current -> which.test(current.removal));
    }

    private static Optional<CurrentRemoval> ownFirst(
            Relation relation,
            Standing standing,
            Set<Relation> others,
            Map<Relation, Standing> found,
            Predicate<CurrentRemoval> which) {
        return first(own(relation, standing), which).or(() -> first(elsewhere(others, found), which));
    }

    private static Optional<CurrentRemoval> first(Stream<CurrentRemoval> removals, Predicate<CurrentRemoval> which) {
        return removals.filter(which).max(UNDONE_THEN_LATEST);
    }

    /**
     * The relation's own removals of a scope and those under the person's other ids, the first promised one first. Ids
     * that are the person's by the word of the business alone are left out.
     *
     * @param found the standings under the other ids
     */
    public static List<CurrentRemoval> allOf(
            Scope scope, Relation relation, Standing standing, Map<Relation, Standing> found) {
        return Stream.concat(own(relation, standing), elsewhere(standing.others(relation), found))
                .filter(current -> current.removal.scope().equals(scope))
                .sorted(FIRST_PROMISED)
                .toList();
    }

    private static Stream<CurrentRemoval> elsewhere(Set<Relation> others, Map<Relation, Standing> found) {
        return others.stream().flatMap(other -> own(other, found.getOrDefault(other, Standing.UNKNOWN)));
    }

    private static Stream<CurrentRemoval> own(Relation relation, Standing standing) {
        return standing.removals().current().stream()
                .map(removal ->
                        new CurrentRemoval(relation, removal, standing.byHand().isDone(removal)));
    }
}
