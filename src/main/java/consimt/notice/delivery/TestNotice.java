package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.Business.Notices;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.notice.ChangeId;
import consimt.notice.delivery.DeliveryPorts.Endpoints.StoredEndpoint;
import consimt.notice.post.NoticePost;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.PostProblem;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts a notice that is about nothing, and says what came back. One at a time for a business: a test takes from its
 * share of the delivery's time, and is refused while that is used.
 */
@Singleton
public record TestNotice(NoticePosts posts, EndpointChanges endpoints, ObjectMapper json, Clock clock)
        implements Guarded {

    private static final String TYPE = "consimt.test";

    static final Rejected NO_ENDPOINT =
            Rejected.because("businessId", Problem.Code.NOT_FOUND, "the business has no endpoint for notices");

    private static final Rejected BUSY = Rejected.because(
            "businessId",
            Problem.Code.NOT_ALLOWED,
            "the endpoint is being tested or has used its share of the delivery's time: ask again in ten seconds");

    @Funq("test-notice")
    public Answer testNotice(Input input) {
        return guarded(() -> input.servingAlso(AccessType.WORKS, Caller.Kind.BUSINESS)
                .answer(in -> in.required("businessId", BusinessId.reading()), this::test));
    }

    private Answer test(BusinessId businessId) {
        Optional<Notices> to = posts.fresh(businessId);
        if (to.isEmpty()) {
            return NO_ENDPOINT;
        }
        Instant now = clock.instant();
        return isItsTurn(businessId, now) ? test(businessId, to.get(), now) : BUSY;
    }

    private boolean isItsTurn(BusinessId businessId, Instant now) {
        StoredEndpoint stored = endpoints.find(businessId);
        return !stored.endpoint().isBusy(now)
                && endpoints.replace(stored, stored.endpoint().busyThrough(now.plus(NoticePost.LIMIT)));
    }

    private Answer test(BusinessId businessId, Notices to, Instant now) {
        String id = ChangeId.of(now, "test#" + businessId.value(), EntryId.ofEndpointSwitchedOff(now))
                .text();
        return new Tested(PostResult.of(id, posts.post(to, id, body(businessId, id, now))));
    }

    private String body(BusinessId businessId, String id, Instant now) {
        try {
            return json.writeValueAsString(new Body(id, TYPE, now, new Data(businessId)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a test that cannot be written");
        }
    }

    private record Body(String id, String type, Instant timestamp, Data data) {}

    private record Data(BusinessId businessId) {}

    public record Tested(PostResult result) implements FoundAnswer {}

    /**
     * @param status of the HTTP answer; left out if there was none
     * @param problem why there was none
     * @param milliseconds how long it took
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PostResult(
            String id,
            boolean delivered,
            @Nullable Integer status,
            @Nullable PostProblem problem,
            int milliseconds) {

        static PostResult of(String id, Reply reply) {
            return new PostResult(id, reply.isDelivered(), reply.status(), reply.problem(), (int) reply.millis());
        }
    }
}
