package consimt.relation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instant in a relation's standing, with the ledger entry behind it. The order is by instant, then by entry, so that
 * of two facts of one instant the same one always wins.
 *
 * @param at to the millisecond
 */
public record Mark(Instant at, EntryId entry) implements Comparable<Mark> {

    /**
     * The mark as it stands in a scope. Marks of narrower scopes name their entries by short keys, so that a relation
     * stays small. The operation is idempotent.
     */
    public Mark in(Scope scope) {
        return scope.isAll() ? this : shortened();
    }

    public Mark shortened() {
        return new Mark(at, entry.shortened());
    }

    public static @Nullable Instant since(@Nullable Mark mark) {
        return mark == null ? null : mark.at;
    }

    @Override
    public int compareTo(Mark other) {
        int byInstant = at.compareTo(other.at);
        return byInstant == 0 ? entry.compareTo(other.entry) : byInstant;
    }
}
