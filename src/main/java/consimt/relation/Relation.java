package consimt.relation;

import consimt.form.Fields;
import java.util.function.Supplier;

/** One person and one business. */
public record Relation(UserId userId, BusinessId businessId) implements Comparable<Relation> {

    /** Reads {@code userId} and {@code businessId}. */
    public static Supplier<Relation> from(Fields in) {
        var userId = in.required("userId", UserId.reading());
        var businessId = in.required("businessId", BusinessId.reading());
        return () -> new Relation(userId.get(), businessId.get());
    }

    @Override
    public int compareTo(Relation other) {
        int byPerson = userId.compareTo(other.userId);
        return byPerson == 0 ? businessId.compareTo(other.businessId) : byPerson;
    }
}
