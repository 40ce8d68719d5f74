package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Business.Notices;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.notice.ChangeId;
import consimt.notice.Changes;
import consimt.notice.Notice;
import consimt.notice.post.Reply;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends again. With {@code ids}, these notices at once, whatever their order. With {@code from}, all of this time and later
 * from the list, in their order. Without both, an endpoint that is down or switched off is tried again, and gets what
 * waited in its order.
 */
@Guarded
@Singleton
public class Redeliver {

    /** Each may take five seconds, and a function has thirty. */
    private static final int MOST = 5;

    private final BusinessSettings settings;
    private final Changes changes;
    private final NoticePosts posts;
    private final UndeliveredNotices undelivered;
    private final EndpointChanges endpoints;
    private final NoticeJson json;
    private final Clock clock;

    Redeliver(
            BusinessSettings settings,
            Changes changes,
            NoticePosts posts,
            UndeliveredNotices undelivered,
            EndpointChanges endpoints,
            NoticeJson json,
            Clock clock) {
        this.settings = settings;
        this.changes = changes;
        this.posts = posts;
        this.undelivered = undelivered;
        this.endpoints = endpoints;
        this.json = json;
        this.clock = clock;
    }

    @Funq("redeliver")
    public Answer redeliver(Input input) {
        Instant now = clock.instant();
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.BUSINESS)
                .answer(in -> Asked.from(in, now), asked -> send(asked, now));
    }

    private Answer send(Asked asked, Instant now) {
        Notices to = settings.fresh(asked.businessId).notices();
        if (to == null) {
            return TestNotice.NO_ENDPOINT;
        }
        List<PostResult> results = new ArrayList<>();
        for (ChangeId id : asked.ids) {
            changes.find(asked.businessId, id).ifPresent(notice -> results.add(send(asked.businessId, to, notice)));
        }
        boolean isSent = results.stream().anyMatch(PostResult::delivered);
        if (!asked.ids.isEmpty()) {
            return new Redelivered(isSent ? Outcome.RECORDED : Outcome.UNCHANGED, results);
        }
        Endpoint after = endpoints.change(
                asked.businessId,
                stored -> asked.from == null ? stored.switchedOn(now) : sentAgainFrom(asked.from, stored, asked, now));
        return new Redelivered(after.isUp() ? Outcome.UNCHANGED : Outcome.RECORDED, results);
    }

    private Endpoint sentAgainFrom(Instant from, Endpoint stored, Asked asked, Instant now) {
        ChangeId place = ChangeId.before(from);
        return stored.sentAgainFrom(place, undelivered.firstTriedAgain(asked.businessId, place), now);
    }

    private PostResult send(BusinessId businessId, Notices to, Notice notice) {
        Reply reply = posts.post(to, notice, json.body(notice));
        if (reply.isDelivered()) {
            undelivered.remove(businessId, notice.id());
        }
        return PostResult.of(notice.id().text(), reply);
    }

    /** @param results of the notices that were asked for and that there are */
    @JsonPropertyOrder({"outcome", "results"})
    public record Redelivered(Outcome outcome, List<PostResult> results) implements Answer {}

    private record Asked(
            BusinessId businessId,
            List<ChangeId> ids,
            @Nullable Instant from) {

        private static Supplier<Asked> from(Fields in, Instant now) {
            var businessId = in.required("businessId", BusinessId.reading());
            var ids = in.optional("ids", Values.listOfDifferent(ChangeId.reading(), MOST, Function.identity()));
            var from = in.optional("from", Values.instant(now));
            if (in.has("ids") && in.has("from")) {
                in.problem("from", Problem.Code.NOT_ALLOWED, "cannot stand beside ids");
            }
            return () -> new Asked(businessId.get(), ids.orElse(List.of()), from.orNull());
        }
    }
}
