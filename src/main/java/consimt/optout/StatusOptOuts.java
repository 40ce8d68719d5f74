package consimt.optout;

import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.relation.Request;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Opt-outs that the messenger tells of when it does not send a message: the person said it there. One that was held is
 * recorded as if it had been applied at once.
 */
@Singleton
public class StatusOptOuts implements HeldOptOuts {

    /** In the ledger. */
    public static final String CHANNEL = "whatsapp-status";

    private final OptOuts optOuts;
    private final Clock clock;

    public StatusOptOuts(OptOuts optOuts, Clock clock) {
        this.optOuts = optOuts;
        this.clock = clock;
    }

    @Override
    public void release(HeldOptOut held) {
        Request request = new Request(
                held.optOut(), held.relation(), held.at(), held.at(), clock.instant(), CHANNEL, null, false);
        optOuts.note(request, null);
    }
}
