package consimt.insight;

import consimt.insight.GroupedBy.Days;
import consimt.insight.GroupedBy.Group;
import consimt.ledger.Entry.ChangeType;
import consimt.ledger.StatedWish.StatedReason;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The opt-outs and opt-ins among the changes of a business, with the people whose they are. */
final class WishChanges {

    private WishChanges() {}

    /** @param person one id for all ids of the person */
    record WishChange(UserId person, LocalDate day, MarketingWish wish) {}

    /** @param changes in the order of their arrival */
    static List<WishChange> of(List<Notice> changes, ZoneId zone) {
        SamePeople people = new SamePeople();
        Map<ExplainedOptOut, Explanation> explained = new HashMap<>();
        for (Notice change : changes) {
            Notice.Data data = change.data();
            if (data.userId() != null && data.otherUserId() != null) {
                people.join(data.userId(), data.otherUserId());
            } else if (change.type() == ChangeType.REASON_GIVEN) {
                explained.merge(ExplainedOptOut.by(data), Explanation.of(data), Explanation::last);
            }
        }
        List<WishChange> wishes = new ArrayList<>();
        for (Notice change : changes) {
            boolean isOptOut = change.type() == ChangeType.OPTED_OUT;
            if (isOptOut || change.type() == ChangeType.OPTED_IN) {
                UserId userId = Objects.requireNonNull(change.data().userId());
                Optional<StatedReason> reason = Optional.ofNullable(explained.get(new ExplainedOptOut(
                                userId, change.data().head().entryId().value())))
                        .map(Explanation::reason);
                wishes.add(new WishChange(
                        people.of(userId),
                        change.id().arrivedAt().atZone(zone).toLocalDate(),
                        MarketingWish.of(change, isOptOut, reason)));
            }
        }
        return wishes;
    }

    /** The figures of each group that has any, in the order of groups. */
    static List<ReasonPeriod> periods(List<WishChange> wishes, GroupedBy by, Days asked) {
        Map<Group, Map<UserId, MarketingWish>> lastWords = new TreeMap<>(Group.IN_ORDER);
        wishes.forEach(told -> lastWords
                .computeIfAbsent(by.groupOf(told.wish, told.day, asked), group -> new HashMap<>())
                .merge(told.person, told.wish, BinaryOperator.maxBy(MarketingWish.BY_TIME)));
        return lastWords.entrySet().stream()
                .map(group -> ReasonPeriod.of(group.getKey(), group.getValue().values()))
                .toList();
    }

    /** @param userId in whose ledger the opt-out and its explanations are */
    private record ExplainedOptOut(UserId userId, String optOut) {

        private static ExplainedOptOut by(Notice.Data explanation) {
            return new ExplainedOptOut(
                    Objects.requireNonNull(explanation.userId()), Objects.requireNonNull(explanation.optOut()));
        }
    }

    private record Explanation(Instant at, StatedReason reason) {

        private static Explanation of(Notice.Data data) {
            return new Explanation(
                    MarketingWish.countsFrom(data),
                    Objects.requireNonNull(data.wish().reason()));
        }

        /** @param later arrived after the other one */
        private static Explanation last(Explanation earlier, Explanation later) {
            return earlier.at.isAfter(later.at) ? earlier : later;
        }
    }

    /** Which ids are one person's (a union-find). */
    private static final class SamePeople {

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

    /**
     * @param at from when it counts
     * @param reason of an opt-out; null if the person was not asked
     * @param campaign of the message that made the person opt out; empty if none is known
     * @param afterMessage how long after that message the opt-out was; null if that is not known
     */
    record MarketingWish(
            ChangeId id,
            boolean isOptOut,
            Instant at,
            Scope scope,
            @Nullable StatedReason reason,
            String campaign,
            @Nullable Duration afterMessage) {

        /** The last word is the greatest. An opt-out is often told twice at one instant, once with its reason. */
        static final Comparator<MarketingWish> BY_TIME = Comparator.comparing(MarketingWish::at)
                .thenComparing(MarketingWish::isOptOut)
                .thenComparing(wish -> wish.reason != null)
                .thenComparing(MarketingWish::id);

        /** @param explained the last explanation of the opt-out, if there is one */
        static MarketingWish of(Notice change, boolean isOptOut, Optional<StatedReason> explained) {
            Notice.Data data = change.data();
            return new MarketingWish(
                    change.id(),
                    isOptOut,
                    countsFrom(data),
                    Objects.requireNonNullElse(data.wish().scope(), Scope.ALL),
                    explained.orElse(data.wish().reason()),
                    Objects.requireNonNullElse(data.wish().campaign(), ""),
                    afterMessage(data));
        }

        static Instant countsFrom(Notice.Data data) {
            return Objects.requireNonNullElse(
                    data.head().countsFrom(), data.head().occurredAt());
        }

        /** Null for a message that was sent after the opt-out: it is not the one that made the person opt out. */
        private static @Nullable Duration afterMessage(Notice.Data data) {
            Instant sent = data.wish().messageSentAt();
            Instant optedOut = data.head().occurredAt();
            return sent == null || sent.isAfter(optedOut) ? null : Duration.between(sent, optedOut);
        }

        boolean isDeclined() {
            return reason != null && reason.code().equals(StatedReason.DECLINED);
        }

        /** The code of a reason that the person gave. */
        Optional<String> code() {
            return reason == null || isDeclined() ? Optional.empty() : Optional.of(reason.code());
        }
    }
}
