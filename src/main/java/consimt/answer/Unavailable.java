package consimt.answer;

/** Nothing was acknowledged. The caller repeats the request. */
public record Unavailable(int retryAfterSeconds) implements Answer {

    /**
     * Two seconds: long enough for a throttled table to recover its burst capacity, short enough for a message that
     * waits to be sent.
     */
    public static final Unavailable SHORTLY = new Unavailable(2);

    @Override
    public Outcome outcome() {
        return Outcome.UNAVAILABLE;
    }

    /** The fault that makes Lambda retry. Its message is this answer's JSON. */
    public Fault asFault(Exception behind) {
        String json = "{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":" + retryAfterSeconds + "}";
        return new Fault(json, this, behind);
    }

    /**
     * {@link Unavailable} as a function error, so that Lambda's own retries apply. The error has no stack trace and no
     * cause.
     */
    public static final class Fault extends RuntimeException {

        private final transient Unavailable answer;
        private final transient Exception behind;

        private Fault(String json, Unavailable answer, Exception behind) {
            super(json, null, false, false);
            this.answer = answer;
            this.behind = behind;
        }

        /** What went wrong. It may tell details, so only tests call this method. */
        public Exception behind() {
            return behind;
        }

        public Unavailable answer() {
            return answer;
        }

        /** The JSON alone, because Funqy uses this text as the message of the function error. */
        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
