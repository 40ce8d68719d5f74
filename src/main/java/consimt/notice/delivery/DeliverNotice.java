package consimt.notice.delivery;

import consimt.answer.Answer;
import consimt.answer.BatchFailures;
import consimt.business.Business.Notices;
import consimt.form.Guarded;
import consimt.form.QueueMessage;
import consimt.form.RawEvent;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.notice.delivery.Endpoint.Share;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.PostProblem;
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
@Singleton
public record DeliverNotice(
        NoticePosts posts,
        EndpointChanges endpoints,
        UndeliveredNotices undelivered,
        NoticeQueue queue,
        NoticeBus bus,
        NoticeJson json,
        Metrics metrics,
        Clock clock)
        implements Guarded {

    /** While the endpoint gets what waited in the list. */
    private static final Duration UNTIL_CAUGHT_UP = Duration.ofSeconds(10);

    private static final Duration LATE = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if no message of the event is the queue's */
    @Funq("deliver-notice")
    public Answer deliverNotice(RawEvent event) {
        return guarded(() -> deliver(event));
    }

    private Answer deliver(RawEvent event) {
        Set<String> blocked = new HashSet<>();
        List<String> staying = new ArrayList<>();
        List<QueueMessage> messages = QueueMessage.in(event);
        if (messages.stream().noneMatch(QueuedNotice::isWhole)) {
            throw new IllegalArgumentException("no event of a queue");
        }
        for (QueueMessage each : messages) {
            // A foreign one stays. After one that stays, the later ones of its relation stay too.
            if (!QueuedNotice.isWhole(each) || blocked.contains(each.group()) || !isDone(each)) {
                blocked.add(each.group());
                staying.add(each.id());
            }
        }
        return BatchFailures.of(staying);
    }

    private boolean isDone(QueueMessage queued) {
        try {
            Notice notice = json.notice(queued.body());
            if (QueuedNotice.isForTheBus(queued)) {
                return isOnTheBus(queued, notice);
            }
            Optional<Notices> to = posts.of(notice.data().businessId());
            return to.isPresent() ? isDone(queued, notice, to.get()) : isUnwanted(queued, notice);
        } catch (RuntimeException fault) {
            Faults.log("DeliverNotice", fault);
            return staysAfterAFault(queued);
        }
    }

    /** Without a pause of its own the message would be shown after the queue's, and its tries end within hours. */
    private boolean staysAfterAFault(QueueMessage queued) {
        try {
            return stays(queued, Pauses.afterAFault(queued.tries()));
        } catch (StoreUnavailable fault) {
            Faults.log("DeliverNotice", fault);
            return false;
        }
    }

    private boolean isOnTheBus(QueueMessage queued, Notice notice) {
        try {
            bus.put(notice);
            return true;
        } catch (StoreUnavailable fault) {
            Faults.log("DeliverNotice", fault);
            return stays(queued, Pauses.after(queued.tries()));
        }
    }

    /** The business names no endpoint any more. */
    private boolean isUnwanted(QueueMessage queued, Notice notice) {
        if (QueuedNotice.mayBeListed(queued)) {
            undelivered.remove(notice.data().businessId(), notice.id());
        }
        return true;
    }

    private boolean isDone(QueueMessage queued, Notice notice, Notices to) {
        ChangeId id = notice.id();
        BusinessId businessId = notice.data().businessId();
        if (QueuedNotice.isAgain(queued)) {
            return isTriedOnce(queued, notice, to);
        }
        // If it leaves the queue, the endpoint knows so before.
        Endpoint endpoint = endpoints.change(businessId, stored -> stored.met(id, queued.tries()));
        return switch (endpoint.handling(id)) {
            case LEAVE_TO_THE_LIST -> true;
            case WAIT -> stays(queued, UNTIL_CAUGHT_UP);
            case SEND -> isSent(queued, notice, to, endpoint);
        };
    }

    private boolean isSent(QueueMessage queued, Notice notice, Notices to, Endpoint endpoint) {
        Reply reply = posts.post(to, notice);
        Instant now = clock.instant();
        Duration share = Share.usedBy(queued.id(), reply.millis());
        if (!reply.isDelivered()) {
            return hasLeft(queued, notice, FailedTry.of(reply, now), share);
        }
        if (!endpoint.delivered(now).equals(endpoint)) {
            endpoints.change(notice.data().businessId(), stored -> stored.delivered(now));
        }
        use(share, notice, notice.id(), now);
        taken(queued, notice, now);
        return true;
    }

    private void taken(QueueMessage queued, Notice notice, Instant now) {
        if (QueuedNotice.mayBeListed(queued)) {
            undelivered.remove(notice.data().businessId(), notice.id());
        }
        metrics.count("NoticesDelivered", 1);
        if (!QueuedNotice.isAgain(queued) && notice.id().arrivedAt().plus(LATE).isBefore(now)) {
            metrics.count("NoticesLate", 1);
        }
    }

    private void use(Duration share, Notice notice, ChangeId first, Instant now) {
        if (!share.isZero()) {
            BusinessId businessId = notice.data().businessId();
            ChangeId triedAgain = undelivered.firstTriedAgain(businessId, first);
            endpoints.change(businessId, stored -> stored.used(share, triedAgain, now));
        }
    }

    private boolean hasLeft(QueueMessage queued, Notice notice, FailedTry how, Duration share) {
        BusinessId businessId = notice.data().businessId();
        boolean isGivenUp = queued.tries() >= Pauses.MOST_TRIES;
        undelivered.put(businessId, Undelivered.of(notice, queued.tries(), isGivenUp, how), how.at());
        ChangeId first = undelivered.firstTriedAgain(businessId, notice.id());
        Endpoint endpoint = endpoints.change(
                businessId,
                stored -> stored.used(share, first, how.at()).failed(notice.id(), queued.group(), first, how));
        if (!endpoint.isUp()) {
            return true;
        }
        if (isGivenUp) {
            metrics.count("NoticesGivenUp", 1);
            return false;
        }
        return stays(queued, Pauses.after(queued.tries()));
    }

    /** One that was asked for again is tried once, if the endpoint is up. The list and its order are as before. */
    private boolean isTriedOnce(QueueMessage queued, Notice notice, Notices to) {
        BusinessId businessId = notice.data().businessId();
        boolean isUp = endpoints.find(businessId).endpoint().isUp();
        Reply reply = isUp ? posts.post(to, notice) : Reply.of(PostProblem.ENDPOINT_DOWN, 0);
        Instant now = clock.instant();
        use(Share.usedBy(queued.id(), reply.millis()), notice, ChangeId.before(now), now);
        if (reply.isDelivered()) {
            taken(queued, notice, now);
        } else {
            undelivered.put(businessId, Undelivered.of(notice, queued.tries(), true, FailedTry.of(reply, now)), now);
        }
        return true;
    }

    private boolean stays(QueueMessage queued, Duration pause) {
        queue.showAgain(queued.receipt(), pause);
        return false;
    }
}
