package consimt.relation;

import java.util.Comparator;

/** One person and one business. */
public record Relation(UserId userId, BusinessId businessId) implements Comparable<Relation> {

    private static final Comparator<Relation> ORDER =
            Comparator.comparing(Relation::userId).thenComparing(Relation::businessId);

    @Override
    public int compareTo(Relation other) {
        return ORDER.compare(this, other);
    }
}
