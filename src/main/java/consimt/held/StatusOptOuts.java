package consimt.held;

import consimt.business.BusinessSettings;
import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.ledger.CalledBy;
import consimt.ledger.HoldChange;
import consimt.ledger.Source;
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
 * Opt-outs that a status of the messenger tells: it did not send a message because the person stopped marketing. A held
 * opt-out that is completed is recorded as if it had been applied at once.
 */
@Singleton
public class StatusOptOuts implements HeldOptOuts {

    /** The channel of such opt-outs in the ledger. */
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
    public void apply(HeldOptOut held, CalledBy decided) {
        settings.fresh(held.relation().businessId());
        Request request = new Request(
                held.optOut(),
                held.relation(),
                EventTime.bySeconds(held.at(), held.at()),
                clock.instant(),
                Source.by(CHANNEL).onCallOf(decided),
                null);
        // The opt-out's mark is stored before the hold ends.
        recorder.record(Statement.of(request, OptOut.of(false, held.scope())));
        release(held, Source.of(Source.SYSTEM, decided));
    }

    @Override
    public void drop(HeldOptOut held, Source decider) {
        release(held, decider);
    }

    private void release(HeldOptOut held, Source source) {
        Instant now = clock.instant();
        EntryId id = EntryId.ofHoldReleased(held.optOut());
        Request request = new Request(id, held.relation(), EventTime.unsaid(now), now, source, null);
        recorder.record(Statement.of(request, HoldChange.released(held.optOut())));
    }
}
