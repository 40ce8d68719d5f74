package consimt.followup;

import consimt.business.BusinessSettings;
import consimt.ledger.CalledBy;
import consimt.ledger.EntryContent.HoldChange;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Message;
import consimt.record.EventTime;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * What follows when people decide about work: the consequences of a step, beside the step itself. Each is idempotent, so
 * the same request repeats what a crash cut off.
 *
 * <p>What refuses is applied before the step is stored, and what permits after it. So a crash in between loses no
 * refusal.
 */
@Singleton
public record Decisions(Recorder recorder, BusinessSettings settings, Clock clock, Metrics metrics) {

    /** How many messages were read and found to be no refusals, over all businesses. */
    static final String CLEARED = "ClearedRefusals";

    /** Whether the step has a consequence that is applied before the step is stored. */
    static boolean appliesFirst(Action action, FollowUp followUp) {
        return action == Action.COMPLETE && followUp.kind() == Kind.SUSPECTED_REFUSAL;
    }

    void finish(Action action, FollowUp followUp, Source decider) {
        if (action == Action.SKIP && followUp.kind() == Kind.SUSPECTED_REFUSAL) {
            clear(followUp, decider);
        }
    }

    /** The messages are opt-outs, each from its arrival. People decided so, and so the word of the business alone cannot lift them. */
    void apply(FollowUp decided, CalledBy decider) {
        settings.fresh(decided.relation().businessId());
        decided.uncleared().forEach(message -> optOut(decided.relation(), message, decider));
    }

    private void optOut(Relation relation, Message message, CalledBy decider) {
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

    private void clear(FollowUp decided, Source decider) {
        long news = decided.messages().stream()
                .filter(Message::cleared)
                .filter(message ->
                        clear(decided.relation(), message.id(), decider).move().moved())
                .count();
        if (news > 0) {
            metrics.count(CLEARED, news);
        }
    }

    private Recorded clear(Relation relation, EntryId message, Source decider) {
        Instant now = clock.instant();
        Request request =
                new Request(EntryId.ofRefusalCleared(message), relation, EventTime.unsaid(now), now, decider, null);
        return recorder.record(Statement.of(request, new HoldChange(Fact.Kind.REFUSAL_CLEARED, message)));
    }
}
