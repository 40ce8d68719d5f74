package consimt.optout;

import consimt.followup.HeldOptOuts;
import consimt.function.Answer;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Request;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Opt-outs that the messenger tells of when it does not send a message: the person stopped the business's marketing
 * there. Whether such a one is applied at once or released later makes no difference to the ledger.
 */
@Singleton
public class StatusOptOuts implements HeldOptOuts {

    private static final String CHANNEL = "whatsapp-status";

    private final OptOuts optOuts;
    private final Clock clock;

    public StatusOptOuts(OptOuts optOuts, Clock clock) {
        this.optOuts = optOuts;
        this.clock = clock;
    }

    /** @param at the status's own time */
    public Answer record(Relation relation, EntryId optOut, Instant at) {
        return optOuts.record(new Request(optOut, relation, at, true, clock.instant(), CHANNEL, null, false), null);
    }

    @Override
    public void release(Relation relation, EntryId optOut, Instant at) {
        record(relation, optOut, at);
    }
}
