package consimt.local;

import consimt.answer.Answer;
import consimt.answer.CsvText;
import consimt.answer.HttpStatus;
import consimt.answer.Unavailable;
import consimt.form.Guarded;
import consimt.form.Input;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

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

    private final CurrentVertxRequest current;

    StatusOverHttp(CurrentVertxRequest current) {
        this.current = current;
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
        // The HTTP binding sets 200 after this; the headers are written after that.
        http.addHeadersEndHandler(ready -> head(http.response(), answer));
        if (answer instanceof Unavailable unavailable) {
            http.response().putHeader("Retry-After", Integer.toString(unavailable.retryAfterSeconds()));
        }
        return answer;
    }

    private static void head(HttpServerResponse response, Answer answer) {
        response.setStatusCode(HttpStatus.of(answer));
        if (answer instanceof CsvText) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, CsvText.CONTENT_TYPE);
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
