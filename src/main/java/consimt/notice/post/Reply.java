package consimt.notice.post;

/** What came back for a notice. */
public sealed interface Reply {

    /** How long it took, in milliseconds. */
    long millis();

    /** Whether the receiver has taken the notice: it answered with a status from 200 to 299. */
    boolean isDelivered();

    /** Whether the receiver takes notices slowly. One that puts them aside and works on them later answers sooner. */
    default boolean isSlow() {
        return millis() >= 2_000;
    }

    /** An HTTP answer. */
    record HttpReply(int status, long millis) implements Reply {

        @Override
        public boolean isDelivered() {
            return status >= 200 && status < 300;
        }
    }

    /** No HTTP answer. */
    record NoReply(PostProblem problem, long millis) implements Reply {

        @Override
        public boolean isDelivered() {
            return false;
        }
    }
}
