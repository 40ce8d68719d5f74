package consimt.insight;

import consimt.insight.WishChanges.MarketingWish;
import consimt.relation.Scope;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what a report tells its periods apart. */
enum GroupedBy {
    /** ISO 8601. */
    WEEK,
    MONTH,
    SCOPE,
    /** An opt-in answers no message, so it is in the group without a campaign. */
    CAMPAIGN;

    /** The key of all marketing, in place of a scope's. */
    private static final String ALL = "all";

    /** @param asked the days of the report */
    Group groupOf(MarketingWish wish, LocalDate day, Days asked) {
        LocalDate first = firstDay(day);
        return switch (this) {
            case WEEK -> new Group(asked.within(first, first.plusDays(6)), week(day));
            case MONTH -> {
                YearMonth month = YearMonth.from(day);
                yield new Group(asked.within(first, month.atEndOfMonth()), month.toString());
            }
            case SCOPE -> new Group(asked, key(wish.scope()));
            case CAMPAIGN -> new Group(asked, wish.campaign());
        };
    }

    /** Such as {@code 2026-W48}, without the number of the day. */
    private static String week(LocalDate day) {
        String withDay = DateTimeFormatter.ISO_WEEK_DATE.format(day);
        return withDay.substring(0, withDay.lastIndexOf('-'));
    }

    /** The first day of the week or month of a day. Other periods have all days, and each day may begin a page. */
    LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case SCOPE, CAMPAIGN -> day;
        };
    }

    boolean isByTime() {
        return this == WEEK || this == MONTH;
    }

    /** The parts of a scope by name, such as {@code channel=sms topic=offers}. */
    private static String key(Scope scope) {
        String channel = scope.channel() == null ? null : scope.channel().word();
        String parts = part("channel", channel) + part("sender", scope.sender()) + part("topic", scope.topic());
        return parts.isEmpty() ? ALL : parts.substring(1);
    }

    private static String part(String name, @Nullable String value) {
        return value == null ? "" : " " + name + "=" + value;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Days in the business's time zone, both included. */
    record Days(LocalDate from, LocalDate to) {

        Days within(LocalDate first, LocalDate last) {
            return new Days(first.isBefore(from) ? from : first, last.isAfter(to) ? to : last);
        }
    }

    /** Groups are in the order of their days. */
    record Group(Days days, String key) {

        static final Comparator<Group> IN_ORDER =
                Comparator.comparing((Group group) -> group.days.from).thenComparing(Group::key);
    }
}
