package consimt.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.MissingNode;
import consimt.form.EventBody;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP call as API Gateway or a function URL hands it over, in either version of its payload. Missing and unreadable
 * parts are empty.
 */
@JsonDeserialize(using = HttpCall.Reader.class)
public final class HttpCall {

    private final String method;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param headers by their names in lower case */
    public HttpCall(String method, Map<String, String> query, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.query = Map.copyOf(query);
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    public String method() {
        return method;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body's bytes just as they were sent. */
    public byte[] body() {
        return body.clone();
    }

    /** In version 2 the query is one text. In version 1 it is decoded into fields. */
    private static HttpCall of(JsonNode event) {
        JsonNode second = event.at("/requestContext/http/method");
        return new HttpCall(
                second.isTextual()
                        ? second.textValue()
                        : event.path("httpMethod").asText(),
                event.path("rawQueryString").isTextual()
                        ? parameters(event.get("rawQueryString").textValue())
                        : texts(event.path("queryStringParameters"), false),
                texts(event.path("headers"), true),
                EventBody.of(event).orElseGet(() -> new byte[0]));
    }

    private static Map<String, String> texts(JsonNode object, boolean inLowerCase) {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue().isTextual()) {
                texts.put(
                        inLowerCase ? field.getKey().toLowerCase(Locale.ROOT) : field.getKey(),
                        field.getValue().textValue());
            }
        }
        return texts;
    }

    public static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded(pair.substring(0, equals))
                        .ifPresent(name -> decoded(pair.substring(equals + 1))
                                .ifPresent(value -> parameters.putIfAbsent(name, value)));
            }
        }
        return parameters;
    }

    static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An unreadable event becomes an empty call. If it were a fault, the gateway would answer in its own words. */
    static final class Reader extends JsonDeserializer<HttpCall> {

        @Override
        public HttpCall deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return of(parser.readValueAsTree());
            } catch (JsonProcessingException e) {
                return getNullValue(context);
            }
        }

        @Override
        public HttpCall getNullValue(DeserializationContext context) {
            return of(MissingNode.getInstance());
        }
    }
}
