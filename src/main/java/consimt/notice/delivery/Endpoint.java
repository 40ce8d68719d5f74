package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.notice.ChangeId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint of a business takes notices.
 *
 * @param failing what failed since a notice was taken
 * @param slow how many notices in a row it took slowly
 * @param sentThrough if it is not up: all changes up to this place are done with. Those after it are to be sent from the
 *     list
 * @param cut while it catches up: changes that arrived before are sent from the list, the others by the queue
 * @param tries since it was parked
 * @param triedAgainAt when it is tried again
 * @param last what came back last from a try that failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoint(
        EndpointState state,
        Failures failing,
        int slow,
        @Nullable ChangeId sentThrough,
        @Nullable Instant cut,
        int tries,
        @Nullable Instant triedAgainAt,
        @Nullable FailedTry last) {

    public static final Endpoint UP = new Endpoint(EndpointState.UP, Failures.NONE, 0, null, null, 0, null, null);

    /** Such an endpoint would take the place of others in the queue's calls. The list has a place for each endpoint. */
    private static final int SLOW_ONES_TO_PARK = 20;

    /** So many tries of one notice are some six minutes. */
    private static final int TRIES_OF_ONE = 3;

    static final Duration SWITCHED_OFF_AFTER = Duration.ofDays(3);

    /**
     * How far ahead of the clock the cut is. No clock of a function is further ahead, so no change that was skipped before
     * the cut was made arrived after the cut.
     */
    static final Duration CUT_AHEAD = Duration.ofSeconds(30);

    /** What becomes of a notice in the queue. */
    enum Handling {
        SEND,
        /** It leaves the queue, for it is sent from the list of changes. */
        LEAVE_TO_THE_LIST,
        /** It stays in the queue until the list is worked off. */
        WAIT
    }

    Handling handling(ChangeId id) {
        return switch (state) {
            case UP -> Handling.SEND;
            case PARKED, OFF -> Handling.LEAVE_TO_THE_LIST;
            case CATCHING_UP ->
                cut != null && id.arrivedAt().isBefore(cut) ? Handling.LEAVE_TO_THE_LIST : Handling.WAIT;
        };
    }

    /** The notices from the first one on are sent from the list. */
    Endpoint parked(ChangeId first, Instant triedAgainAt) {
        return with(next -> {
            next.state = EndpointState.PARKED;
            next.slow = 0;
            next.sentThrough = first.justBefore();
            next.triedAgainAt = triedAgainAt;
        });
    }

    /** A notice left the queue, so the list is sent from there on at the latest. */
    Endpoint leaving(ChangeId id) {
        return isUp() || sentThrough != null && sentThrough.compareTo(id) < 0
                ? this
                : with(next -> next.sentThrough = id.justBefore());
    }

    /**
     * A notice failed.
     *
     * @param group the relation of the notice, as a hash
     * @param first of the notices that are being tried again, this one at the latest
     */
    Endpoint failed(ChangeId id, String group, ChangeId first, FailedTry how) {
        if (!isUp()) {
            return leaving(id);
        }
        Failures all = failing.and(group, how);
        if (all.areOver(how)) {
            return switchedOff(first, how);
        }
        Endpoint after = with(next -> {
            next.failing = all;
            next.last = how;
        });
        return all.areOfOneThatIsDown(how) ? after.parked(first, how.at().plus(Pauses.parkedAfter(0))) : after;
    }

    /** A notice was taken. An endpoint that is parked stays so: what waits is sent in its order. */
    Endpoint delivered() {
        return isUp() ? UP : this;
    }

    /**
     * A notice was taken after a long time.
     *
     * @param first of the notices that are being tried again, this one at the latest
     */
    Endpoint deliveredSlowly(Supplier<ChangeId> first, Instant now) {
        if (!isUp()) {
            return this;
        }
        Endpoint after = UP.with(next -> next.slow = slow + 1);
        return after.slow < SLOW_ONES_TO_PARK ? after : after.parked(first.get(), now.plus(Pauses.parkedAfter(0)));
    }

    /** A notice from the list failed. */
    Endpoint triedInVain(FailedTry how) {
        Failures all = failing.and(null, how);
        boolean isOff = how.isGone() || all.areOver(how);
        return with(next -> {
            next.state = isOff ? EndpointState.OFF : EndpointState.PARKED;
            next.failing = all;
            next.cut = null;
            next.tries = tries + 1;
            next.triedAgainAt = isOff ? null : how.at().plus(Pauses.parkedAfter(tries + 1));
            next.last = how;
        });
    }

    /** Whether a notice from the list is given up that fails once more, while the endpoint takes others. */
    boolean mayGiveUp() {
        return tries + 1 >= TRIES_OF_ONE;
    }

    /** All changes up to this place are sent. */
    Endpoint sentThrough(ChangeId place) {
        return with(next -> {
            next.failing = Failures.NONE;
            next.sentThrough = place;
            next.tries = 0;
        });
    }

    /** The list has no more changes now: the end of the catching up begins. */
    Endpoint catchingUp(Instant now) {
        return with(next -> {
            next.state = EndpointState.CATCHING_UP;
            next.cut = now.plus(CUT_AHEAD);
        });
    }

    /** The end of the catching up has to wait. What waits in the queue leaves it to the list. */
    Endpoint parkedAgain() {
        return with(next -> {
            next.state = EndpointState.PARKED;
            next.cut = null;
        });
    }

    /** @param time when it is tried again, and not before; null for at once */
    Endpoint triedAgainAt(@Nullable Instant time) {
        return with(next -> next.triedAgainAt = time);
    }

    /** @param first of the notices that are being tried again */
    Endpoint switchedOff(ChangeId first, FailedTry how) {
        return with(next -> {
            next.state = EndpointState.OFF;
            next.failing = failing.and(null, how);
            next.sentThrough =
                    sentThrough == null || first.compareTo(sentThrough) < 0 ? first.justBefore() : sentThrough;
            next.cut = null;
            next.triedAgainAt = null;
            next.last = how;
        });
    }

    /** It is tried again now. */
    Endpoint switchedOn(Instant now) {
        return isUp()
                ? this
                : with(next -> {
                    next.state = EndpointState.PARKED;
                    next.failing = Failures.NONE;
                    next.cut = null;
                    next.tries = 0;
                    next.triedAgainAt = now;
                });
    }

    /**
     * The list is sent from this place on, or from an earlier one where the endpoint stopped.
     *
     * @param first of the notices that are being tried again, this place at the latest
     */
    Endpoint sentAgainFrom(ChangeId place, ChangeId first, Instant now) {
        return isUp()
                ? UP.parked(first, now.plus(Pauses.parkedAfter(0)))
                : switchedOn(now).leaving(place);
    }

    @JsonIgnore
    boolean isUp() {
        return state == EndpointState.UP;
    }

    boolean isDue(Instant now) {
        return (state == EndpointState.PARKED || state == EndpointState.CATCHING_UP)
                && (triedAgainAt == null || !triedAgainAt.isAfter(now));
    }

    private Endpoint with(Consumer<Next> change) {
        Next next = new Next(this);
        change.accept(next);
        return next.made();
    }

    /** What an endpoint becomes. */
    private static final class Next {

        private EndpointState state;
        private Failures failing;
        private int slow;
        private @Nullable ChangeId sentThrough;
        private @Nullable Instant cut;
        private int tries;
        private @Nullable Instant triedAgainAt;
        private @Nullable FailedTry last;

        Next(Endpoint stored) {
            state = stored.state;
            failing = stored.failing;
            slow = stored.slow;
            sentThrough = stored.sentThrough;
            cut = stored.cut;
            tries = stored.tries;
            triedAgainAt = stored.triedAgainAt;
            last = stored.last;
        }

        Endpoint made() {
            return new Endpoint(state, failing, slow, sentThrough, cut, tries, triedAgainAt, last);
        }
    }
}
