package consimt.notice.delivery;

import consimt.business.NoticeEndpoints;
import consimt.notice.post.NoticePost;
import consimt.runtime.Metrics;
import consimt.secret.Secrets;
import java.time.Clock;
import java.util.Optional;

/** The parts of the way of notices, as the application puts them together. */
public final class NoticeWay {

    private NoticeWay() {}

    public static NoticeEndpoints endpoints(Endpoints stored, Secrets secrets, Metrics metrics, Clock clock) {
        return new ConfiguredEndpoints(
                new NoticePost(secrets, clock, true, Optional.empty()),
                stored,
                new EndpointChanges(stored, metrics, clock),
                clock);
    }
}
