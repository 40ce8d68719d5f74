package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The body of an HTTP call in a gateway's event, whose text may be Base64. */
public final class EventBody {

    private EventBody() {}

    /** The bytes as the sender sent them; empty if the text should be Base64 and is not. */
    public static Optional<byte[]> of(JsonNode event) {
        String body = event.path("body").asText("");
        if (!event.path("isBase64Encoded").asBoolean()) {
            return Optional.of(body.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
