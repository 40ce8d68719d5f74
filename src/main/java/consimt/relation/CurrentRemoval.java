package consimt.relation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The removal that belongs to a person's opt-out in force, done or not.
 *
 * @param relation under the id with which it was promised; the people who do it know the person by that one
 */
public record CurrentRemoval(Relation relation, Removal removal, boolean isDone) {

    private static final Comparator<CurrentRemoval> FIRST_PROMISED = Comparator.comparing(
                    (CurrentRemoval current) -> current.removal.optOut())
            .thenComparing(current -> current.relation.userId());

    private static final Comparator<CurrentRemoval> UNDONE_THEN_LATEST = Comparator.comparing(
                    CurrentRemoval::isDone, Comparator.reverseOrder())
            .thenComparing(current -> current.removal.optOut());

    /**
     * The relation's own, or else one that was promised under another of the person's ids; not under one that is theirs by
     * the word of the business alone.
     *
     * @param found the standings under the other ids, as far as they were looked at
     */
    public static Optional<CurrentRemoval> of(Relation relation, Standing standing, Map<Relation, Standing> found) {
        return of(relation, standing, standing.others(relation), found);
    }

    /** The same, under whichever id: to be shown only, for another person's removal is none of this one's. */
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
     * The relation's own and those under the person's other ids, the first promised one first; not under one that is theirs
     * by the word of the business alone.
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
