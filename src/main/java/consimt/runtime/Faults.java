package consimt.runtime;

import org.jboss.logging.Logger;

/** Logs a fault: class names and code lines. A message is never logged, because messages can quote input. */
public final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    private Faults() {}

    /** @param where the name of the function's class, or what follows from the fault */
    public static void log(String where, Throwable fault) {
        if (fault instanceof StoreUnavailable unavailable) {
            LOG.warnf("%s: the store did not answer (%s)", where, unavailable.getMessage());
        } else {
            LOG.errorf("%s: %s at %s", where, fault.getClass().getName(), lines(fault));
        }
    }

    private static String lines(Throwable bug) {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : bug.getStackTrace()) {
            if (frame.getClassName().startsWith("consimt.")) {
                lines.append(frame).append(' ');
            }
        }
        return lines.toString();
    }
}
