package consimt.whatsapp;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Outcome;
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
import java.util.List;

/**
 * The same updates by AWS End User Messaging Social, which publishes them to an SNS topic. There is no signature: the
 * topic's policy says who may publish, and no other topic may call the function.
 *
 * <p>The topic's messages wait in a queue, which hands over several at once. The answer names each message that cannot
 * be stored or read. That message is delivered again until its tries are used up, and then goes to the dead letters.
 * The other messages are done. The topic may also call the function directly, as older stacks do.
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

    /** @throws IllegalArgumentException if the event is neither a queue's nor a topic's; then it is not acknowledged */
    @Funq("receive-whatsapp-sns")
    public Answer receiveWhatsAppSns(RawEvent event) {
        byte[] json = RawEvent.jsonOf(event);
        if (QueuedMessages.in(json) instanceof QueuedMessages queued) {
            return new NotStored(queued.messages().stream()
                    .filter(message -> !isStored(message))
                    .map(message -> new Failed(message.id()))
                    .toList());
        }
        if (Envelope.ofTopic(json, clock.instant()) instanceof Envelope envelope) {
            deliveries.store(envelope, signers.trusted(envelope));
            return new Taken(envelope.updates().size());
        }
        metrics.count("UnreadableEvents", 1);
        throw new IllegalArgumentException("no event of a queue or a topic");
    }

    /** Stores one message. After a failed one the others are still stored. */
    private boolean isStored(Queued message) {
        try {
            if (Envelope.ofPublished(message.body(), clock.instant()) instanceof Envelope envelope) {
                deliveries.store(envelope, signers.trusted(envelope));
                return true;
            }
            metrics.count("UnreadableEvents", 1);
            return false;
        } catch (RuntimeException fault) {
            Faults.log("receiveWhatsAppSns", fault);
            return false;
        }
    }

    /**
     * The answer in the form that Lambda takes for a queue (a partial batch response), without any other field.
     *
     * @param batchItemFailures the messages to deliver again
     */
    @JsonIgnoreProperties("outcome")
    public record NotStored(List<Failed> batchItemFailures) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.RECORDED;
        }
    }

    /** @param itemIdentifier the message's id */
    public record Failed(String itemIdentifier) {}

    /** @param updates how many were read and stored */
    @JsonPropertyOrder("outcome")
    public record Taken(int updates) implements Answer {

        @Override
        public Outcome outcome() {
            return updates > 0 ? Outcome.RECORDED : Outcome.UNCHANGED;
        }
    }
}
