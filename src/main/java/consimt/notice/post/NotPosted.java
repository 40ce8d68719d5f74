package consimt.notice.post;

import java.io.IOException;

/** Ends a post that got no HTTP status. It has a fixed word, and no text of anybody else. */
final class NotPosted extends IOException {

    private final PostProblem problem;

    NotPosted(PostProblem problem) {
        super(problem.name());
        this.problem = problem;
    }

    PostProblem problem() {
        return problem;
    }
}
