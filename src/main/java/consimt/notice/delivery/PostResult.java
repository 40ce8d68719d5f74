package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.notice.post.PostProblem;
import consimt.notice.post.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a post that somebody asked for.
 *
 * @param id of the notice
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
