package consimt.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of one type, each as one JSON text in an attribute. */
record StoredJson<T>(ObjectMapper json, Class<T> type, ObjectWriter writer) {

    StoredJson(ObjectMapper json, Class<T> type) {
        this(json, type, json.writerFor(type));
    }

    T read(Map<String, AttributeValue> item, String attribute) {
        return read(Items.text(item, attribute));
    }

    T read(String text) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw fault();
        }
    }

    String text(T value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw fault();
        }
    }

    /** Whether two texts are the same JSON: the order of fields does not count. */
    boolean isSame(@Nullable AttributeValue one, @Nullable AttributeValue other) {
        if (one == null || other == null) {
            return one == other;
        }
        try {
            return json.readTree(one.s()).equals(json.readTree(other.s()));
        } catch (JsonProcessingException e) {
            throw fault();
        }
    }

    /** Without the exception, whose message quotes the text. */
    private IllegalStateException fault() {
        return new IllegalStateException(type.getSimpleName() + " of another form");
    }
}
