package consimt.relation;

import java.util.Set;

/**
 * The ids of a person at a business by the word of the business, which may be untrue. Refusals and agreement count
 * under such an id. What lifts a refusal does not.
 *
 * @param all with the relation's own, and with the ids that are one with these by anybody's word; empty if there are
 *     none
 * @param merged those whose merge with the relation's own is noted as finished
 */
public record UnverifiedIds(Set<UserId> all, Set<UserId> merged) {

    public static final UnverifiedIds NONE = new UnverifiedIds(Set.of(), Set.of());

    public UnverifiedIds {
        all = Set.copyOf(all);
        merged = Set.copyOf(merged);
    }
}
