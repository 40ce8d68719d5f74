package consimt.whatsapp;

import consimt.answer.Answer;
import consimt.answer.BatchFailures;
import consimt.form.Guarded;
import consimt.form.RawEvent;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.QueuedMessages;
import consimt.whatsapp.envelope.QueuedMessages.Queued;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The same updates by AWS End User Messaging Social, which publishes them to an SNS topic. There is no signature: the
 * topic's policy says who may publish, and no other topic may call the function.
 *
 * <p>The topic's messages wait in a queue, which hands over several at once. The answer names each message that cannot
 * be stored or read. That message is delivered again until its tries are used up, and then goes to the dead letters.
 * The other messages are done.
 */
@Guarded
@Singleton
public class ReceiveWhatsAppSns {

    private final Signers signers;
    private final Deliveries deliveries;
    private final Metrics metrics;
    private final Clock clock;

    ReceiveWhatsAppSns(Signers signers, Deliveries deliveries, Metrics metrics, Clock clock) {
        this.signers = signers;
        this.deliveries = deliveries;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if the event is no queue's; then it is not acknowledged */
    @Funq("receive-whatsapp-sns")
    public Answer receiveWhatsAppSns(RawEvent event) {
        byte[] json = RawEvent.jsonOf(event);
        if (QueuedMessages.in(json) instanceof QueuedMessages queued) {
            return BatchFailures.of(queued.messages().stream()
                    .filter(message -> !isStored(message))
                    .map(Queued::id)
                    .toList());
        }
        metrics.count("UnreadableEvents", 1);
        throw new IllegalArgumentException("no event of a queue");
    }

    /** Stores one message. After a failed one the others are still stored. */
    private boolean isStored(Queued message) {
        try {
            if (Envelope.ofPublished(message.body(), clock.instant()) instanceof Envelope envelope) {
                return deliveries.store(envelope, signers.trusted(envelope));
            }
            metrics.count("UnreadableEvents", 1);
            return false;
        } catch (RuntimeException fault) {
            Faults.log("receiveWhatsAppSns", fault);
            return false;
        }
    }
}
