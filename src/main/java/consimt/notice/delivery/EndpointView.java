package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint stands, as its business sees it.
 *
 * @param failingSince the first failure since a notice was taken; left out if none failed
 * @param waitingSince what arrived from this time on waits in the list of changes; left out if nothing waits there
 * @param triedAgainAt when what waits is tried again
 * @param last what came back last; left out if nothing failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointView(
        EndpointState state,
        @Nullable Instant failingSince,
        @Nullable Instant waitingSince,
        @Nullable Instant triedAgainAt,
        @Nullable FailedTry last) {

    static EndpointView of(Endpoint endpoint) {
        Endpoint.Waiting waiting = endpoint.waiting();
        return new EndpointView(
                endpoint.state(),
                endpoint.failing().since(),
                waiting == null ? null : waiting.sentThrough().arrivedAt(),
                waiting == null ? null : waiting.triedAgainAt(),
                endpoint.last());
    }
}
