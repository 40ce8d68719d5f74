package consimt.form;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of an SQS queue, as Lambda hands it over: several in one event.
 *
 * @param source the service that it comes from
 * @param id names it in an answer about failures
 * @param receipt names it in calls of the queue
 * @param group empty in a queue without an order
 * @param tries with this one, from 1
 * @param body empty if there is none
 */
public record QueueMessage(String source, String id, String receipt, String group, int tries, String body) {

    /** A field that is there twice has no one meaning. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Empty if the event is no queue's. Each message has an id: without one, a failed message could not be named. */
    public static List<QueueMessage> in(@Nullable RawEvent event) {
        List<QueueMessage> all = new ArrayList<>();
        for (JsonNode each : records(RawEvent.jsonOf(event))) {
            JsonNode attributes = each.path("attributes");
            all.add(new QueueMessage(
                    each.path("eventSource").asText(),
                    each.path("messageId").asText(),
                    each.path("receiptHandle").asText(),
                    attributes.path("MessageGroupId").asText(),
                    attributes.path("ApproximateReceiveCount").asInt(1),
                    each.path("body").asText()));
        }
        return all.stream().anyMatch(message -> message.id.isEmpty()) ? List.of() : all;
    }

    private static JsonNode records(byte[] event) {
        try {
            return JSON.readTree(event).path("Records");
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Without the body, which is about people. */
    @Override
    public String toString() {
        return "message of a queue";
    }
}
