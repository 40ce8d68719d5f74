package consimt.insight;

import consimt.insight.GroupedBy.Days;
import consimt.notice.ChangeId;
import consimt.notice.Changes.ChangePage;
import consimt.notice.Notice;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a report.
 *
 * @param next where the next one goes on; null for the last
 */
record ReasonPage(List<Notice> changes, Days days, @Nullable ChangeId next) {

    /**
     * A page ends where a week or month ends. Of one with too many changes it has whole days, of such a day a part.
     *
     * @param days to the end of the report
     */
    static ReasonPage of(ChangePage read, Days days, GroupedBy by, ZoneId zone) {
        if (!read.isMore()) {
            return new ReasonPage(read.changes(), days, null);
        }
        ChangeId last = read.changes().get(read.changes().size() - 1).id();
        LocalDate unfinished = last.arrivedAt().atZone(zone).toLocalDate();
        LocalDate period = by.firstDay(unfinished);
        LocalDate cut = period.isAfter(days.from()) ? period : unfinished;
        if (!cut.isAfter(days.from())) {
            return new ReasonPage(read.changes(), days.within(cut, cut), last);
        }
        ChangeId next = ChangeId.before(cut.atStartOfDay(zone).toInstant());
        List<Notice> before = read.changes().stream()
                .filter(change -> change.id().compareTo(next) < 0)
                .toList();
        return new ReasonPage(before, days.within(days.from(), cut.minusDays(1)), next);
    }
}
