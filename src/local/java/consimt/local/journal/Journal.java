package consimt.local.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens as server-sent events at {@code /dev/events}, from the moment at which somebody begins to watch. An
 * event is a {@code call} or a {@code notice}. A caller who only looks says so by a header, and is not told of.
 */
@Singleton
public class Journal {

    private static final String PATH = "/dev/events";

    /** With any value. The page that shows the events reads what it shows beside them. */
    private static final String OBSERVER = "X-Consimt-Observer";

    private static final String CALLER = "X-Consimt-Caller";

    private final ObjectMapper json;
    private final Clock clock;

    private final Map<HttpServerResponse, Context> watchers = new ConcurrentHashMap<>();

    Journal(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    void stand(@Observes Router router) {
        router.get(PATH).handler(this::watch);
    }

    private void watch(RoutingContext http) {
        HttpServerResponse response = http.response();
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.closeHandler(closed -> watchers.remove(response));
        response.exceptionHandler(cut -> watchers.remove(response));
        watchers.put(response, http.vertx().getOrCreateContext());
        response.write(": from now on\n\n");
    }

    /**
     * A function was called over HTTP.
     *
     * @param body of the call
     * @param status of the answer
     * @param answer writes JSON, or a text of another kind; not asked for where nobody watches
     */
    public void called(RoutingContext http, byte[] body, int status, Supplier<String> answer) {
        if (watchers.isEmpty() || http.request().getHeader(OBSERVER) != null) {
            return;
        }
        ObjectNode event = json.createObjectNode()
                .put("at", clock.instant().toString())
                .put("function", http.request().path().substring(1))
                .put("caller", http.request().getHeader(CALLER))
                .put("status", status);
        event.set("input", asJson(new String(body, StandardCharsets.UTF_8)));
        event.set("answer", asJson(answer.get()));
        tell("call", event);
    }

    /** A notice has arrived. */
    public void received(Object notice) {
        if (!watchers.isEmpty()) {
            tell("notice", json.valueToTree(notice));
        }
    }

    private JsonNode asJson(String text) {
        JsonNode found = tree(text);
        return found == null || found.isMissingNode() ? json.getNodeFactory().textNode(text) : found;
    }

    private @Nullable JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException anotherKind) {
            return null;
        }
    }

    private void tell(String name, JsonNode event) {
        String told = "event: " + name + "\ndata: " + event + "\n\n";
        watchers.forEach((response, context) -> context.runOnContext(run -> {
            if (!response.ended() && !response.closed()) {
                response.write(told);
            }
        }));
    }
}
