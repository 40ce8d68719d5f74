package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.notice.ChangeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
 * @param handedOver relations, as hashes, whose notices go from the list into the queue: the endpoint takes others and not
 *     theirs
 * @param kept relations, as hashes, whose notices stay in the queue: they were refused for long while others were taken
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
        @Nullable Set<String> handedOver,
        @Nullable Set<String> kept,
        @Nullable FailedTry last) {

    public static final Endpoint UP =
            new Endpoint(EndpointState.UP, Failures.NONE, 0, null, null, 0, null, null, null, null);

    /** One that was stored by an earlier version has no failures of this form. */
    public Endpoint {
        failing = Objects.requireNonNullElse(failing, Failures.NONE);
    }

    /** Such an endpoint would take the place of others in the queue's calls. The list has a place for each endpoint. */
    private static final int SLOW_ONES_TO_PARK = 20;

    /** So that an endpoint stays small. With more, the list waits for the relation. */
    private static final int MOST_HANDED_OVER = 50;

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

    /** One whose notices are sent from the list from now on. */
    static Endpoint parked(ChangeId sentThrough, Instant triedAgainAt) {
        return UP.with(next -> {
            next.state = EndpointState.PARKED;
            next.sentThrough = sentThrough;
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
     * @param tried the notices that are being tried again
     */
    Endpoint failed(ChangeId id, String group, TriedAgain tried, FailedTry how) {
        if (!isUp()) {
            return leaving(id);
        }
        Failures all = failing.and(group, how);
        if (all.areOver(how)) {
            return switchedOff(tried.first(id), how);
        }
        Endpoint after = with(next -> {
            next.failing = all;
            next.last = how;
        });
        return all.areOfOneThatIsDown(how) ? after.parked(id, tried.refusedForLong(group), tried, how.at()) : after;
    }

    private Endpoint parked(ChangeId id, Set<String> refused, TriedAgain tried, Instant now) {
        return with(next -> {
            next.state = EndpointState.PARKED;
            next.slow = 0;
            next.sentThrough = tried.firstBut(refused, id).justBefore();
            next.triedAgainAt = now.plus(Pauses.parkedAfter(0));
            next.kept = refused.isEmpty() ? null : refused;
        });
    }

    /** A notice was taken. An endpoint that is parked stays so: what waits is sent in its order. */
    Endpoint delivered() {
        return isUp() ? UP : this;
    }

    /**
     * A notice was taken after a long time.
     *
     * @param group the relation of the notice, as a hash
     * @param tried the notices that are being tried again
     */
    Endpoint deliveredSlowly(ChangeId id, String group, Supplier<TriedAgain> tried, Instant now) {
        if (!isUp()) {
            return this;
        }
        Endpoint after = UP.with(next -> next.slow = slow + 1);
        if (after.slow < SLOW_ONES_TO_PARK) {
            return after;
        }
        TriedAgain again = tried.get();
        return after.parked(id, again.refusedForLong(group), again, now);
    }

    /**
     * A notice from the list failed. If that switches the endpoint off, the notices of relations that were kept in the
     * queue leave it to the list too.
     *
     * @param tried the notices that are being tried again
     */
    Endpoint triedInVain(FailedTry how, Supplier<TriedAgain> tried) {
        Failures all = failing.and(null, how);
        boolean isOff = how.isGone() || all.areOver(how);
        return with(next -> {
            if (isOff && kept != null && sentThrough != null) {
                next.sentThrough = tried.get().firstOf(kept, sentThrough).justBefore();
            }
            next.state = isOff ? EndpointState.OFF : EndpointState.PARKED;
            next.failing = all;
            next.cut = null;
            next.tries = tries + 1;
            next.triedAgainAt = isOff ? null : how.at().plus(Pauses.parkedAfter(tries + 1));
            next.kept = isOff ? null : kept;
            next.last = how;
        });
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

    boolean isHandedOver(String group) {
        return handedOver != null && handedOver.contains(group);
    }

    /** Whether the notices of this relation stay in the queue, and the list passes over them. */
    boolean isKept(String group) {
        return kept != null && kept.contains(group);
    }

    /** The relations whose notices are in the queue. */
    Set<String> inTheQueue() {
        Set<String> all = new TreeSet<>(handedOver == null ? Set.of() : handedOver);
        all.addAll(kept == null ? Set.of() : kept);
        return all;
    }

    boolean mayHandOver() {
        return handedOver == null || handedOver.size() < MOST_HANDED_OVER;
    }

    /** The endpoint takes others and not those of this relation. */
    Endpoint handingOver(String group) {
        Set<String> all = new TreeSet<>(handedOver == null ? Set.of() : handedOver);
        all.add(group);
        return with(next -> next.handedOver = all);
    }

    /** @param time when it is tried again, and not before; null for at once */
    Endpoint triedAgainAt(@Nullable Instant time) {
        return with(next -> next.triedAgainAt = time);
    }

    /** @param id the first of the notices that are being tried again */
    Endpoint switchedOff(ChangeId id, FailedTry how) {
        return with(next -> {
            next.state = EndpointState.OFF;
            next.failing = failing.and(null, how);
            next.sentThrough = sentThrough == null || id.compareTo(sentThrough) < 0 ? id.justBefore() : sentThrough;
            next.cut = null;
            next.triedAgainAt = null;
            next.kept = null;
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
     * The list is sent from this place on, or from an earlier one where the endpoint stopped. It passes over no relation:
     * what is to be sent again is not in the queue.
     *
     * @param tried the notices that are being tried again
     */
    Endpoint sentAgainFrom(ChangeId place, TriedAgain tried, Instant now) {
        if (isUp()) {
            return UP.parked(place, Set.of(), tried, now);
        }
        ChangeId first = sentThrough != null && sentThrough.compareTo(place) < 0 ? sentThrough : place;
        return switchedOn(now).with(next -> {
            next.sentThrough = kept == null ? first : tried.firstOf(kept, first).justBefore();
            next.kept = null;
        });
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
        private @Nullable Set<String> handedOver;
        private @Nullable Set<String> kept;
        private @Nullable FailedTry last;

        Next(Endpoint there) {
            state = there.state;
            failing = there.failing;
            slow = there.slow;
            sentThrough = there.sentThrough;
            cut = there.cut;
            tries = there.tries;
            triedAgainAt = there.triedAgainAt;
            handedOver = there.handedOver;
            kept = there.kept;
            last = there.last;
        }

        Endpoint made() {
            return new Endpoint(state, failing, slow, sentThrough, cut, tries, triedAgainAt, handedOver, kept, last);
        }
    }
}
