package consimt.local;

import consimt.local.journal.Journal;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Serves the functions that speak HTTP themselves, at their paths, as a gateway calls them. */
@Singleton
class HttpFunctions {

    /** Before the server reads the body. */
    private static final int FIRST = Integer.MIN_VALUE;

    /** Before {@link HttpDoor}, which serves the other functions. */
    private static final int BEFORE_THE_DOOR = -2;

    private static final String CONTENT_TYPE = "content-type";

    private final Instance<HttpFunction> functions;
    private final Journal journal;

    HttpFunctions(@Any Instance<HttpFunction> functions, Journal journal) {
        this.functions = functions;
        this.journal = journal;
    }

    void stand(@Observes Router router) {
        for (HttpFunction function : functions) {
            String path = "/" + function.name();
            router.route(path).order(FIRST).handler(HttpFunctions::keepTheBody);
            router.route(path).order(BEFORE_THE_DOOR).blockingHandler(http -> serve(http, function), false);
        }
    }

    /**
     * Keeps the body's bytes, as a gateway does. Otherwise the server would read a form into fields, and fail on some
     * bodies that are no forms.
     */
    private static void keepTheBody(RoutingContext http) {
        String type = http.request().getHeader(CONTENT_TYPE);
        if (type != null) {
            http.put(CONTENT_TYPE, type);
            http.request().headers().remove(CONTENT_TYPE);
        }
        http.next();
    }

    private void serve(RoutingContext http, HttpFunction function) {
        HttpCall call = call(http);
        HttpAnswer answer = function.guarded(call);
        journal.called(http, call.body(), answer.statusCode(), answer::body);
        http.response().setStatusCode(answer.statusCode());
        answer.headers().forEach(http.response()::putHeader);
        http.response().end(answer.body());
    }

    private static HttpCall call(RoutingContext http) {
        Map<String, String> headers = new HashMap<>();
        http.request().headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        String type = http.get(CONTENT_TYPE);
        if (type != null) {
            headers.put(CONTENT_TYPE, type);
        }
        Map<String, String> query = new HashMap<>();
        http.queryParams().forEach(query::putIfAbsent);
        Buffer body = http.body().buffer();
        return new HttpCall(
                http.request().method().name(), query, headers, body == null ? new byte[0] : body.getBytes());
    }
}
