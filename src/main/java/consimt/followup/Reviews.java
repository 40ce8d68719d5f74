package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUpWork.Steps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.followup.NumberedWork.Opening;
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

/**
 * The operator's reviews of reports. A relation has one open review at most; its reviews are numbered from 1. A report
 * is added to the open review or opens the next one, in one transaction with an entry of its own. So a report is taken
 * once, however often it arrives, and even if a review is closed at the same moment.
 */
@Singleton
class Reviews implements ReportReviews {

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
            Opening opening = numbered(reported, operator.businessId()).opening();
            FollowUp open = opening.open();
            FollowUp review = open == null
                    ? work.opened(steps.next(first(reported, opening.next(), operator, report, at)))
                    : steps.next(open).withReport();
            stored = followUps.store(new WorkChange(open, review, entry(review, report)));
        } while (stored == Stored.CHANGED_MEANWHILE);
    }

    private NumberedWork numbered(Relation reported, BusinessId operator) {
        return new NumberedWork(followUps, operator, number -> FollowUpId.ofReview(reported, number));
    }

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
