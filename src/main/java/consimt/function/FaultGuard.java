package consimt.function;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * The last resort around every function: whatever goes wrong inside becomes {@link Unavailable.Fault}, with no detail
 * for the caller. A caller who is nobody known is no fault.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class FaultGuard {

    @AroundInvoke
    Object guard(InvocationContext call) {
        try {
            return call.proceed();
        } catch (Unauthorized nobody) {
            throw nobody;
        } catch (Exception fault) {
            Faults.log(call.getMethod().getName(), fault);
            throw Unavailable.SHORTLY.asFault();
        }
    }
}
