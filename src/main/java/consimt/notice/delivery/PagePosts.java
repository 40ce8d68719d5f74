package consimt.notice.delivery;

import consimt.business.Business.Notices;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.post.Reply;
import consimt.runtime.Parallel;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The posts of one page of the list. While the endpoint takes them, notices of several relations are posted side by side,
 * so some are done ahead of their turn.
 */
final class PagePosts {

    /** An endpoint that was down is not to be flooded when it comes back. */
    private static final int SIDE_BY_SIDE = 8;

    private final NoticePosts posts;
    private final NoticeJson json;
    private final Notices to;
    private final Clock clock;
    private final Instant until;
    private final Set<ChangeId> taken = ConcurrentHashMap.newKeySet();
    private final Map<ChangeId, FailedTry> failed = new ConcurrentHashMap<>();

    /** Refused, while the endpoint took one of another relation. */
    private final Set<ChangeId> refused = new HashSet<>();

    /** @param until no post begins later, but for the first of some that go side by side */
    PagePosts(NoticePosts posts, NoticeJson json, Notices to, Clock clock, Instant until) {
        this.posts = posts;
        this.json = json;
        this.to = to;
        this.clock = clock;
        this.until = until;
    }

    boolean isOver() {
        return !clock.instant().isBefore(until);
    }

    boolean isTaken(Notice notice) {
        return taken.contains(notice.id());
    }

    boolean isTried(Notice notice) {
        return isTaken(notice) || failed.containsKey(notice.id());
    }

    /** How many the endpoint took. */
    int sent() {
        return taken.size();
    }

    /** Whether the endpoint took another's in the same moment. */
    boolean isOnlyOneRefused(Notice notice) {
        return refused.contains(notice.id());
    }

    /**
     * Posts a notice, unless it was posted already.
     *
     * @return what came back, if it was not taken; else null
     */
    @Nullable FailedTry post(Notice notice) {
        if (!isTried(notice)) {
            postNow(notice);
        }
        return failed.get(notice.id());
    }

    /**
     * Posts the first notice and some of the next ones, each the first of its relation.
     *
     * @param butOf relations, as hashes, whose notices are not to be posted
     */
    void postSideBySide(List<Notice> notices, Set<String> butOf) {
        Set<String> groups = new HashSet<>(butOf);
        List<Notice> chosen = new ArrayList<>();
        for (Notice each : notices) {
            if (chosen.size() < SIDE_BY_SIDE
                    && !isTaken(each)
                    && groups.add(NoticeJson.group(each))
                    && !failed.containsKey(each.id())) {
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
        if (chosen.stream().anyMatch(this::isTaken)) {
            chosen.stream().map(Notice::id).filter(failed::containsKey).forEach(refused::add);
        }
    }

    private void postNow(Notice notice) {
        Reply reply = posts.post(to, notice, json.body(notice));
        if (reply.isDelivered()) {
            taken.add(notice.id());
        } else {
            failed.put(notice.id(), FailedTry.of(reply, clock.instant()));
        }
    }
}
