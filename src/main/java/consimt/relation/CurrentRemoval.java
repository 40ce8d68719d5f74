package consimt.relation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
     * The relation's own removal; else one under another of the person's ids. Ids that are the person's by the word of
     * the business alone are left out.
     *
     * @param found the standings under the other ids, as far as they were read
     */
    public static Optional<CurrentRemoval> of(Relation relation, Standing standing, Map<Relation, Standing> found) {
        return of(relation, standing, standing.others(relation), found);
    }

    /**
     * The same under every id, also by the word of the business alone. It is for display only: the removal may be
     * another person's.
     */
    static Optional<CurrentRemoval> shown(Relation relation, Standing standing, Map<Relation, Standing> found) {
        return of(relation, standing, standing.allOthers(relation), found);
    }

    private static Optional<CurrentRemoval> of(
            Relation relation, Standing standing, Set<Relation> others, Map<Relation, Standing> found) {
        return own(relation, standing)
                .or(() -> others.stream()
                        .map(other -> own(other, found.getOrDefault(other, Standing.UNKNOWN))
                                .orElse(null))
                        .filter(Objects::nonNull)
                        .max(UNDONE_THEN_LATEST));
    }

    /**
     * The relation's own removal and those under the person's other ids, the first promised one first. Ids that are the
     * person's by the word of the business alone are left out.
     *
     * @param found the standings under the other ids
     */
    public static List<CurrentRemoval> all(Relation relation, Standing standing, Map<Relation, Standing> found) {
        return Stream.concat(
                        own(relation, standing).stream(),
                        standing.others(relation).stream()
                                .flatMap(other -> own(other, found.getOrDefault(other, Standing.UNKNOWN)).stream()))
                .sorted(FIRST_PROMISED)
                .toList();
    }

    private static Optional<CurrentRemoval> own(Relation relation, Standing standing) {
        return Optional.ofNullable(standing.currentRemoval())
                .map(removal ->
                        new CurrentRemoval(relation, removal, standing.byHand().isDone()));
    }
}
