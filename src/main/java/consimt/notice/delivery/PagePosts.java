package consimt.notice.delivery;

import consimt.business.Business.Notices;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.notice.post.NoticePost.Reply;
import consimt.runtime.Parallel;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One call's posts of the list. While the endpoint takes them, notices of several relations are posted side by side,
 * so some are done ahead of their turn.
 */
final class PagePosts {

    /** An endpoint that was down is not to be flooded when it comes back. */
    private static final int SIDE_BY_SIDE = 8;

    private final NoticePosts posts;
    private final Notices to;
    private final Clock clock;
    private final Instant until;
    private final Set<ChangeId> taken = ConcurrentHashMap.newKeySet();
    private final Set<ChangeId> failed = ConcurrentHashMap.newKeySet();
    private int takenBefore;
    private boolean hasTried;

    /** @param until no post begins later, but for the first of some that go side by side */
    PagePosts(NoticePosts posts, Notices to, Clock clock, Instant until) {
        this.posts = posts;
        this.to = to;
        this.clock = clock;
        this.until = until;
    }

    boolean isOver() {
        return !clock.instant().isBefore(until);
    }

    boolean isTried(Notice notice) {
        return taken.contains(notice.id()) || failed.contains(notice.id());
    }

    boolean hasTried() {
        return hasTried;
    }

    int sent() {
        return takenBefore + taken.size();
    }

    /** What was taken of an earlier page is posted again if it is on this one: behind something that came meanwhile. */
    void beginPage() {
        takenBefore += taken.size();
        taken.clear();
        failed.clear();
    }

    /**
     * Posts a notice, unless it was taken already.
     *
     * @return what came back, if it was not taken; else null
     */
    @Nullable FailedTry post(Notice notice) {
        hasTried = true;
        return taken.contains(notice.id()) ? null : postNow(notice);
    }

    /** Posts the first notice and some of the next ones, each the first of its relation. */
    void postSideBySide(List<Notice> notices) {
        Set<String> groups = new HashSet<>();
        List<Notice> chosen = new ArrayList<>();
        for (Notice each : notices) {
            if (chosen.size() < SIDE_BY_SIDE
                    && !taken.contains(each.id())
                    && groups.add(NoticeJson.group(each))
                    && !failed.contains(each.id())) {
                chosen.add(each);
            }
        }
        Notice first = notices.get(0);
        Parallel.run(chosen.stream()
                .map(each -> (Runnable) () -> {
                    if (each == first || !isOver()) {
                        postNow(each);
                    }
                })
                .toList());
    }

    private @Nullable FailedTry postNow(Notice notice) {
        Reply reply = posts.post(to, notice);
        if (reply.isDelivered()) {
            taken.add(notice.id());
            return null;
        }
        failed.add(notice.id());
        return FailedTry.of(reply, clock.instant());
    }
}
