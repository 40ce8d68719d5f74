package consimt.guard;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;

/** Reads JSON that can be read in one way only, and writes it. */
final class StrictJson {

    /** Of two fields with one name another reader may take the other one, so such JSON is not understood. */
    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private StrictJson() {}

    /** @return what the text or the bytes say as JSON; null if they cannot be read */
    static JsonNode read(Object json) {
        try {
            String text = json instanceof SdkBytes bytes ? bytes.asUtf8String() : json.toString();
            JsonParser all = JSON.createParser(text);
            all.nextToken();
            return all.skipChildren().nextToken() == null ? JsonNode.parser().parse(text) : null;
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /** An empty text is left out. */
    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(each -> !"".equals(each.getValue()))
                    .map(each -> write(each.getKey()) + ":" + write(each.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(StrictJson::write).collect(Collectors.joining(",", "[", "]"));
        }
        String text = value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return value instanceof Boolean ? text : '"' + text + '"';
    }
}
