package consimt.answer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Nothing is acknowledged; ask again.
 *
 * @param retryAfterSeconds when asking again makes sense
 */
@JsonPropertyOrder("outcome")
public record Unavailable(int retryAfterSeconds) implements Answer {

    /** Long enough for a throttled table to recover its burst, short enough for a message that waits to be sent. */
    public static final Unavailable SHORTLY = new Unavailable(2);

    @Override
    public Outcome outcome() {
        return Outcome.UNAVAILABLE;
    }

    /** The fault that tells Lambda to retry. Its message is this answer's JSON. */
    public Fault asFault() {
        return new Fault("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":" + retryAfterSeconds + "}", this);
    }

    /** {@link Unavailable} as a function error, so that Lambda's own retries apply. It has no stack and no cause. */
    public static final class Fault extends RuntimeException {

        private final transient Unavailable answer;

        private Fault(String json, Unavailable answer) {
            super(json, null, false, false);
            this.answer = answer;
        }

        public Unavailable answer() {
            return answer;
        }

        /** The JSON alone: Funqy makes the message of the function error from this. */
        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
