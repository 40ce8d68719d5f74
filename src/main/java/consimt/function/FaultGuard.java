package consimt.function;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jboss.logging.Logger;

/**
 * The last resort around every function: whatever goes wrong inside becomes {@link Unavailable.Fault}, with no detail
 * for the caller. The log gets class names and code lines, never a message: messages can quote input.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class FaultGuard {

    private static final Logger LOG = Logger.getLogger(FaultGuard.class);

    @AroundInvoke
    Object guard(InvocationContext call) {
        try {
            return call.proceed();
        } catch (StoreUnavailable fault) {
            LOG.warnf("%s: the store did not answer (%s)", nameOf(call), fault.getMessage());
        } catch (Exception bug) {
            LOG.errorf("%s: %s at %s", nameOf(call), bug.getClass().getName(), where(bug));
        }
        throw Unavailable.SHORTLY.asFault();
    }

    private static String nameOf(InvocationContext call) {
        return call.getMethod().getName();
    }

    private static String where(Exception bug) {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : bug.getStackTrace()) {
            if (frame.getClassName().startsWith("consimt.")) {
                lines.append(frame).append(' ');
            }
        }
        return lines.toString();
    }
}
