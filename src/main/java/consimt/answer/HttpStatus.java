package consimt.answer;

import consimt.answer.Answer.Rejected;

/**
 * The status code of an answer over HTTP. It follows from the outcome; for a rejected input, from the codes of its
 * problems.
 */
public final class HttpStatus {

    private HttpStatus() {}

    public static int of(Answer answer) {
        return switch (answer.outcome()) {
            case REJECTED -> ofRejected((Rejected) answer);
            case CONFLICT -> 409;
            case UNAVAILABLE -> 503;
            case RECORDED,
                    UNCHANGED,
                    SUPERSEDED,
                    FIRST_CONTACT,
                    RESERVED,
                    BUSY,
                    ALREADY_OPEN,
                    REFUSED,
                    FOUND,
                    ISSUED,
                    GIVEN,
                    REBUILT,
                    CHECKED,
                    LOOKED,
                    FILTERED -> 200;
        };
    }

    private static int ofRejected(Rejected rejected) {
        if (rejected.isOfTheCaller()) {
            return 403;
        }
        return rejected.errors().stream().allMatch(problem -> problem.code() == Problem.Code.NOT_FOUND) ? 404 : 400;
    }
}
