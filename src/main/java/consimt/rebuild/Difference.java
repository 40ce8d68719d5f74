package consimt.rebuild;

import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that is stored otherwise than the ledger tells.
 *
 * @param userId under which id of the person's
 * @param what the name of a part of the relation, or {@code followUp/<id>} and a part of it
 * @param stored as it was found; null where there was none
 * @param ledger as the ledger tells it; null where the ledger knows none
 */
public record Difference(
        UserId userId,
        BusinessId businessId,
        String what,
        @Nullable String stored,
        @Nullable String ledger) {

    static final Comparator<Difference> ORDER = Comparator.comparing(Difference::businessId)
            .thenComparing(Difference::userId)
            .thenComparing(Difference::what);

    public static Difference of(Relation relation, String what, @Nullable String stored, @Nullable String ledger) {
        return new Difference(relation.userId(), relation.businessId(), what, stored, ledger);
    }
}
