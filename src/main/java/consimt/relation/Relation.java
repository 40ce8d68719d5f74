package consimt.relation;

import consimt.form.Fields;
import org.jspecify.annotations.Nullable;

public record Relation(UserId userId, BusinessId businessId) implements Comparable<Relation> {

    /** Reads {@code userId} and {@code businessId}; null unless it has both. */
    public static @Nullable Relation from(Fields in) {
        var userId = in.required("userId", UserId.reading());
        var businessId = in.required("businessId", BusinessId.reading());
        return userId == null || businessId == null ? null : new Relation(userId, businessId);
    }

    @Override
    public int compareTo(Relation other) {
        int byPerson = userId.compareTo(other.userId);
        return byPerson == 0 ? businessId.compareTo(other.businessId) : byPerson;
    }
}
