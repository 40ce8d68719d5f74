package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.ledger.Entry.ChangeType;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.PostProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param givenUp whether it is tried no more, but by {@code redeliver}
 * @param last what came back last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Undelivered(ChangeId id, @Nullable ChangeType type, int tries, boolean givenUp, FailedTry last) {

    static Undelivered of(Notice notice, int tries, boolean givenUp, FailedTry last) {
        return new Undelivered(notice.id(), notice.type(), tries, givenUp, last);
    }

    /**
     * @param status of the HTTP answer; null if there was none
     * @param problem why there was no HTTP answer; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FailedTry(
            Instant at, @Nullable Integer status, @Nullable PostProblem problem) {

        private static final int GONE = 410;

        /** @param reply one that did not take the notice */
        static FailedTry of(Reply reply, Instant at) {
            return new FailedTry(at, reply.status(), reply.problem());
        }

        /** Whether the receiver said that it wants no notices any more. */
        boolean isGone() {
            return status != null && status == GONE;
        }

        /** Whether the receiver answered, so that it may refuse one notice and take another. */
        boolean isAnswer() {
            return status != null;
        }
    }
}
