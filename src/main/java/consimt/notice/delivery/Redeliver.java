package consimt.notice.delivery;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.Changes;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue.ForQueue;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.TestNotice.PostResult;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends again. With {@code ids}, these notices by the queue, each once and whatever their order. With {@code from}, all
 * of this time and later from the list, in their order. Without both, an endpoint that is down or switched off is tried
 * again, and gets what waited in its order.
 */
@Singleton
public record Redeliver(
        BusinessSettings settings,
        Changes changes,
        NoticeQueue queue,
        UndeliveredNotices undelivered,
        EndpointChanges endpoints,
        NoticeJson json,
        Clock clock)
        implements Guarded {

    private static final int MOST = 5;

    @Funq("redeliver")
    public Answer redeliver(Input input) {
        return guarded(() -> input.servingAlso(AccessType.WORKS, Caller.Kind.BUSINESS)
                .answer(in -> {
                    Instant now = clock.instant();
                    var businessId = in.required("businessId", BusinessId.reading());
                    var ids = in.list("ids", Values.listOfDifferent(ChangeId.reading(), MOST));
                    var from = in.optional("from", Values.instant(now));
                    in.notAllowed("from", in.has("ids"), "cannot stand beside ids");
                    return businessId == null ? null : () -> send(businessId, ids, from, now);
                }));
    }

    private Answer send(BusinessId businessId, List<ChangeId> ids, @Nullable Instant from, Instant now) {
        if (settings.fresh(businessId).notices() == null) {
            return TestNotice.NO_ENDPOINT;
        }
        if (!ids.isEmpty()) {
            List<ChangeId> queued = queued(businessId, ids, now);
            return new Redelivered(queued.isEmpty() ? Outcome.UNCHANGED : Outcome.RECORDED, List.of(), queued);
        }
        Endpoint after = endpoints.change(
                businessId,
                stored -> from == null ? stored.switchedOn(now) : sentAgainFrom(from, stored, businessId, now));
        return new Redelivered(after.isUp() ? Outcome.UNCHANGED : Outcome.RECORDED, List.of(), List.of());
    }

    private Endpoint sentAgainFrom(Instant from, Endpoint stored, BusinessId businessId, Instant now) {
        ChangeId place = ChangeId.before(from);
        return stored.sentAgainFrom(place, undelivered.firstTriedAgain(businessId, place), now);
    }

    private List<ChangeId> queued(BusinessId businessId, List<ChangeId> ids, Instant now) {
        List<Notice> notices = ids.stream()
                .flatMap(id -> changes.find(businessId, id).stream())
                .toList();
        List<ForQueue> queued = notices.stream()
                .map(notice -> QueuedNotice.again(notice.id(), json.body(notice), now))
                .toList();
        if (!queued.isEmpty()) {
            queue.put(queued);
        }
        return notices.stream().map(Notice::id).toList();
    }

    /**
     * @param results of posts that this call made: none, since notices go by the queue
     * @param queued the notices that were asked for and that there are
     */
    public record Redelivered(Outcome outcome, List<PostResult> results, List<ChangeId> queued) implements Answer {}
}
