package consimt.local.notice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.form.RawEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.sqs.model.Message;

/** Events in the form in which Lambda hands them to a function. */
final class LambdaEvents {

    private LambdaEvents() {}

    static RawEvent ofStream(List<Record> records) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        var all = event.putArray("Records");
        for (Record each : records) {
            StreamRecord change = each.dynamodb();
            ObjectNode record = all.addObject()
                    .put("eventID", each.eventID())
                    .put("eventName", each.eventNameAsString())
                    .put("eventSource", "aws:dynamodb");
            ObjectNode dynamodb = record.putObject("dynamodb")
                    .put("SequenceNumber", change.sequenceNumber())
                    .put("StreamViewType", change.streamViewTypeAsString());
            dynamodb.set("Keys", item(change.keys()));
            dynamodb.set("NewImage", item(change.newImage()));
        }
        return event(event);
    }

    /** All attributes of an entry are texts, but for its notice, which is a map of texts. */
    private static ObjectNode item(Map<String, AttributeValue> attributes) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, value) -> {
            if (value.s() != null) {
                item.putObject(name).put("S", value.s());
            } else if (value.hasM()) {
                item.putObject(name).set("M", item(value.m()));
            }
        });
        return item;
    }

    static RawEvent ofQueue(Message message) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode record = event.putArray("Records")
                .addObject()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body())
                .put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs");
        ObjectNode attributes = record.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        return event(event);
    }

    private static RawEvent event(ObjectNode event) {
        return new RawEvent(event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
