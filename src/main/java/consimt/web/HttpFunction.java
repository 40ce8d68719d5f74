package consimt.web;

import consimt.runtime.Faults;
import consimt.runtime.Metrics;

/**
 * A function that speaks HTTP itself. Its method with the function's name calls {@link #guarded} and does nothing else.
 */
public interface HttpFunction {

    String name();

    Metrics metrics();

    /** Answers the call. Its faults may tell details, so only tests call this method by itself. */
    HttpAnswer answer(HttpCall call);

    /**
     * The last catch around {@link #answer}. To Lambda an answer of 503 is an answer like any other, so a metric counts it
     * here.
     */
    default HttpAnswer guarded(HttpCall call) {
        try {
            return answer(call);
        } catch (Exception fault) {
            Faults.log(getClass().getSimpleName(), fault);
            metrics().count("FaultsOverHttp", 1);
            return HttpAnswer.unavailable();
        }
    }
}
