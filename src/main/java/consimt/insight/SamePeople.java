package consimt.insight;

import consimt.relation.UserId;
import java.util.HashMap;
import java.util.Map;

/** Which ids are one person's (a union-find). */
final class SamePeople {

    private final Map<UserId, UserId> next = new HashMap<>();

    void join(UserId one, UserId other) {
        UserId from = of(one);
        UserId to = of(other);
        if (!from.equals(to)) {
            next.put(from, to);
        }
    }

    /** The one id that stands for all ids of the person. */
    UserId of(UserId id) {
        UserId at = id;
        for (UserId to = next.get(at); to != null; to = next.get(at)) {
            at = to;
        }
        return at;
    }
}
