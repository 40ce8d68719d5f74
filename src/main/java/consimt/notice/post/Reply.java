package consimt.notice.post;

import org.jspecify.annotations.Nullable;

/**
 * What came back for a notice.
 *
 * @param status of the HTTP answer; null if there was none
 * @param problem why there was none; else null
 * @param millis how long it took, in milliseconds
 */
public record Reply(@Nullable Integer status, @Nullable PostProblem problem, long millis) {

    public static Reply of(int status, long millis) {
        return new Reply(status, null, millis);
    }

    public static Reply of(PostProblem problem, long millis) {
        return new Reply(null, problem, millis);
    }

    /** Whether the receiver has taken the notice: it answered with a status from 200 to 299. */
    public boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }
}
