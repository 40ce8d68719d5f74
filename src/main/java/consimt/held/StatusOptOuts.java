package consimt.held;

import consimt.business.BusinessSettings;
import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.ledger.Source;
import consimt.ledger.What.HoldReleased;
import consimt.ledger.What.OptOut;
import consimt.record.EventTime;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.EntryId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Opt-outs that the messenger tells of when it does not send a message: the person said it there. One that was held is
 * recorded as if it had been applied at once.
 */
@Singleton
public class StatusOptOuts implements HeldOptOuts {

    /** In the ledger. */
    public static final String CHANNEL = "whatsapp-status";

    private final Recorder recorder;
    private final BusinessSettings settings;
    private final Clock clock;

    public StatusOptOuts(Recorder recorder, BusinessSettings settings, Clock clock) {
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void apply(HeldOptOut held) {
        settings.fresh(held.relation().businessId());
        Request request = new Request(
                held.optOut(),
                held.relation(),
                EventTime.bySeconds(held.at(), held.at()),
                clock.instant(),
                Source.by(CHANNEL),
                null);
        // The opt-out's mark stands before the person is held no longer.
        recorder.record(Statement.of(request, OptOut.of(false)));
        release(held, Source.SYSTEM);
    }

    @Override
    public void drop(HeldOptOut held, String actor) {
        release(held, actor);
    }

    private void release(HeldOptOut held, String actor) {
        Instant now = clock.instant();
        EntryId id = EntryId.ofHoldReleased(held.optOut());
        Request request = new Request(id, held.relation(), EventTime.unsaid(now), now, Source.of(actor), null);
        recorder.record(Statement.of(request, new HoldReleased(held.optOut())));
    }
}
