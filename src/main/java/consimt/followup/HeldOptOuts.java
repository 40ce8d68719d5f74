package consimt.followup;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.followup.FollowUps.Stored;
import consimt.ledger.CalledBy;
import consimt.ledger.Source;
import consimt.ledger.What.HoldChange;
import consimt.ledger.What.OptOut;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.record.EventTime;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.runtime.Parallel;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Uncertain opt-outs, until somebody decides. A status of the messenger tells them: it did not send a message because
 * the person stopped marketing. A fault of the messenger may report opt-outs that nobody meant, so those beyond an
 * hour's limit are held: marketing to these people is refused, and work opens in the business's queue.
 *
 * <p>Each call is idempotent, and throws {@link consimt.runtime.StoreUnavailable} if the store does not answer.
 */
@Singleton
public record HeldOptOuts(
        FollowUps followUps, FollowUpWork work, Recorder recorder, BusinessSettings settings, Clock clock) {

    /** The channel of such opt-outs in the ledger. */
    public static final String CHANNEL = "whatsapp-status";

    /** A transaction takes a hundred items: two for each opening, and the counter. */
    private static final int MOST_AT_ONCE = 49;

    /**
     * Opens the work for opt-outs that are to be decided before they apply.
     *
     * @return how many were new
     */
    public int hold(List<HeldOptOut> optOuts) {
        Map<FollowUpId, FollowUp> once = new LinkedHashMap<>();
        optOuts.stream().map(this::held).forEach(one -> once.putIfAbsent(one.id(), one));
        List<Runnable> openings = new ArrayList<>();
        AtomicInteger news = new AtomicInteger();
        for (List<FollowUp> ofOneDay :
                once.values().stream().collect(groupingBy(HeldOptOuts::dueDay)).values()) {
            for (int from = 0; from < ofOneDay.size(); from += MOST_AT_ONCE) {
                List<FollowUp> some = ofOneDay.subList(from, Math.min(from + MOST_AT_ONCE, ofOneDay.size()));
                openings.add(() -> news.addAndGet(open(some)));
            }
        }
        Parallel.run(openings);
        return news.get();
    }

    /** Many in one transaction: one by one, they would conflict with each other at the counter of their day. */
    private int open(List<FollowUp> pending) {
        if (areOpened(pending)) {
            return pending.size();
        }
        BusinessId businessId = pending.get(0).relation().businessId();
        Map<FollowUpId, FollowUp> there =
                followUps.find(businessId, pending.stream().map(FollowUp::id).toList());
        List<FollowUp> missing =
                pending.stream().filter(one -> !there.containsKey(one.id())).toList();
        return missing.isEmpty() || areOpened(missing)
                ? missing.size()
                : (int) missing.stream().filter(work::opensAgain).count();
    }

    private boolean areOpened(List<FollowUp> pending) {
        return followUps.store(
                        pending.stream().map(one -> work.opening(null, one)).toList(), List.of(), List.of())
                == Stored.STORED;
    }

    /** Repeats the consequence of a decision, in case a crash left the opt-out held. */
    public void settle(List<HeldOptOut> optOuts) {
        optOuts.stream()
                .collect(groupingBy(optOut -> optOut.relation().businessId()))
                .forEach((businessId, its) -> {
                    Map<FollowUpId, FollowUp> found = followUps.find(
                            businessId, its.stream().map(HeldOptOuts::id).toList());
                    its.forEach(each -> settle(each, found.get(id(each))));
                });
    }

    /**
     * The opt-out applies as of its first delivery: without a valid time of its own, each delivery has another time.
     */
    private void settle(HeldOptOut optOut, @Nullable FollowUp look) {
        if (look != null && look.state() == State.DONE) {
            apply(new HeldOptOut(optOut.relation(), look.scope(), optOut.optOut(), look.openedAt()), CalledBy.SYSTEM);
        } else if (look != null && look.state() == State.SKIPPED) {
            drop(optOut, Source.of(Source.SYSTEM));
        }
    }

    /**
     * Applies an opt-out as if it had never been held. Its mark is stored before the hold ends.
     *
     * @param decided on whose call
     */
    void apply(HeldOptOut held, CalledBy decided) {
        settings.fresh(held.relation().businessId());
        Request request = new Request(
                held.optOut(),
                held.relation(),
                EventTime.bySeconds(held.at(), held.at()),
                clock.instant(),
                Source.by(CHANNEL).onCallOf(decided),
                null);
        recorder.record(Statement.of(request, OptOut.of(false, held.scope())));
        drop(held, Source.of(Source.SYSTEM, decided));
    }

    /**
     * Ends the hold of an opt-out.
     *
     * @param decider who decided
     */
    void drop(HeldOptOut held, Source decider) {
        Instant now = clock.instant();
        EntryId id = EntryId.ofHoldReleased(held.optOut());
        Request request = new Request(id, held.relation(), EventTime.unsaid(now), now, decider, null);
        recorder.record(Statement.of(request, new HoldChange(Fact.Kind.HOLD_RELEASED, held.optOut())));
    }

    private static FollowUpId id(HeldOptOut optOut) {
        return FollowUpId.ofHeldOptOut(optOut.relation(), optOut.optOut());
    }

    private FollowUp held(HeldOptOut optOut) {
        BusinessId businessId = optOut.relation().businessId();
        return FollowUp.pending(
                id(optOut),
                optOut.relation(),
                Job.of(Kind.HELD_OPT_OUT, optOut.scope(), optOut.optOut()),
                new Term(optOut.at(), BusinessDays.soon(settings.of(businessId), optOut.at())));
    }

    private static List<?> dueDay(FollowUp followUp) {
        return List.of(followUp.relation().businessId(), followUp.due());
    }
}
