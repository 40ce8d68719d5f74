package consimt.notice.delivery;

import consimt.business.NoticeEndpoints;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.notice.post.NoticePost;
import consimt.notice.post.PostProblem;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Singleton
record ConfiguredEndpoints(NoticePost post, EndpointChanges endpoints, Clock clock) implements NoticeEndpoints {

    @Override
    public boolean isUrl(String text) {
        return post.url(text).isPresent();
    }

    @Override
    public Reachable lookUp(String url) {
        return post.url(url)
                .map(read ->
                        post.problemOf(read).map(ConfiguredEndpoints::because).orElse(Reachable.YES))
                .orElse(Reachable.NOT_ALLOWED);
    }

    private static Reachable because(PostProblem problem) {
        return problem == PostProblem.NOT_ALLOWED_ADDRESS ? Reachable.NOT_ALLOWED : Reachable.NOT_FOUND;
    }

    @Override
    public @Nullable Instant switchedOffSince(BusinessId businessId) {
        Endpoint endpoint = endpoints.find(businessId).endpoint();
        FailedTry last = endpoint.last();
        return endpoint.state() == EndpointState.OFF && last != null ? last.at() : null;
    }

    @Override
    public void switchOn(BusinessId businessId) {
        endpoints.change(businessId, stored -> stored.switchedOn(clock.instant()));
    }
}
