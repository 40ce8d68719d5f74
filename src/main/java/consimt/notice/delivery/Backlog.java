package consimt.notice.delivery;

import consimt.business.Business.Notices;
import consimt.form.Page;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.Changes;
import consimt.notice.delivery.DeliveryPorts.Endpoints.StoredEndpoint;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Endpoint.Waiting;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.relation.BusinessId;
import consimt.runtime.Metrics;
import consimt.runtime.Setting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waited for an endpoint, from the list of changes and in its order. Notices of one relation go one after
 * another, those of several relations side by side.
 *
 * <p>A notice that the endpoint refuses some times, while it takes another's, is given up. So the list goes on.
 */
@Singleton
record Backlog(
        Changes changes,
        NoticePosts posts,
        EndpointChanges endpoints,
        UndeliveredNotices undelivered,
        Metrics metrics,
        Clock clock,
        Duration settledAfter) {

    private static final int OF_A_PAGE = 50;

    /** So many tries of one notice are some six minutes. Then it is given up, if the endpoint takes others. */
    private static final int TRIES_OF_ONE = 3;

    private static final int MOST_PAGES = 100;

    /** How many other relations are tried, before an endpoint that refuses one counts as down. */
    private static final int MOST_OTHERS = 5;

    /** No other call sends to the endpoint before. A call that was killed does not come back after this time. */
    private static final Duration TAKEN_FOR = Duration.ofSeconds(75);

    @Inject
    Backlog(
            Changes changes,
            NoticePosts posts,
            EndpointChanges endpoints,
            UndeliveredNotices undelivered,
            Metrics metrics,
            Clock clock) {
        this(
                changes,
                posts,
                endpoints,
                undelivered,
                metrics,
                clock,
                Setting.of("consimt.notices.settled-after", Duration.class));
    }

    /**
     * @param until when the call is to be over
     * @return how many notices the endpoint took
     */
    int send(StoredEndpoint due, Instant until) {
        Instant start = clock.instant();
        if (!start.isBefore(until) || !endpoints.replace(due, due.endpoint().triedAgainAt(start.plus(TAKEN_FOR)))) {
            return 0;
        }
        Optional<Notices> to = posts.of(due.businessId());
        if (to.isEmpty()) {
            // The business wants none any more.
            undelivered.removeTriedAgain(due.businessId(), ChangeId.before(start));
            endpoints.change(due.businessId(), current -> Endpoint.UP);
            return 0;
        }
        PagePosts run = new PagePosts(posts, to.get(), clock, until);
        for (int pages = 0; pages < MOST_PAGES && !run.isOver(); pages++) {
            if (!sendsAPage(due.businessId(), run)) {
                return run.sent();
            }
        }
        // There is more: the next call goes on at once. One whose turn did not come keeps its place before others.
        Instant next = run.hasTried() ? clock.instant() : due.endpoint().dueAt();
        endpoints.change(due.businessId(), current -> current.triedAgainAt(next));
        return run.sent();
    }

    /** @return whether to go on */
    private boolean sendsAPage(BusinessId businessId, PagePosts run) {
        StoredEndpoint current = endpoints.find(businessId);
        Waiting waiting = current.endpoint().waiting();
        if (waiting == null || waiting.triedAgainAt() == null) {
            return false;
        }
        Instant now = clock.instant();
        Instant before = now.minus(settledAfter);
        Instant cut = waiting.cut();
        Instant end = cut == null || before.isBefore(cut) ? before : cut;
        Page<Notice> page = changes.read(businessId, waiting.sentThrough(), end, OF_A_PAGE);
        if (page.items().isEmpty()) {
            return cut != null && end.equals(cut) ? isUp(current, cut) : isCatchingUp(current, now);
        }
        run.beginPage();
        return isSent(current, waiting, page.items(), run);
    }

    private boolean isUp(StoredEndpoint current, Instant cut) {
        // Before it is up, so that a call that is cut off here leaves nothing behind that nobody removes.
        undelivered.removeTriedAgain(current.businessId(), ChangeId.before(cut));
        endpoints.replaceBesideTests(current, Endpoint.UP);
        return false;
    }

    private boolean isCatchingUp(StoredEndpoint current, Instant now) {
        // What failed just now is not in the list yet.
        FailedTry last = current.endpoint().last();
        boolean isListed = last == null || last.at().isBefore(now.minus(settledAfter));
        Endpoint after = current.endpoint().state() == EndpointState.PARKED && isListed
                ? current.endpoint().catchingUp(now)
                : current.endpoint();
        return !endpoints.replaceBesideTests(current, after.triedAgainAt(now));
    }

    /** @return whether to go on: all of them are sent or given up, or the time is over */
    private boolean isSent(StoredEndpoint current, Waiting waiting, List<Notice> notices, PagePosts run) {
        Endpoint reached = current.endpoint();
        int tries = waiting.tries();
        for (int i = 0; i < notices.size() && !run.isOver(); i++) {
            Notice notice = notices.get(i);
            List<Notice> rest = notices.subList(i, notices.size());
            FailedTry failed = posted(rest, run);
            boolean isLastTry =
                    failed != null && !failed.isGone() && tries + 1 >= TRIES_OF_ONE && takesAnothers(rest, run);
            if (isLastTry) {
                failed = run.post(notice);
            }
            if (failed != null) {
                boolean isGivenUp = isLastTry && !failed.isGone();
                undelivered.put(
                        current.businessId(), Undelivered.of(notice, tries + 1, isGivenUp, failed), failed.at());
                if (!isGivenUp) {
                    endpoints.replaceBesideTests(current, reached.triedInVain(failed));
                    return false;
                }
                metrics.count("NoticesGivenUp", 1);
            }
            reached = reached.sentThrough(notice.id());
            tries = 0;
        }
        // What is sent of a page is stored, also of an endpoint that answers slowly. If a notice from before this
        // place left the queue meanwhile, nothing is stored: the list is sent from there.
        endpoints.replaceBesideTests(current, reached);
        return true;
    }

    /** The first of a call goes alone, to an endpoint that may be down. So does one that failed beside others. */
    private @Nullable FailedTry posted(List<Notice> rest, PagePosts run) {
        if (run.sent() > 0 && !run.isTried(rest.get(0))) {
            run.postSideBySide(rest);
        }
        return run.post(rest.get(0));
    }

    /** Whether the endpoint takes a notice of another relation than the first. */
    private boolean takesAnothers(List<Notice> rest, PagePosts run) {
        Set<String> tried = new HashSet<>(Set.of(NoticeJson.group(rest.get(0))));
        for (Notice other : rest) {
            if (run.isOver() || tried.size() > MOST_OTHERS) {
                return false;
            }
            if (tried.add(NoticeJson.group(other))) {
                FailedTry too = run.post(other);
                if (too == null || !too.isAnswer()) {
                    return too == null;
                }
            }
        }
        return false;
    }
}
