package consimt.form;

import consimt.answer.Answer;
import consimt.answer.Unavailable;
import consimt.runtime.Faults;
import java.util.function.Supplier;

/**
 * A function whose faults all become {@link Unavailable}. Every function that takes no HTTP is one: all that its method
 * with the function's name does is within {@link #guarded}.
 */
public interface Guarded {

    /**
     * The last catch around a function.
     *
     * @throws Unavailable.Fault for every exception, with no detail for the caller
     */
    default Answer guarded(Supplier<? extends Answer> function) {
        try {
            return function.get();
        } catch (Exception fault) {
            Faults.log(getClass().getSimpleName(), fault);
            throw Unavailable.SHORTLY.asFault(fault);
        }
    }
}
