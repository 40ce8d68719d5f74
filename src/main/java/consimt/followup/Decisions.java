package consimt.followup;

import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.ledger.CalledBy;
import consimt.ledger.Source;
import jakarta.inject.Singleton;

/**
 * What follows when people decide about work: the consequences of a step, beside the step itself. Each is idempotent, so
 * the same request repeats what a crash cut off.
 *
 * <p>What refuses is applied before the step is stored, and what permits after it. So a crash in between loses no
 * refusal.
 */
@Singleton
public class Decisions {

    private final HeldOptOuts heldOptOuts;
    private final SuspectedRefusals suspectedRefusals;

    public Decisions(HeldOptOuts heldOptOuts, SuspectedRefusals suspectedRefusals) {
        this.heldOptOuts = heldOptOuts;
        this.suspectedRefusals = suspectedRefusals;
    }

    /**
     * Whether the step would let a business permit its own marketing, so that the operator alone may do it. A business
     * may say that a message which its people read is no refusal.
     */
    static boolean isForTheOperator(Action action, FollowUp followUp) {
        return action == Action.SKIP && followUp.kind() == Kind.HELD_OPT_OUT;
    }

    /** Whether the step has a consequence that is applied before the step is stored. */
    static boolean appliesFirst(Action action, FollowUp followUp) {
        return action == Action.COMPLETE
                && (followUp.kind() == Kind.HELD_OPT_OUT || followUp.kind() == Kind.SUSPECTED_REFUSAL);
    }

    void apply(FollowUp followUp, CalledBy decided) {
        if (followUp.kind() == Kind.HELD_OPT_OUT) {
            heldOptOuts.apply(held(followUp), decided);
        } else {
            suspectedRefusals.apply(followUp, decided);
        }
    }

    /**
     * The consequences of a stored step.
     *
     * @param decider who decided
     */
    void finish(Action action, FollowUp followUp, Source decider) {
        boolean isSkipped = action == Action.SKIP && followUp.state() == State.SKIPPED;
        if (action == Action.SKIP && followUp.kind() == Kind.SUSPECTED_REFUSAL) {
            suspectedRefusals.clear(followUp, decider);
        } else if (isSkipped && followUp.kind() == Kind.HELD_OPT_OUT) {
            heldOptOuts.drop(held(followUp), decider);
        }
    }

    private static HeldOptOut held(FollowUp followUp) {
        return new HeldOptOut(followUp.relation(), followUp.scope(), followUp.cause(), followUp.openedAt());
    }
}
