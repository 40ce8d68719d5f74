package consimt.zip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a function gave back for one event. */
public record Reply(Kind kind, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public enum Kind {
        RESULT,
        /** The caller sees a failed invocation, and Lambda may try again. */
        FUNCTION_ERROR
    }

    public JsonNode json() {
        return json(body);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
