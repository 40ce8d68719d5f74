package consimt.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.answer.Answer;
import consimt.answer.CsvText;
import consimt.answer.HttpStatus;
import consimt.answer.Unavailable;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.local.journal.Journal;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.UncheckedIOException;

/**
 * Gives each answer over HTTP its status code, as the gateway does in AWS. It runs around the fault guard, so that it
 * sees {@link Unavailable}. Calls that do not come over HTTP pass through.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class StatusOverHttp {

    /** Under which name the door leaves the input with its caller. */
    static final String INPUT = "consimt.input";

    /** Under which name the door leaves the bytes of the body. */
    static final String BODY = "consimt.body";

    private final CurrentVertxRequest current;
    private final Journal journal;
    private final ObjectMapper json;

    StatusOverHttp(CurrentVertxRequest current, Journal journal, ObjectMapper json) {
        this.current = current;
        this.journal = journal;
        this.json = json;
    }

    @AroundInvoke
    Object answer(InvocationContext call) throws Exception {
        // A timer's thread has no request.
        RoutingContext http = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        if (http == null) {
            return call.proceed();
        }
        Input input = http.remove(INPUT);
        if (input != null) {
            call.setParameters(new Object[] {input});
        }
        Object answered = call(call);
        if (!(answered instanceof Answer answer)) {
            return answered; // what only a gateway asks
        }
        byte[] body = http.remove(BODY);
        if (body != null) {
            journal.called(http, body, HttpStatus.of(answer), () -> written(answer));
        }
        // The HTTP binding sets 200 after this; the headers are written after that.
        http.addHeadersEndHandler(ready -> head(http.response(), answer));
        if (answer instanceof Unavailable unavailable) {
            http.response().putHeader("Retry-After", Integer.toString(unavailable.retryAfterSeconds()));
        }
        return answer;
    }

    private String written(Answer answer) {
        try {
            return json.writerFor(Answer.class).writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void head(HttpServerResponse response, Answer answer) {
        response.setStatusCode(HttpStatus.of(answer));
        if (answer instanceof CsvText table) {
            table.headers().forEach(response::putHeader);
        }
    }

    private static Object call(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (Unavailable.Fault fault) {
            return fault.answer();
        }
    }
}
