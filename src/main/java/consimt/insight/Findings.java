package consimt.insight;

import consimt.insight.GroupedBy.Days;
import consimt.insight.GroupedBy.Group;
import consimt.insight.ReasonPeriod.ReasonCount;
import consimt.insight.WishChanges.WishChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What advice is given from.
 *
 * @param latest the last week or month that enough people left in; in a report by scope or campaign, all of its days
 * @param before the week or month before it; null if there is none, or if too few people left in it
 * @param isBeforeWhole whether the report has all days of the period before, so that its people can be compared
 * @param left how many of {@code latest} left by each scope or campaign; empty in a report by time
 */
record Findings(
        GroupedBy by,
        ReasonPeriod latest,
        @Nullable ReasonPeriod before,
        boolean isBeforeWhole,
        Map<String, Integer> left) {

    /** Of fewer people, shares say little. */
    static final int FEWEST_PEOPLE = 10;

    /** Empty if too few people left. */
    static Optional<Findings> of(GroupedBy by, Days asked, List<WishChange> wishes, List<ReasonPeriod> periods) {
        return by.isByTime() ? ofTime(by, periods) : ofAll(by, asked, wishes);
    }

    private static Optional<Findings> ofTime(GroupedBy by, List<ReasonPeriod> periods) {
        for (int i = periods.size() - 1; i >= 0; i--) {
            if (hasEnough(periods.get(i))) {
                ReasonPeriod before = i > 0 && hasEnough(periods.get(i - 1)) ? periods.get(i - 1) : null;
                boolean isWhole = before != null && by.isWhole(before.days());
                return Optional.of(new Findings(by, periods.get(i), before, isWhole, Map.of()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Findings> ofAll(GroupedBy by, Days asked, List<WishChange> wishes) {
        Collection<WishChange> lastWords = WishChanges.lastWords(wishes);
        ReasonPeriod all = ReasonPeriod.of(
                new Group(asked, ""), lastWords.stream().map(WishChange::wish).toList());
        Map<String, Integer> left = new TreeMap<>();
        lastWords.stream()
                .filter(told -> told.wish().isOptOut())
                .forEach(told ->
                        left.merge(by.groupOf(told.wish(), told.day(), asked).key(), 1, Integer::sum));
        return hasEnough(all) ? Optional.of(new Findings(by, all, null, false, left)) : Optional.empty();
    }

    private static boolean hasEnough(ReasonPeriod period) {
        return period.people().optOuts() >= FEWEST_PEOPLE;
    }

    /** The reasons of the latest period that satisfy a condition, the most frequent first. */
    Stream<ReasonCount> reasons(Predicate<ReasonCount> condition) {
        return latest.reasons().stream().filter(condition);
    }

    /** How much greater the share of a reason is than in the period before, which there is. */
    double growth(ReasonCount reason) {
        return reason.share() - shareBefore(reason.code());
    }

    double shareBefore(String code) {
        return before == null
                ? 0
                : before.reasons().stream()
                        .filter(reason -> reason.code().equals(code))
                        .mapToDouble(ReasonCount::share)
                        .findFirst()
                        .orElse(0);
    }

    double share(int people) {
        return ReasonPeriod.share(people, latest.people().optOuts());
    }
}
