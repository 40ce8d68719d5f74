package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUpWork.Steps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.ledger.Source;
import consimt.ledger.What.FollowUpStep;
import consimt.record.ReportReviews;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's reviews of reports. A relation has one open review at most; its reviews are numbered from 1. A report
 * is added to the open review or opens the next one, in one transaction with an entry of its own. So a report is taken
 * once, however often it arrives, and even if a review is closed at the same moment.
 */
@Singleton
class Reviews implements ReportReviews {

    /** How many reviews of one relation the first read covers; each further read covers twice as many. */
    private static final int READ_AT_FIRST = 2;

    /** A batch read takes a hundred keys. One of them is the review of an earlier release. */
    private static final int MOST_READ = 64;

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final BusinessSettings settings;
    private final Clock clock;

    Reviews(FollowUps followUps, FollowUpWork work, BusinessSettings settings, Clock clock) {
        this.followUps = followUps;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void add(Relation reported, EntryId report, Instant at) {
        Business operator = settings.of(settings.operator());
        Steps steps = new Steps();
        Stored stored;
        do {
            Optional<Place> place = place(reported, operator.businessId(), report);
            if (place.isEmpty()) {
                return;
            }
            FollowUp open = place.get().open();
            FollowUp review = open == null
                    ? work.opened(steps.next(first(reported, place.get().next(), operator, report, at)))
                    : steps.next(open).withReport();
            stored = followUps.store(new WorkChange(open, review, entry(review, report)));
        } while (stored == Stored.CHANGED_MEANWHILE);
    }

    /** The review for a report. Empty if an earlier release opened a review for this report alone. */
    private Optional<Place> place(Relation reported, BusinessId operator, EntryId report) {
        FollowUpId before = FollowUpId.ofReviewBefore(reported, report);
        FollowUp last = null;
        int count = 0;
        for (int more = READ_AT_FIRST; ; more = Math.min(2 * more, MOST_READ)) {
            int upTo = count + more;
            Map<FollowUpId, FollowUp> found = followUps.find(
                    operator,
                    Stream.concat(
                                    Stream.of(before),
                                    IntStream.rangeClosed(count + 1, upTo)
                                            .mapToObj(number -> FollowUpId.ofReview(reported, number)))
                            .toList());
            if (found.containsKey(before)) {
                return Optional.empty();
            }
            FollowUp next = found.get(FollowUpId.ofReview(reported, count + 1));
            while (next != null) {
                last = next;
                count++;
                next = found.get(FollowUpId.ofReview(reported, count + 1));
            }
            if (count < upTo) {
                return Optional.of(new Place(last != null && last.state().isWork() ? last : null, count + 1));
            }
        }
    }

    /**
     * @param open the open review, or null where there is none
     * @param next the number of the next one
     */
    private record Place(@Nullable FollowUp open, int next) {}

    private static FollowUp first(Relation reported, int number, Business operator, EntryId report, Instant at) {
        return FollowUp.pending(
                        FollowUpId.ofReview(reported, number),
                        new Relation(reported.userId(), operator.businessId()),
                        Kind.REPORT_REVIEW,
                        report,
                        at,
                        BusinessDays.due(operator, at))
                .about(reported.businessId());
    }

    private Entry entry(FollowUp review, EntryId report) {
        return Entry.ofWork(
                EntryId.ofReviewed(report),
                clock.instant(),
                Source.SYSTEM,
                new FollowUpStep("ADD_REPORT", review.id(), null, null));
    }
}
