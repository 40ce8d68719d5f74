package consimt.runtime;

/** Counts events that people should be told of. A count says how often an event was, and never about whom. */
@FunctionalInterface
public interface Metrics {

    /**
     * @param metric one of the code's own words, letters only
     * @param value how often; 0 tells nobody anything
     */
    void count(String metric, long value);

    /**
     * Counts one event, in the total and by reason.
     *
     * @param why one of a few words that are fixed in the code
     */
    default void count(String metric, String why) {
        count(metric, 1);
    }

    /**
     * @param bound one of a few words that are fixed in the code
     * @param business its id, of which the line of the log has a hash
     */
    default void reached(String bound, String business) {
        count("BoundsReached", bound);
    }
}
