package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends again. With {@code ids}, these notices at once, whatever their order. Without, an endpoint that is down or switched
 * off is tried again, and gets what waited in its order.
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
        return Input.orEmpty(input).servingAlso(Caller.Kind.BUSINESS).answer(Asked::from, this::send);
    }

    private Answer send(Asked asked) {
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
        boolean[] wasUp = new boolean[1];
        endpoints.change(asked.businessId, there -> {
            wasUp[0] = there.isUp();
            return there.switchedOn(clock.instant());
        });
        return new Redelivered(wasUp[0] ? Outcome.UNCHANGED : Outcome.RECORDED, results);
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

    private record Asked(BusinessId businessId, List<ChangeId> ids) {

        private static Supplier<Asked> from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var ids = in.optional("ids", Values.listOfDifferent(ChangeId.reading(), MOST, Function.identity()));
            return () -> new Asked(businessId.get(), ids.orElse(List.of()));
        }
    }
}
