package consimt.followup;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.function.Parallel;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Looking at opt-outs that came with too many others to be believed. */
@Singleton
public class Holds {

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final BusinessSettings settings;

    Holds(FollowUps followUps, FollowUpWork work, BusinessSettings settings) {
        this.followUps = followUps;
        this.work = work;
        this.settings = settings;
    }

    /**
     * Opens the looks at opt-outs that are not to be applied before.
     *
     * @return how many were not held before
     */
    public int hold(List<HeldOptOut> optOuts) {
        AtomicInteger news = new AtomicInteger();
        Map<DueDay, List<FollowUp>> held =
                optOuts.stream().map(this::held).map(work::opened).collect(groupingBy(DueDay::of));
        Parallel.run(held.values().stream()
                .<Runnable>map(ofOneDay -> () -> news.addAndGet(followUps.open(ofOneDay)))
                .toList());
        return news.get();
    }

    private FollowUp held(HeldOptOut optOut) {
        return FollowUp.pending(
                FollowUpId.ofHeldOptOut(optOut.relation(), optOut.decidedAs()),
                optOut.relation(),
                Kind.HELD_OPT_OUT,
                optOut.optOut(),
                optOut.at(),
                BusinessDays.soon(settings.of(optOut.relation().businessId()), optOut.at()));
    }

    private record DueDay(BusinessId businessId, LocalDate due) {

        static DueDay of(FollowUp followUp) {
            return new DueDay(followUp.relation().businessId(), followUp.due());
        }
    }
}
