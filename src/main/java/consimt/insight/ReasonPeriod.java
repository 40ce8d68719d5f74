package consimt.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.insight.GroupedBy.Days;
import consimt.insight.GroupedBy.Group;
import consimt.insight.WishChanges.MarketingWish;
import consimt.ledger.StatedWish.StatedReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one week, month, scope or campaign. Each person counts once, with their last word in it.
 *
 * @param days in the business's time zone, the last one included; they and {@code people} stand beside the other parts
 * @param key the week ({@code 2026-W48}), the month ({@code 2026-11}), the scope or the campaign; empty for opt-outs of no
 *     known campaign
 * @param reasons the most frequent first
 * @param hoursAfterMessage null if the message is known of no opt-out
 * @param texts of people who gave a reason, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReasonPeriod(
        @JsonUnwrapped Days days,
        String key,
        @JsonUnwrapped CountedPeople people,
        List<ReasonCount> reasons,
        @Nullable HoursAfterMessage hoursAfterMessage,
        List<ReasonText> texts) {

    /** A text of a smaller group could tell who wrote it. */
    static final int FEWEST_FOR_TEXTS = 5;

    static final int MOST_TEXTS = 30;

    static final int LONGEST_TEXT = 200;

    /** Callers may send any code. */
    static final int MOST_REASONS = 50;

    /**
     * @param declined who were asked and gave no reason
     * @param notAsked of whom there is no reason and no refusal to give one
     */
    public record CountedPeople(int optOuts, int optIns, int declined, int notAsked) {}

    /** @param share of the people who opted out, from 0 to 1, to a thousandth */
    public record ReasonCount(String code, int count, double share) {}

    /** @param text as the person wrote it, cut after {@value #LONGEST_TEXT} code points */
    public record ReasonText(String code, String text) {}

    /**
     * The hours from a message to the opt-out that it caused, to a tenth. Both are nearest-rank percentiles.
     *
     * @param known of how many opt-outs the message is known
     */
    public record HoursAfterMessage(double median, double p90, int known) {

        private static final double SECONDS_OF_AN_HOUR = 3600;

        private static @Nullable HoursAfterMessage of(List<MarketingWish> optOuts) {
            List<Duration> all = optOuts.stream()
                    .map(MarketingWish::afterMessage)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            return all.isEmpty() ? null : new HoursAfterMessage(percentile(all, 50), percentile(all, 90), all.size());
        }

        private static double percentile(List<Duration> sorted, int percent) {
            int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
            return Math.round(sorted.get(rank - 1).toSeconds() / SECONDS_OF_AN_HOUR * 10) / 10.0;
        }
    }

    /** @param lastWords one of each person */
    static ReasonPeriod of(Group group, Collection<MarketingWish> lastWords) {
        List<MarketingWish> optOuts =
                lastWords.stream().filter(MarketingWish::isOptOut).toList();
        Map<String, Long> counts = optOuts.stream()
                .flatMap(wish -> wish.code().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new ReasonPeriod(
                group.days(),
                group.key(),
                new CountedPeople(
                        optOuts.size(),
                        lastWords.size() - optOuts.size(),
                        (int) optOuts.stream().filter(MarketingWish::isDeclined).count(),
                        (int) optOuts.stream()
                                .filter(wish -> wish.reason() == null)
                                .count()),
                reasons(counts, optOuts.size()),
                HoursAfterMessage.of(optOuts),
                texts(optOuts, counts));
    }

    private static List<ReasonCount> reasons(Map<String, Long> counts, int people) {
        return counts.entrySet().stream()
                .map(reason -> new ReasonCount(
                        reason.getKey(), reason.getValue().intValue(), share(reason.getValue(), people)))
                .sorted(Comparator.comparing(ReasonCount::count).reversed().thenComparing(ReasonCount::code))
                .limit(MOST_REASONS)
                .toList();
    }

    private static List<ReasonText> texts(List<MarketingWish> optOuts, Map<String, Long> counts) {
        return optOuts.stream()
                .sorted(MarketingWish.BY_TIME.reversed())
                .flatMap(wish -> Stream.ofNullable(wish.reason()))
                .filter(reason -> counts.getOrDefault(reason.code(), 0L) >= FEWEST_FOR_TEXTS)
                .flatMap(ReasonPeriod::text)
                .limit(MOST_TEXTS)
                .toList();
    }

    private static Stream<ReasonText> text(StatedReason reason) {
        return Stream.ofNullable(reason.text()).map(text -> new ReasonText(reason.code(), cut(text)));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
    }

    private static double share(long part, int of) {
        return Math.round(1000.0 * part / of) / 1000.0;
    }
}
