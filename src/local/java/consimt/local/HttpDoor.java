package consimt.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.function.Answer;
import consimt.function.Input;
import consimt.function.Problem;
import consimt.function.Rejected;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the HTTP binding. What is no JSON gets the answer that names the body, instead of an empty 400 and a
 * log line that quotes it; and no function is called by GET, which would put ids in addresses and change things.
 *
 * <p>On one's own machine one may act as anybody: the header {@code X-Consimt-Caller} holds {@code business <businessId>},
 * {@code person <userId>} or {@code person <userId> <businessId>}; without it the caller is the operator.
 */
@Singleton
class HttpDoor {

    /** Routes of extensions count up from 0; the handler that reads the body is far below. */
    private static final int BEFORE_THE_BINDING = -1;

    private static final String CALLER = "X-Consimt-Caller";

    private final ObjectMapper json;

    HttpDoor(ObjectMapper json) {
        this.json = json;
    }

    void stand(@Observes Router router) {
        router.route().order(BEFORE_THE_BINDING).handler(this::look);
    }

    private void look(RoutingContext http) {
        String name = http.request().path().substring(1);
        if (FunctionRecorder.registry.matchInvoker(name) == null) {
            http.next();
        } else if (http.request().method() != HttpMethod.POST) {
            http.response()
                    .putHeader(HttpHeaders.ALLOW, "POST")
                    .setStatusCode(405)
                    .end();
        } else {
            Buffer body = http.body().buffer();
            Problem problem = problem(body == null ? new byte[0] : body.getBytes());
            if (problem == null && body != null) {
                ((RoutingContextInternal) http)
                        .setBody(onBehalfOf(http.request().getHeader(CALLER), body));
                http.next();
            } else if (problem != null) {
                reject(http, new Rejected(List.of(problem)));
            }
        }
    }

    /** As a gateway hands it over, so that what is inside cannot say whose it is. */
    private Buffer onBehalfOf(@Nullable String header, Buffer body) {
        String[] words =
                header == null ? new String[] {"operator"} : header.trim().split(" +");
        ObjectNode caller = json.createObjectNode().put("kind", words[0].toUpperCase(Locale.ROOT));
        boolean isPerson = words[0].equals("person");
        if (words.length > 1) {
            caller.put(isPerson ? "userId" : "businessId", words[1]);
        }
        if (words.length > 2) {
            caller.put(isPerson ? "businessId" : "more", words[2]);
        }
        return Buffer.buffer("{\"caller\":" + caller + ",\"input\":")
                .appendBuffer(body)
                .appendString("}");
    }

    private @Nullable Problem problem(byte[] body) {
        return Input.of(body, json).unreadable();
    }

    private void reject(RoutingContext http, Answer answer) {
        try {
            http.response()
                    .setStatusCode(HttpStatus.of(answer))
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(json.writerFor(Answer.class).writeValueAsBytes(answer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
