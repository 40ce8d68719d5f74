package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.notice.ChangeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint of a business takes notices.
 *
 * @param failures in a row
 * @param failingOf the relation of the first of them, as a hash
 * @param ofSeveral whether notices of several relations are among them
 * @param failingSince the first of them; null if none failed
 * @param sentThrough if it is not up: all changes up to this place are done with. Those after it are to be sent from the
 *     list
 * @param cut while it catches up: changes that arrived before are sent from the list, the others by the queue
 * @param tries since it was parked
 * @param triedAgainAt when it is tried again
 * @param handedOver relations, as hashes, whose notices go from the list into the queue: the endpoint takes others and not
 *     theirs
 * @param kept relations, as hashes, whose notices stay in the queue: they were refused for long while others were taken
 * @param last what came back last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoint(
        EndpointState state,
        int failures,
        @Nullable String failingOf,
        boolean ofSeveral,
        @Nullable Instant failingSince,
        @Nullable ChangeId sentThrough,
        @Nullable Instant cut,
        int tries,
        @Nullable Instant triedAgainAt,
        @Nullable Set<String> handedOver,
        @Nullable Set<String> kept,
        @Nullable FailedTry last) {

    public static final Endpoint UP =
            new Endpoint(EndpointState.UP, 0, null, false, null, null, null, 0, null, null, null, null);

    /** Of several relations, or without any answer. */
    private static final int FAILURES_TO_PARK = 3;

    /** Of one relation: some 25 minutes of tries. */
    private static final int ANSWERS_TO_PARK = 10;

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

    /** A notice left the queue, so the list is sent from there on at the latest. */
    Endpoint leaving(ChangeId id) {
        return isUp() || sentThrough != null && sentThrough.compareTo(id) < 0
                ? this
                : with(state, id.justBefore(), cut);
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
        boolean several = ofSeveral || failingOf != null && !failingOf.equals(group);
        int inARow = failures + 1;
        // A receiver that refuses one notice may take the others.
        boolean isDown = inARow >= (several || !how.isAnswer() ? FAILURES_TO_PARK : ANSWERS_TO_PARK);
        Instant since = failingSince == null ? how.at() : failingSince;
        if (isOver(since, how)) {
            return switchedOff(tried.first(id), how);
        }
        Set<String> refused = tried.refusedForLong(group);
        return new Endpoint(
                isDown ? EndpointState.PARKED : EndpointState.UP,
                inARow,
                failingOf == null ? group : failingOf,
                several,
                since,
                isDown ? tried.firstBut(refused, id).justBefore() : null,
                null,
                0,
                isDown ? how.at().plus(Pauses.parkedAfter(0)) : null,
                null,
                isDown && !refused.isEmpty() ? refused : null,
                how);
    }

    /** A notice was taken. An endpoint that is parked stays so: what waits is sent in its order. */
    Endpoint delivered() {
        return isUp() ? UP : this;
    }

    /** A notice from the list failed. */
    Endpoint triedInVain(FailedTry how) {
        Instant since = failingSince == null ? how.at() : failingSince;
        boolean isOff = how.isGone() || isOver(since, how);
        return new Endpoint(
                isOff ? EndpointState.OFF : EndpointState.PARKED,
                failures + 1,
                failingOf,
                ofSeveral,
                since,
                sentThrough,
                null,
                tries + 1,
                isOff ? null : how.at().plus(Pauses.parkedAfter(tries + 1)),
                handedOver,
                isOff ? null : kept,
                how);
    }

    private static boolean isOver(Instant since, FailedTry how) {
        return !how.at().isBefore(since.plus(SWITCHED_OFF_AFTER));
    }

    /** All changes up to this place are sent. */
    Endpoint sentThrough(ChangeId place) {
        return new Endpoint(state, 0, null, false, null, place, cut, 0, triedAgainAt, handedOver, kept, last);
    }

    /** The list has no more changes now: the end of the catching up begins. */
    Endpoint catchingUp(Instant now) {
        return with(EndpointState.CATCHING_UP, sentThrough, now.plus(CUT_AHEAD));
    }

    /** The end of the catching up has to wait. What waits in the queue leaves it to the list. */
    Endpoint parkedAgain() {
        return with(EndpointState.PARKED, sentThrough, null);
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
        return new Endpoint(
                state,
                failures,
                failingOf,
                ofSeveral,
                failingSince,
                sentThrough,
                cut,
                tries,
                triedAgainAt,
                all,
                kept,
                last);
    }

    /** Somebody else is not to try it before. */
    Endpoint takenUntil(Instant until) {
        return new Endpoint(
                state,
                failures,
                failingOf,
                ofSeveral,
                failingSince,
                sentThrough,
                cut,
                tries,
                until,
                handedOver,
                kept,
                last);
    }

    /** @param id the first of the notices that are being tried again */
    Endpoint switchedOff(ChangeId id, FailedTry how) {
        Instant since = failingSince == null ? how.at() : failingSince;
        ChangeId through = sentThrough == null || id.compareTo(sentThrough) < 0 ? id.justBefore() : sentThrough;
        return new Endpoint(
                EndpointState.OFF,
                failures + 1,
                failingOf,
                ofSeveral,
                since,
                through,
                null,
                tries,
                null,
                handedOver,
                null,
                how);
    }

    /** It is tried again now. */
    Endpoint switchedOn(Instant now) {
        return isUp()
                ? this
                : new Endpoint(
                        EndpointState.PARKED, 0, null, false, null, sentThrough, null, 0, now, handedOver, kept, last);
    }

    private Endpoint with(EndpointState next, @Nullable ChangeId through, @Nullable Instant cutAt) {
        return new Endpoint(
                next,
                failures,
                failingOf,
                ofSeveral,
                failingSince,
                through,
                cutAt,
                tries,
                triedAgainAt,
                handedOver,
                kept,
                last);
    }

    @JsonIgnore
    boolean isUp() {
        return state == EndpointState.UP;
    }

    boolean isDue(Instant now) {
        return (state == EndpointState.PARKED || state == EndpointState.CATCHING_UP)
                && (triedAgainAt == null || !triedAgainAt.isAfter(now));
    }
}
