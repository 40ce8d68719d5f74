package consimt.relation;

import java.util.Set;

/**
 * The ids that a person has at a business by the word of the business, which may be wrong. Under such an id counts whatever
 * refuses or agrees, and nothing that lifts a no.
 *
 * @param all the relation's own among them, and those that are one with them by whosever word; empty while there are none
 * @param merged those of them whose merge with the relation's own is noted as finished
 */
public record ToldIds(Set<UserId> all, Set<UserId> merged) {

    public static final ToldIds NONE = new ToldIds(Set.of(), Set.of());

    public ToldIds {
        all = Set.copyOf(all);
        merged = Set.copyOf(merged);
    }
}
