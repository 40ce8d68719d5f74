package consimt.form;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

@JsonDeserialize(using = RawEvent.Reader.class)
public final class RawEvent {

    private final byte[] json;

    public RawEvent(byte[] json) {
        this.json = json.clone();
    }

    /** The event's JSON; empty where a function is called without any. */
    public static byte[] jsonOf(@Nullable RawEvent event) {
        return event == null ? new byte[0] : event.json();
    }

    public byte[] json() {
        return json.clone();
    }

    static final class Reader extends JsonDeserializer<RawEvent> {

        @Override
        public RawEvent deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = parser.readValueAsTree();
            return new RawEvent(tree.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
