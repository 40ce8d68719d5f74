package consimt.notice.delivery;

import java.time.Duration;
import java.util.List;

/**
 * The queue of notices: in the order of each group, a group for each relation. Each call throws {@link
 * consimt.runtime.StoreUnavailable} if the queue does not answer.
 */
public interface NoticeQueue {

    /** As many as one call takes. */
    int MOST_AT_ONCE = 10;

    /**
     * Puts notices of different groups into the queue. A notice that was put in minutes ago is not put in again.
     *
     * @param notices ten at most
     * @throws consimt.runtime.StoreUnavailable also if the queue has some of them only
     */
    void put(List<ForQueue> notices);

    /** Shows a notice again after a pause, to whoever reads the queue. */
    void showAgain(String receipt, Duration pause);

    /** @param body the notice as it is posted */
    record ForQueue(String id, String group, String body) {}
}
