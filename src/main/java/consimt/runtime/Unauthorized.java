package consimt.runtime;

/**
 * The caller is nobody known. Its text is the word by which API Gateway answers 401 and nothing else.
 *
 * <p>Source: API Gateway's developer guide, "Output from an API Gateway Lambda authorizer".
 */
public final class Unauthorized extends RuntimeException {

    public Unauthorized() {
        super("Unauthorized", null, false, false);
    }

    /** Funqy makes the message of the function error from this. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
