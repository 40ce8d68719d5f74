package consimt.notice.delivery;

import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.DeliveryPorts.Endpoints.StoredEndpoint;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.Parallel;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tries endpoints that are parked, and sends what waited for those that are up again. A schedule calls it. */
@Singleton
public record ResumeNotices(Endpoints endpoints, Backlog backlog, Metrics metrics, Clock clock) implements Guarded {

    /** How long one call sends. The function has a minute, and the last page's posts go on for some seconds. */
    private static final Duration MOST_TIME = Duration.ofSeconds(40);

    @Funq("resume-notices")
    public Answer resumeNotices(Input input) {
        return guarded(() -> input.answer(nothing -> this::resume));
    }

    private Resumed resume() {
        Instant now = clock.instant();
        List<StoredEndpoint> all = endpoints.notUp();
        metrics.count("EndpointsDown", all.size());
        AtomicInteger sent = new AtomicInteger();
        List<Runnable> tasks = new ArrayList<>();
        all.stream()
                .filter(each -> each.endpoint().isDue(now))
                // One whose turn did not come is the first of the next call.
                .sorted(Comparator.comparing(each -> each.endpoint().dueAt()))
                .forEach(each -> tasks.add(() -> sent.addAndGet(send(each, now.plus(MOST_TIME)))));
        Parallel.run(tasks);
        metrics.count("NoticesDelivered", sent.get());
        return new Resumed(tasks.isEmpty() ? Outcome.UNCHANGED : Outcome.RECORDED, tasks.size(), sent.get());
    }

    /** One that fails does not stop the others. It is tried again in a later run. */
    private int send(StoredEndpoint endpoint, Instant until) {
        try {
            return backlog.send(endpoint, until);
        } catch (RuntimeException fault) {
            Faults.log("ResumeNotices", fault);
            return 0;
        }
    }

    /** @param tried how many endpoints were tried */
    public record Resumed(Outcome outcome, int tried, int sent) implements Answer {}
}
