package consimt.notice.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.form.RawEvent;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events of the ledger's stream and of the queue of notices, as Lambda hands them over. */
public final class NoticeEvents {

    private NoticeEvents() {}

    /** All entries of a business, as if they were new. */
    public static RawEvent ofStream(World world, String business) {
        return ofStream(world.client, world.tables.ledger(), business);
    }

    public static RawEvent ofStream(DynamoDbClient client, String ledger, String business) {
        List<Map<String, AttributeValue>> items =
                client.scanPaginator(scan -> scan.tableName(ledger).consistentRead(true)).items().stream()
                        .filter(item -> business.equals(item.get("businessId").s()))
                        .toList();
        return ofStream(items);
    }

    /** The place of an item in the list is its sequence number. */
    static RawEvent ofStream(List<Map<String, AttributeValue>> items) {
        ObjectNode event = World.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (int i = 0; i < items.size(); i++) {
            records.addObject()
                    .put("eventName", "INSERT")
                    .putObject("dynamodb")
                    .put("SequenceNumber", Integer.toString(i))
                    .set("NewImage", image(items.get(i)));
        }
        return of(event);
    }

    private static ObjectNode image(Map<String, AttributeValue> item) {
        ObjectNode image = World.JSON.createObjectNode();
        item.forEach((name, value) -> {
            if (value.s() != null) {
                image.putObject(name).put("S", value.s());
            } else if (value.hasM()) {
                image.putObject(name).set("M", image(value.m()));
            }
        });
        return image;
    }

    /** The last notice of a business. */
    public static RawEvent ofQueue(World world, String business, int tries) {
        Notice notice = last(world, business);
        ObjectNode event = World.JSON.createObjectNode();
        add(
                event.putArray("Records"),
                "m-1",
                new NoticeJson(World.JSON).body(notice),
                NoticeJson.group(notice),
                notice.id().text(),
                tries);
        return of(event);
    }

    public static void add(ArrayNode records, String messageId, String body, String group, String ownId, int tries) {
        records.addObject()
                .put("messageId", messageId)
                .put("receiptHandle", messageId)
                .put("body", body)
                .putObject("attributes")
                .put("MessageGroupId", group)
                .put("MessageDeduplicationId", ownId)
                .put("ApproximateReceiveCount", Integer.toString(tries));
    }

    public static String id(World world, String business) {
        return last(world, business).id().text();
    }

    private static Notice last(World world, String business) {
        List<Notice> all = all(world, business);
        return all.get(all.size() - 1);
    }

    static List<Notice> all(World world, String business) {
        return world.stores
                .changes()
                .read(
                        World.relation("x", business).businessId(),
                        ChangeId.before(Instant.EPOCH),
                        world.clock.instant().plus(Duration.ofDays(1)),
                        10_000)
                .items();
    }

    static RawEvent of(ObjectNode event) {
        return new RawEvent(event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
