package consimt.local;

import consimt.function.Answer;
import consimt.function.Guarded;
import consimt.function.Outcome;
import consimt.function.Problem;
import consimt.function.Rejected;
import consimt.function.Unavailable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.List;

/**
 * Gives each answer over HTTP its status code, as the gateway does in AWS. Around the fault guard, so that {@link
 * Unavailable} is seen here. Calls that do not come over HTTP pass through.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class HttpStatus {

    private final CurrentVertxRequest current;

    HttpStatus(CurrentVertxRequest current) {
        this.current = current;
    }

    @AroundInvoke
    Object answer(InvocationContext call) throws Exception {
        RoutingContext http = current.getCurrent();
        if (http == null) {
            return call.proceed();
        }
        Object answered = call(call);
        if (!(answered instanceof Answer answer)) {
            return answered; // what only a gateway asks
        }
        // The HTTP binding sets 200 after this; the headers are written after that.
        http.addHeadersEndHandler(ready -> http.response().setStatusCode(of(answer)));
        if (answer instanceof Unavailable unavailable) {
            http.response().putHeader("Retry-After", Integer.toString(unavailable.retryAfterSeconds()));
        }
        return answer;
    }

    private static Object call(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (Unavailable.Fault fault) {
            return fault.answer();
        }
    }

    public static int of(Answer answer) {
        if (answer instanceof Rejected rejected) {
            if (rejected.isOfTheCaller()) {
                return 403;
            }
            return isNotFound(rejected.errors()) ? 404 : 400;
        }
        if (answer.outcome() == Outcome.CONFLICT) {
            return 409;
        }
        return answer.outcome() == Outcome.UNAVAILABLE ? 503 : 200;
    }

    private static boolean isNotFound(List<Problem> errors) {
        return errors.stream().allMatch(problem -> problem.code() == Problem.Code.NOT_FOUND);
    }
}
