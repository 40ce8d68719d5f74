package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.Business.Notices;
import consimt.form.Guarded;
import consimt.form.RawEvent;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.post.Reply;
import consimt.relation.BusinessId;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Posts the notices of the queue. The answer names those that stay in it. */
@Guarded
@Singleton
public class DeliverNotice {

    /** While the endpoint gets what waited in the list. */
    private static final Duration UNTIL_CAUGHT_UP = Duration.ofSeconds(10);

    /** Some five minutes of waiting. Tries are few, and a notice that waits is not tried. */
    private static final int MOST_WAITS = 30;

    private static final Duration LATE = Duration.ofMinutes(5);

    private final NoticePosts posts;
    private final EndpointChanges endpoints;
    private final UndeliveredNotices undelivered;
    private final NoticeQueue queue;
    private final NoticeBus bus;
    private final NoticeJson json;
    private final Metrics metrics;
    private final Clock clock;

    DeliverNotice(
            NoticePosts posts,
            EndpointChanges endpoints,
            UndeliveredNotices undelivered,
            NoticeQueue queue,
            NoticeBus bus,
            NoticeJson json,
            Metrics metrics,
            Clock clock) {
        this.posts = posts;
        this.endpoints = endpoints;
        this.undelivered = undelivered;
        this.queue = queue;
        this.bus = bus;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if the event is not the queue's */
    @Funq("deliver-notice")
    public Answer deliverNotice(RawEvent event) {
        Set<String> blocked = new HashSet<>();
        List<FailedMessage> staying = new ArrayList<>();
        for (QueuedNotice each : QueuedNotice.in(RawEvent.jsonOf(event))) {
            // After one that stays, the later ones of its relation stay too.
            if (blocked.contains(each.group()) || !isDone(each)) {
                blocked.add(each.group());
                staying.add(new FailedMessage(each.messageId()));
            }
        }
        return new NotDelivered(staying);
    }

    private boolean isDone(QueuedNotice queued) {
        try {
            Notice notice = json.notice(queued.body());
            if (queued.isForTheBus()) {
                return isOnTheBus(queued, notice);
            }
            Optional<Notices> to = posts.of(notice.data().businessId());
            return to.isPresent() ? isDone(queued, notice, to.get()) : isUnwanted(queued, notice);
        } catch (RuntimeException fault) {
            Faults.log("deliverNotice", fault);
            return staysAfterAFault(queued);
        }
    }

    /** Without a pause of its own the message would be shown after the queue's, and its tries end within hours. */
    private boolean staysAfterAFault(QueuedNotice queued) {
        try {
            return stays(queued, Pauses.afterAFault(queued.tries()));
        } catch (StoreUnavailable fault) {
            Faults.log("deliverNotice", fault);
            return false;
        }
    }

    private boolean isOnTheBus(QueuedNotice queued, Notice notice) {
        boolean isTaken = false;
        try {
            isTaken = bus.takes(notice);
        } catch (StoreUnavailable fault) {
            Faults.log("deliverNotice", fault);
        }
        return isTaken || stays(queued, Pauses.after(queued.tries()));
    }

    /** The business names no endpoint any more. */
    private boolean isUnwanted(QueuedNotice queued, Notice notice) {
        if (queued.mayBeListed()) {
            undelivered.remove(notice.data().businessId(), notice.id());
        }
        return true;
    }

    private boolean isDone(QueuedNotice queued, Notice notice, Notices to) {
        ChangeId id = notice.id();
        // If it leaves the queue, the endpoint knows so before.
        Endpoint endpoint = endpoints.change(notice.data().businessId(), stored -> after(stored, queued, id));
        return switch (endpoint.handling(id)) {
            case LEAVE_TO_THE_LIST -> true;
            case WAIT -> stays(queued, UNTIL_CAUGHT_UP);
            case SEND -> isSent(queued, notice, to, endpoint);
        };
    }

    private static Endpoint after(Endpoint stored, QueuedNotice queued, ChangeId id) {
        return switch (stored.handling(id)) {
            case LEAVE_TO_THE_LIST -> stored.leaving(id);
            case WAIT -> queued.tries() > MOST_WAITS ? stored.parkedAgain() : stored;
            case SEND -> stored;
        };
    }

    private boolean isSent(QueuedNotice queued, Notice notice, Notices to, Endpoint endpoint) {
        BusinessId businessId = notice.data().businessId();
        Reply reply = posts.post(to, notice, queued.body());
        Instant now = clock.instant();
        if (reply.isDelivered()) {
            if (reply.isSlow()) {
                endpoints.change(
                        businessId,
                        stored -> stored.deliveredSlowly(
                                () -> undelivered.firstTriedAgain(businessId, notice.id()), now));
            } else if (endpoint.failing().inARow() > 0 || endpoint.slow() > 0) {
                endpoints.change(businessId, Endpoint::delivered);
            }
            if (queued.mayBeListed()) {
                undelivered.remove(businessId, notice.id());
            }
            metrics.count("NoticesDelivered", 1);
            if (notice.id().arrivedAt().plus(LATE).isBefore(now)) {
                metrics.count("NoticesLate", 1);
            }
            return true;
        }
        return hasLeft(queued, notice, FailedTry.of(reply, now), now);
    }

    private boolean hasLeft(QueuedNotice queued, Notice notice, FailedTry how, Instant now) {
        BusinessId businessId = notice.data().businessId();
        boolean isGivenUp = queued.tries() >= Pauses.MOST_TRIES;
        undelivered.put(businessId, Undelivered.of(notice, queued.tries(), isGivenUp, how), now);
        ChangeId first = undelivered.firstTriedAgain(businessId, notice.id());
        Endpoint endpoint = endpoints.change(
                businessId,
                stored -> how.isGone()
                        ? stored.switchedOff(first, how)
                        : stored.failed(notice.id(), queued.group(), first, how));
        if (!endpoint.isUp()) {
            return true;
        }
        if (isGivenUp) {
            metrics.count("NoticesGivenUp", 1);
            return false;
        }
        return stays(queued, Pauses.after(queued.tries()));
    }

    private boolean stays(QueuedNotice queued, Duration pause) {
        queue.showAgain(queued.receipt(), pause);
        return false;
    }

    /**
     * The answer in the form that Lambda takes for a queue, without any other field.
     *
     * @param batchItemFailures the messages that stay in the queue
     */
    @JsonIgnoreProperties("outcome")
    public record NotDelivered(List<FailedMessage> batchItemFailures) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.RECORDED;
        }
    }

    /** @param itemIdentifier the message's id */
    public record FailedMessage(String itemIdentifier) {}
}
