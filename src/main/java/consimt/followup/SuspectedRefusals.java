package consimt.followup;

import consimt.business.BusinessSettings;
import consimt.ledger.CalledBy;
import consimt.ledger.HoldChange;
import consimt.ledger.Source;
import consimt.ledger.What.OptOut;
import consimt.record.EventTime;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * The consequences of decisions about messages that may be refusals. Each call is idempotent. It throws {@link
 * consimt.runtime.StoreUnavailable} if the store does not answer.
 */
@Singleton
public class SuspectedRefusals {

    /** How many messages were read and found to be no refusals, over all businesses. */
    static final String CLEARED = "ClearedRefusals";

    private final Recorder recorder;
    private final BusinessSettings settings;
    private final Clock clock;
    private final Metrics metrics;

    public SuspectedRefusals(Recorder recorder, BusinessSettings settings, Clock clock, Metrics metrics) {
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The messages are opt-outs, each from its arrival. People decided so, and so the word of the business alone cannot
     * lift them.
     *
     * @param decider on whose call
     */
    void apply(FollowUp decided, CalledBy decider) {
        settings.fresh(decided.relation().businessId());
        decided.uncleared().forEach(message -> optOut(decided.relation(), message, decider));
    }

    private void optOut(Relation relation, SuspectedRefusal message, CalledBy decider) {
        Request request = new Request(
                EntryId.ofOptOutIn(message.id()),
                relation,
                EventTime.unsaid(message.arrivedAt()),
                clock.instant(),
                Source.of(Source.PERSON, decider),
                null);
        Recorded recorded = recorder.record(Statement.of(request, OptOut.of(false)));
        if (recorded.unopened() != null) {
            // The caller repeats the request, which opens the work.
            throw recorded.unopened();
        }
    }

    /**
     * The cleared messages are no refusals.
     *
     * @param decider who decided
     */
    void clear(FollowUp decided, Source decider) {
        long news = decided.messages().stream()
                .filter(SuspectedRefusal::isCleared)
                .filter(message -> isNew(clear(decided.relation(), message.id(), decider)))
                .count();
        if (news > 0) {
            metrics.count(CLEARED, news);
        }
    }

    private static boolean isNew(Recorded recorded) {
        return recorded.move().moved();
    }

    private Recorded clear(Relation relation, EntryId message, Source decider) {
        Instant now = clock.instant();
        Request request =
                new Request(EntryId.ofRefusalCleared(message), relation, EventTime.unsaid(now), now, decider, null);
        return recorder.record(Statement.of(request, HoldChange.cleared(message)));
    }
}
