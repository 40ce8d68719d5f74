package consimt.whatsapp;

import consimt.answer.Answer;
import consimt.answer.BatchFailures;
import consimt.form.Guarded;
import consimt.form.QueueMessage;
import consimt.form.RawEvent;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.whatsapp.envelope.Envelope;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The same updates by AWS End User Messaging Social, which publishes them to an SNS topic. There is no signature: the
 * topic's policy says who may publish, and no other topic may call the function.
 *
 * <p>The topic's messages wait in a queue, which hands over several at once. The answer names each message that cannot
 * be stored or read. That message is delivered again until its tries are used up, and then goes to the dead letters.
 * The other messages are done.
 */
@Singleton
public record ReceiveWhatsAppSns(Signers signers, Deliveries deliveries, Metrics metrics, Clock clock)
        implements Guarded {

    /** @throws IllegalArgumentException if the event is no queue's; then it is not acknowledged */
    @Funq("receive-whatsapp-sns")
    public Answer receiveWhatsAppSns(RawEvent event) {
        return guarded(() -> store(event));
    }

    private Answer store(RawEvent event) {
        List<QueueMessage> messages = QueueMessage.in(event);
        if (messages.isEmpty()
                || !messages.stream().allMatch(message -> message.source().equals("aws:sqs"))) {
            metrics.count("UnreadableEvents", 1);
            throw new IllegalArgumentException("no event of a queue");
        }
        return BatchFailures.of(messages.stream()
                .filter(message -> !isStored(message))
                .map(QueueMessage::id)
                .toList());
    }

    /** After a failed one the others are still stored. */
    private boolean isStored(QueueMessage message) {
        try {
            Optional<Envelope> envelope = Envelope.ofPublished(message.body(), clock.instant());
            if (envelope.isEmpty()) {
                metrics.count("UnreadableEvents", 1);
            }
            return envelope.filter(its -> deliveries.store(its, signers.trusted(its)))
                    .isPresent();
        } catch (RuntimeException fault) {
            Faults.log("ReceiveWhatsAppSns", fault);
            return false;
        }
    }
}
