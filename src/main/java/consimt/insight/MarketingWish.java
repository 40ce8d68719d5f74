package consimt.insight;

import consimt.ledger.StatedReason;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.relation.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One opt-out or opt-in.
 *
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
        return Objects.requireNonNullElse(data.head().countsFrom(), data.head().occurredAt());
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
