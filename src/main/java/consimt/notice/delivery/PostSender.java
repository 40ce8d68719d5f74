package consimt.notice.delivery;

import consimt.business.Business.Notices;
import consimt.notice.post.NoticePost;
import consimt.notice.post.PostProblem;
import consimt.notice.post.Reply;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Posts to the URL of the settings, which is read again at each try. */
@Singleton
class PostSender implements NoticeSender {

    private final NoticePost post;
    private final Clock clock;

    PostSender(NoticePost post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    @Override
    public Reply send(Notices to, String id, String body) {
        return post.url(to.url())
                .map(url -> post.send(url, to.secretName(), id, clock.instant(), body))
                .orElseGet(() -> new Reply.NoReply(PostProblem.NOT_ALLOWED_ADDRESS, 0));
    }
}
