package consimt.insight;

import consimt.answer.Problem;
import consimt.form.Reading;
import consimt.relation.Scope;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what a report tells its periods apart. */
enum GroupedBy {
    /** ISO 8601. */
    WEEK {
        @Override
        Group groupOf(MarketingWish wish, LocalDate day, Days asked) {
            String week = String.format(
                    Locale.ROOT,
                    "%d-W%02d",
                    day.get(IsoFields.WEEK_BASED_YEAR),
                    day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            LocalDate monday = firstDay(day);
            return new Group(asked.within(monday, monday.plusDays(6)), week);
        }
    },
    MONTH {
        @Override
        Group groupOf(MarketingWish wish, LocalDate day, Days asked) {
            YearMonth month = YearMonth.from(day);
            return new Group(asked.within(month.atDay(1), month.atEndOfMonth()), month.toString());
        }
    },
    SCOPE {
        @Override
        Group groupOf(MarketingWish wish, LocalDate day, Days asked) {
            return new Group(asked, key(wish.scope()));
        }
    },
    /** An opt-in answers no message, so it is in the group without a campaign. */
    CAMPAIGN {
        @Override
        Group groupOf(MarketingWish wish, LocalDate day, Days asked) {
            return new Group(asked, wish.campaign());
        }
    };

    /** The key of all marketing, in place of a scope's. */
    static final String ALL = "all";

    /**
     * @param day of arrival
     * @param asked the days of the report
     */
    abstract Group groupOf(MarketingWish wish, LocalDate day, Days asked);

    /** The first day of the week or month of a day. Other periods have all days, and each day may begin a page. */
    LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case SCOPE, CAMPAIGN -> day;
        };
    }

    /** Whether these days of one week or month are all of its days. */
    boolean isWhole(Days days) {
        LocalDate first = days.from();
        return this == WEEK
                ? first.plusDays(6).equals(days.to())
                : first.getDayOfMonth() == 1
                        && YearMonth.from(first).atEndOfMonth().equals(days.to());
    }

    boolean isByTime() {
        return this == WEEK || this == MONTH;
    }

    /** The parts of a scope by name, such as {@code channel=sms topic=offers}. */
    static String key(Scope scope) {
        return scope.isAll()
                ? ALL
                : Stream.of(
                                part(
                                        "channel",
                                        scope.channel() == null
                                                ? null
                                                : scope.channel().word()),
                                part("sender", scope.sender()),
                                part("topic", scope.topic()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
    }

    private static String part(String name, @Nullable String value) {
        return value == null ? "" : name + "=" + value;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Reading<GroupedBy> reading() {
        return (value, at) -> {
            for (GroupedBy one : values()) {
                if (one.word().equals(value.textValue())) {
                    return one;
                }
            }
            return value.isTextual()
                    ? at.problem(
                            Problem.Code.UNKNOWN_VALUE,
                            "must be one of "
                                    + Arrays.stream(values())
                                            .map(GroupedBy::word)
                                            .toList())
                    : at.invalid("must be a text");
        };
    }

    /** Days in the business's time zone, both included. */
    record Days(LocalDate from, LocalDate to) {

        Days within(LocalDate first, LocalDate last) {
            return new Days(first.isBefore(from) ? from : first, last.isAfter(to) ? to : last);
        }
    }

    /** Groups are in the order of their days. */
    record Group(Days days, String key) implements Comparable<Group> {

        private static final Comparator<Group> IN_ORDER =
                Comparator.comparing((Group group) -> group.days.from).thenComparing(Group::key);

        @Override
        public int compareTo(Group other) {
            return IN_ORDER.compare(this, other);
        }
    }
}
