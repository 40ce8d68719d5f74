package consimt.form;

import consimt.answer.Answer;
import consimt.answer.GatewayAnswer;
import consimt.answer.Unavailable;
import consimt.runtime.Faults;

/**
 * A function whose faults all become {@link Unavailable}. Every function that takes no HTTP is one: its method with the
 * function's name calls {@link #guarded} and does nothing else.
 *
 * @param <I> what it takes
 */
public interface Guarded<I> {

    /** Answers the input. Its faults may tell details, so only tests call this method by itself. */
    Answer answer(I input);

    /**
     * The last catch around {@link #answer}. An answer for a gateway gets its HTTP form here.
     *
     * @throws Unavailable.Fault for every exception, with no detail for the caller
     */
    default Answer guarded(I input) {
        try {
            Answer answer = answer(input);
            return input instanceof Input read && read.isByGateway()
                    ? GatewayAnswer.of(answer, JsonForm.MAPPER)
                    : answer;
        } catch (Exception fault) {
            Faults.log(getClass().getSimpleName(), fault);
            throw Unavailable.SHORTLY.asFault();
        }
    }
}
