package consimt.web;

import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * The last catch around every function that speaks HTTP. To Lambda an answer of 503 is an answer like any other, so a
 * metric counts it here.
 */
@HttpGuarded
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class HttpGuard {

    private final Metrics metrics;

    HttpGuard(Metrics metrics) {
        this.metrics = metrics;
    }

    @AroundInvoke
    Object guard(InvocationContext call) {
        try {
            return call.proceed();
        } catch (Exception fault) {
            Faults.log(call.getMethod().getName(), fault);
            metrics.count("FaultsOverHttp", 1);
            return HttpAnswer.unavailable();
        }
    }
}
