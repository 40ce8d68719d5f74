package consimt.runtime;

/** Counts what people should be told of. A count says how often something was, never of whom. */
@FunctionalInterface
public interface Metrics {

    /**
     * @param metric one of the code's own words, letters only
     * @param value how often it was; none is worth telling too, so that nothing is not taken for silence
     */
    void count(String metric, long value);

    /**
     * Counts one, in all and by why.
     *
     * @param why one of a few words that are fixed in the code
     */
    default void count(String metric, String why) {
        count(metric, 1);
    }
}
