package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** An answer in the form that API Gateway's Lambda proxy integration takes.  <p>A fault has no such form. It stays an error of the function, so that the function's alarm rings. The gateway answers 503, as to every other fault. */
public record GatewayAnswer(
        int statusCode,
        Map<String, String> headers,
        String body,
        @JsonIgnore Outcome outcome) implements Answer {

    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

    public static GatewayAnswer of(Answer answer, ObjectMapper json) {
        try {
            String body = json.writerFor(Answer.class).writeValueAsString(answer);
            return new GatewayAnswer(HttpStatus.of(answer), HEADERS, body, answer.outcome());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
