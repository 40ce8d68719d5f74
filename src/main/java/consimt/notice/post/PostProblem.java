package consimt.notice.post;

import java.io.IOException;

public enum PostProblem {

    /** An address of the endpoint is not public. Nothing was sent. */
    NOT_ALLOWED_ADDRESS,

    /** The name of the endpoint has no address, or no name server said so in time. */
    NAME_NOT_RESOLVED,

    /** The endpoint took no connection. */
    NO_CONNECTION,

    /** The two did not agree on TLS, or the certificate is not valid for the name. Nothing was sent. */
    TLS_FAILED,

    /** The time was over before the status came. The receiver may have the notice. */
    TIMED_OUT,

    /** The connection ended before the status came. The receiver may have the notice. */
    CUT_OFF,

    /** The answer is not HTTP, or its headers are too long. The receiver may have the notice. */
    NOT_HTTP,

    /** No secret has the name in the settings. Nothing was sent. */
    NO_SECRET,

    /** The secret is not {@code whsec_} and the Base64 of 24 to 64 bytes. Nothing was sent. */
    BAD_SECRET,

    /** The endpoint is parked or switched off. Nothing was sent. */
    ENDPOINT_DOWN,

    /** This process is being stopped. The receiver may have the notice. */
    INTERRUPTED;

    /** Ends a post that got no HTTP status. It has a fixed word, and no text of anybody else. */
    static final class NotPosted extends IOException {

        private final PostProblem problem;

        NotPosted(PostProblem problem) {
            super(problem.name());
            this.problem = problem;
        }

        PostProblem problem() {
            return problem;
        }
    }
}
