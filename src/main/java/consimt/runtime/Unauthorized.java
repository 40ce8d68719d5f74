package consimt.runtime;

/**
 * The caller is unknown. API Gateway answers 401 to exactly this text.
 *
 * <p>Source: API Gateway's developer guide, "Output from an API Gateway Lambda authorizer".
 */
public final class Unauthorized extends RuntimeException {

    public Unauthorized() {
        super("Unauthorized", null, false, false);
    }

    /** The text alone, because Funqy uses it as the message of the function error. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
