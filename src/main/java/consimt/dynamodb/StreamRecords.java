package consimt.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.delivery.DeliveryPorts.LedgerStream;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the records of the ledger's stream, which have new items in the JSON of the store. */
@Singleton
record StreamRecords(ObjectMapper json) implements LedgerStream {

    @Override
    public List<Streamed> read(byte[] event) {
        JsonNode records = tree(event).path("Records");
        List<Streamed> told = new ArrayList<>();
        for (JsonNode each : records) {
            JsonNode change = each.path("dynamodb");
            String sequence = change.path("SequenceNumber").textValue();
            if (sequence == null) {
                throw new IllegalArgumentException("no event of a stream");
            }
            // An entry never changes, so any other event is of no new one.
            if ("INSERT".equals(each.path("eventName").textValue())) {
                EntryItems.notice(item(change.path("NewImage")))
                        .ifPresent(notice -> told.add(new Streamed(sequence, notice)));
            }
        }
        if (records.isEmpty()) {
            throw new IllegalArgumentException("no event of a stream");
        }
        return told;
    }

    private JsonNode tree(byte[] event) {
        try {
            return json.readTree(event);
        } catch (IOException e) {
            throw new IllegalArgumentException("no event of a stream");
        }
    }

    /** All attributes of an entry are texts, but for its notice, which is a map of texts. */
    private static Map<String, AttributeValue> item(JsonNode image) {
        Map<String, AttributeValue> item = new HashMap<>();
        image.properties().forEach(attribute -> {
            JsonNode value = attribute.getValue();
            if (value.has("S")) {
                item.put(attribute.getKey(), Items.text(value.get("S").textValue()));
            } else if (value.has("M")) {
                item.put(attribute.getKey(), AttributeValue.fromM(item(value.get("M"))));
            }
        });
        return item;
    }
}
