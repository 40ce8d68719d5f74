package consimt.web;

import consimt.function.Faults;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** The last resort around every function that speaks HTTP. */
@HttpGuarded
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class HttpGuard {

    @AroundInvoke
    Object guard(InvocationContext call) {
        try {
            return call.proceed();
        } catch (Exception fault) {
            Faults.log(call.getMethod().getName(), fault);
            return HttpAnswer.unavailable();
        }
    }
}
