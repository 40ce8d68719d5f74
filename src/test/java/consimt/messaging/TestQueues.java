package consimt.messaging;

import consimt.local.notice.LocalQueue;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import java.util.Optional;

/** The queue of notices as the functions have it. */
public final class TestQueues {

    private TestQueues() {}

    public static NoticeQueue of(LocalQueue queue) {
        return Queues.of(Optional.of(queue.url()), true);
    }
}
