package consimt.whatsapp;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import consimt.function.Answer;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.function.Metrics;
import consimt.function.Outcome;
import consimt.function.Problem;
import consimt.function.Rejected;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The same updates by AWS End User Messaging Social, which publishes them to an SNS topic. There is no signature: who may
 * publish is the topic's policy, and the function is called by no other topic.
 */
@Guarded
@Singleton
public class ReceiveWhatsAppSns {

    private final Signers signers;
    private final Deliveries deliveries;
    private final Metrics metrics;
    private final Clock clock;

    public ReceiveWhatsAppSns(Signers signers, Deliveries deliveries, Metrics metrics, Clock clock) {
        this.signers = signers;
        this.deliveries = deliveries;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A fault makes SNS deliver again, and in the end puts the event among the dead letters. */
    @Funq("receive-whatsapp-sns")
    public Answer receiveWhatsAppSns(TopicEvent event) {
        byte[] json = event == null ? new byte[0] : event.json();
        if (Envelope.ofTopic(json, clock.instant()) instanceof Envelope envelope) {
            deliveries.store(envelope, signers.trusted(envelope));
            return new Taken(envelope.updates().size());
        }
        metrics.count("UnreadableEvents", 1);
        return Rejected.because(Input.BODY, Problem.Code.INVALID, "body is no event of a topic");
    }

    /** @param updates how many were read and stored */
    @JsonPropertyOrder("outcome")
    public record Taken(int updates) implements Answer {

        @Override
        public Outcome outcome() {
            return updates > 0 ? Outcome.RECORDED : Outcome.UNCHANGED;
        }
    }

    /** The event as it arrived. */
    @JsonDeserialize(using = TopicEvent.Reader.class)
    public static final class TopicEvent {

        private final byte[] json;

        public TopicEvent(byte[] json) {
            this.json = json.clone();
        }

        public byte[] json() {
            return json.clone();
        }

        static final class Reader extends JsonDeserializer<TopicEvent> {

            @Override
            public TopicEvent deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode tree = parser.readValueAsTree();
                return new TopicEvent(tree.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
