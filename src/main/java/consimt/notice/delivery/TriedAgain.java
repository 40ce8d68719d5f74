package consimt.notice.delivery;

import consimt.notice.ChangeId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The first notices of a business that failed and are being tried again by the queue, in the order of their changes. */
public record TriedAgain(List<TriedNotice> notices) {

    /** So many tries are a quarter of an hour. An endpoint that is down is parked long before. */
    private static final int FOR_LONG = 9;

    /** @param group the relation of the notice, as a hash */
    public record TriedNotice(ChangeId id, String group, int tries) {}

    /** The first of all, and this one at the latest. */
    ChangeId first(ChangeId id) {
        return firstBut(Set.of(), id);
    }

    /** The first of those of these relations, and this one at the latest. */
    ChangeId firstOf(Set<String> groups, ChangeId id) {
        return first(id, each -> groups.contains(each.group()));
    }

    /** The first of those of other relations, and this one at the latest. */
    ChangeId firstBut(Set<String> groups, ChangeId id) {
        return first(id, each -> !groups.contains(each.group()));
    }

    private ChangeId first(ChangeId id, Predicate<TriedNotice> which) {
        return notices.stream()
                .filter(which)
                .map(TriedNotice::id)
                .filter(other -> other.compareTo(id) < 0)
                .findFirst()
                .orElse(id);
    }

    /** The relations that were refused for long, while the endpoint was up. */
    Set<String> refusedForLong(String butOf) {
        Set<String> groups = new TreeSet<>();
        notices.stream()
                .filter(each -> each.tries() >= FOR_LONG && !each.group().equals(butOf))
                .forEach(each -> groups.add(each.group()));
        return groups;
    }
}
