package consimt.followup;

import consimt.ledger.WorkState.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

enum Action {
    CLAIM,
    RELEASE,
    COMPLETE,
    /** The work will not be done; the note says why. */
    SKIP;

    enum Effect {
        CHANGES,
        /** The work is in this state already. */
        UNCHANGED,
        /** Somebody else has the work, or it is closed in another way. */
        CONFLICT
    }

    /** @param holder of a claim, who has the work then: the actor, or a colleague to whom the actor hands it */
    Effect on(FollowUp followUp, String actor, String holder, Instant now) {
        if (followUp.state().isClosed()) {
            return closes().filter(followUp.state()::equals).isPresent() ? Effect.UNCHANGED : Effect.CONFLICT;
        }
        boolean claimed = followUp.isClaimedAt(now);
        if (this == CLAIM && claimed && holder.equals(followUp.assignee())) {
            return Effect.UNCHANGED;
        }
        if (claimed && !actor.equals(followUp.assignee())) {
            return Effect.CONFLICT;
        }
        return switch (this) {
            case CLAIM -> Effect.CHANGES;
            case RELEASE -> claimed ? Effect.CHANGES : Effect.UNCHANGED;
            case COMPLETE, SKIP -> Effect.CHANGES;
        };
    }

    /**
     * The follow-up after an action that changes it.
     *
     * @param holder who has it then, or closed it
     */
    FollowUp done(FollowUp followUp, String holder, Instant now, Duration claimLasts) {
        return closes().map(state -> followUp.closed(state, holder, now))
                .orElseGet(() -> this == CLAIM ? followUp.claimed(holder, now.plus(claimLasts)) : followUp.released());
    }

    boolean isClosing() {
        return closes().isPresent();
    }

    private Optional<State> closes() {
        return switch (this) {
            case COMPLETE -> Optional.of(State.DONE);
            case SKIP -> Optional.of(State.SKIPPED);
            case CLAIM, RELEASE -> Optional.empty();
        };
    }
}
