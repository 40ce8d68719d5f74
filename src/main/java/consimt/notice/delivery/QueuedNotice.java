package consimt.notice.delivery;

import consimt.form.QueueMessage;
import consimt.notice.ChangeId;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue.ForQueue;
import java.time.Instant;

final class QueuedNotice {

    /** Ends the queue's own id of a notice for the operator's bus, and its group. */
    private static final String FOR_THE_BUS = "-bus";

    /** Ends the group of a notice that was asked for again. */
    private static final String AGAIN = "-again";

    private QueuedNotice() {}

    /** A notice for the bus, in a group of its own. */
    static ForQueue forTheBus(ForQueue notice) {
        return new ForQueue(notice.id() + FOR_THE_BUS, notice.group() + FOR_THE_BUS, notice.body());
    }

    /**
     * A notice that is asked for again waits for no other. SQS takes no id twice within minutes, so the id has the time
     * too.
     */
    static ForQueue again(ChangeId id, String body, Instant now) {
        String group = id.text() + AGAIN;
        return new ForQueue(group + "-" + now.toEpochMilli(), group, body);
    }

    /** Whether it has all that is needed to deliver it in its order, or to leave it in the queue. */
    static boolean isWhole(QueueMessage message) {
        return !message.receipt().isEmpty()
                && !message.group().isEmpty()
                && !message.body().isEmpty();
    }

    static boolean isAgain(QueueMessage message) {
        return message.group().endsWith(AGAIN);
    }

    static boolean isForTheBus(QueueMessage message) {
        return message.group().endsWith(FOR_THE_BUS);
    }

    /** Whether an earlier try of it may have failed. */
    static boolean mayBeListed(QueueMessage message) {
        return message.tries() > 1 || isAgain(message);
    }
}
