package consimt.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.answer.Answer;
import consimt.answer.GatewayAnswer;
import consimt.answer.Unavailable;
import consimt.runtime.Faults;
import consimt.runtime.Unauthorized;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * The last catch around every function. Every exception becomes {@link Unavailable.Fault}, with no detail for the
 * caller, except one: an unknown caller is no fault. An answer for a gateway gets its HTTP form here.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class FaultGuard {

    private final ObjectMapper json;

    FaultGuard(ObjectMapper json) {
        this.json = json;
    }

    @AroundInvoke
    Object guard(InvocationContext call) {
        try {
            Object answered = call.proceed();
            return answered instanceof Answer answer && isByGateway(call.getParameters())
                    ? GatewayAnswer.of(answer, json)
                    : answered;
        } catch (Unauthorized nobody) {
            throw nobody;
        } catch (Exception fault) {
            Faults.log(call.getMethod().getName(), fault);
            throw Unavailable.SHORTLY.asFault();
        }
    }

    private static boolean isByGateway(Object[] parameters) {
        return parameters.length == 1 && parameters[0] instanceof Input input && input.isByGateway();
    }
}
