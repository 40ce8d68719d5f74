package consimt.held;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.followup.BusinessDays;
import consimt.followup.FollowUp;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUpWork;
import consimt.followup.FollowUps;
import consimt.followup.FollowUps.Openings;
import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.ledger.CalledBy;
import consimt.ledger.Source;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.runtime.Parallel;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The work of deciding about held opt-outs: those beyond the hour's limit. */
@Singleton
public class Holds {

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final BusinessSettings settings;

    public Holds(FollowUps followUps, FollowUpWork work, BusinessSettings settings) {
        this.followUps = followUps;
        this.work = work;
        this.settings = settings;
    }

    /**
     * Opens the work for opt-outs that are to be decided before they apply.
     *
     * @return how many were new
     */
    public int hold(List<HeldOptOut> optOuts) {
        AtomicInteger news = new AtomicInteger();
        Map<DueDay, List<FollowUp>> held = optOuts.stream().map(this::held).collect(groupingBy(DueDay::of));
        Parallel.run(held.values().stream()
                .<Runnable>map(ofOneDay -> () -> news.addAndGet(open(ofOneDay)))
                .toList());
        return news.get();
    }

    private int open(List<FollowUp> pending) {
        Map<FollowUpId, FollowUp> each = new LinkedHashMap<>();
        pending.forEach(one -> each.put(one.id(), one));
        Openings openings = followUps.open(
                each.values().stream().map(one -> work.opening(null, one)).toList());
        long again = openings.taken().stream()
                .filter(taken -> work.openAgain(
                        Objects.requireNonNull(each.get(taken.after().id()))))
                .count();
        return openings.news() + (int) again;
    }

    /** Repeats the consequence of a decision, in case a crash left the opt-out held. */
    public void settle(List<HeldOptOut> optOuts, HeldOptOuts consequences) {
        optOuts.stream()
                .collect(groupingBy(optOut -> optOut.relation().businessId()))
                .forEach((businessId, its) -> {
                    Map<FollowUpId, FollowUp> found = followUps.find(
                            businessId, its.stream().map(Holds::id).toList());
                    its.forEach(each -> settle(each, found.get(id(each)), consequences));
                });
    }

    /**
     * The opt-out applies as of its first delivery: without a valid time of its own, each delivery has another time.
     */
    private static void settle(HeldOptOut optOut, @Nullable FollowUp look, HeldOptOuts consequences) {
        if (look != null && look.state() == State.DONE) {
            consequences.apply(
                    new HeldOptOut(optOut.relation(), look.scope(), optOut.optOut(), look.openedAt()), CalledBy.SYSTEM);
        } else if (look != null && look.state() == State.SKIPPED) {
            consequences.drop(optOut, Source.of(Source.SYSTEM));
        }
    }

    private static FollowUpId id(HeldOptOut optOut) {
        return FollowUpId.ofHeldOptOut(optOut.relation(), optOut.optOut());
    }

    private FollowUp held(HeldOptOut optOut) {
        return FollowUp.pending(
                id(optOut),
                optOut.relation(),
                Kind.HELD_OPT_OUT,
                optOut.scope(),
                optOut.optOut(),
                optOut.at(),
                BusinessDays.soon(settings.of(optOut.relation().businessId()), optOut.at()));
    }

    private record DueDay(BusinessId businessId, LocalDate due) {

        private static DueDay of(FollowUp followUp) {
            return new DueDay(followUp.relation().businessId(), followUp.due());
        }
    }
}
