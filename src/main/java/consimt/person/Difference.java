package consimt.person;

import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * @param userId under which of the person's ids
 * @param what the name of a part of the relation, or {@code followUp/<id>} with a part of the work
 * @param stored as it was found; null if there was none
 * @param ledger as the ledger gives it; null if the ledger has none
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

    public static List<Difference> between(
            Relation relation, String prefix, Map<String, String> stored, Map<String, String> ledger) {
        Set<String> names = new TreeSet<>(stored.keySet());
        names.addAll(ledger.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(stored.get(name), ledger.get(name)))
                .map(name -> of(relation, prefix + name, stored.get(name), ledger.get(name)))
                .toList();
    }
}
