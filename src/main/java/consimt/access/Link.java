package consimt.access;

import consimt.answer.Caller;
import consimt.relation.BusinessId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param businessId the one business that they may act about, or null for all
 * @param scope which marketing a link to unsubscribe stops, and a link to subscribe asks for
 * @param isOfOperator whether the operator had it made. A business holds the links that it had made
 * @param issuedAt to the second
 * @param expiresAt to the second; from this second on the link is not valid, or takes nothing but a no
 */
public record Link(
        String id,
        UserId userId,
        @Nullable BusinessId businessId,
        Purpose purpose,
        Scope scope,
        boolean isOfOperator,
        Instant issuedAt,
        Instant expiresAt) {

    /** The longest time that a link is valid. A revocation of all links is kept as long. */
    static final Duration LONGEST = Duration.ofDays(400);

    public enum Purpose {
        CALLS(1, 30),
        /**
         * To opt out of a business's marketing, and nothing else. It is valid for long, because mail is often read late
         * (CAN-SPAM asks for 30 days, Canada's law for 60). After its end it still takes a no.
         */
        UNSUBSCRIBE(60, 180),
        /**
         * To ask for a business's marketing, on the same page. Made by the operator, its press is the person's own yes.
         * Made by the business, which can press as well, it is a claim.
         */
        SUBSCRIBE(1, 7),
        /**
         * To block, report or go on with a business that introduces itself where there are no buttons. Made by the
         * operator, going on is the person's own decision. Made by the business, it is a claim.
         */
        CHOICES(1, 90);

        final int shortest;

        final int days;

        Purpose(int shortest, int days) {
            this.shortest = shortest;
            this.days = days;
        }
    }

    /** Whether it can do nothing but stop marketing. Such a link is not revoked with others. */
    public boolean onlyStops() {
        return purpose == Purpose.UNSUBSCRIBE;
    }

    /** The same as one that is revoked by its own id alone. */
    Link thatOnlyStops() {
        return new Link(id, userId, businessId, Purpose.UNSUBSCRIBE, scope, isOfOperator, issuedAt, expiresAt);
    }

    Link ended() {
        return new Link(id, userId, businessId, purpose, scope, isOfOperator, issuedAt, issuedAt);
    }

    /** A link that asks for a yes has the buttons of a no on its page, which may stay open. */
    boolean takesANoAfterItsEnd() {
        return purpose != Purpose.CALLS;
    }

    public boolean hasEnded(Instant now) {
        return !expiresAt.isAfter(now);
    }

    Caller caller() {
        return new Caller(Caller.Kind.PERSON, businessId == null ? null : businessId.value(), userId.value());
    }
}
