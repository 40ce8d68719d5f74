package consimt.followup;

import consimt.relation.Relation;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * The notices that the late messages of one call or envelope become: the first of a person, and four of a business at
 * most. Each notice is a write under the business's one key of the changes, and its opt-outs need that key too.
 */
public final class LateNotices {

    private static final int MOST = 4;

    private final Set<Relation> told = new HashSet<>();

    /** @param person the relations of all the person's ids with the business */
    synchronized boolean take(Relation relation, Set<Relation> person) {
        return hasRoomFor(relation) && Collections.disjoint(told, person) && told.add(relation);
    }

    synchronized boolean hasRoomFor(Relation relation) {
        return told.stream()
                        .filter(each -> each.businessId().equals(relation.businessId()))
                        .count()
                < MOST;
    }

    /** Takes nothing for a message that is not told after all. */
    synchronized void giveBack(Relation relation) {
        told.remove(relation);
    }
}
