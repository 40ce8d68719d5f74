package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.notice.ChangeId;
import consimt.notice.delivery.Undelivered.FailedTry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint of a business takes notices.
 *
 * @param waiting what waits in the list of changes; null if it is up
 * @param busyThrough until when its share of the delivery's time is used; null if it used none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Endpoint(
        Failures failing,
        @Nullable Waiting waiting,
        @Nullable Instant busyThrough,
        @Nullable FailedTry last) {

    public static final Endpoint UP = new Endpoint(Failures.NONE, null, null, null);

    static final Duration SWITCHED_OFF_AFTER = Duration.ofDays(3);

    /**
     * How far ahead of the clock the cut is. No clock of a function is further ahead, so no change that was skipped before
     * the cut was made arrived after the cut.
     */
    static final Duration CUT_AHEAD = Duration.ofSeconds(30);

    /** Some five minutes of waiting. Tries are few, and a notice that waits is not tried. */
    private static final int MOST_WAITS = 30;

    /** What becomes of a notice in the queue. */
    enum Handling {
        SEND,
        /** It leaves the queue, for it is sent from the list of changes. */
        LEAVE_TO_THE_LIST,
        /** It stays in the queue until the list is worked off. */
        WAIT
    }

    public EndpointState state() {
        if (waiting == null) {
            return EndpointState.UP;
        }
        if (waiting.triedAgainAt == null) {
            return EndpointState.OFF;
        }
        return waiting.cut == null ? EndpointState.PARKED : EndpointState.CATCHING_UP;
    }

    @JsonIgnore
    boolean isUp() {
        return waiting == null;
    }

    boolean isDue(Instant now) {
        return !dueAt().isAfter(now);
    }

    /** When it is tried again; never if nothing waits, or if it is switched off. */
    Instant dueAt() {
        return waiting == null || waiting.triedAgainAt == null ? Instant.MAX : waiting.triedAgainAt;
    }

    Handling handling(ChangeId id) {
        if (waiting == null) {
            return Handling.SEND;
        }
        return waiting.cut == null || id.arrivedAt().isBefore(waiting.cut) ? Handling.LEAVE_TO_THE_LIST : Handling.WAIT;
    }

    /** The notices from the first one on are sent from the list. */
    Endpoint parked(ChangeId first, Instant now) {
        return with(new Waiting(first.justBefore(), null, 0, now.plus(Pauses.parkedAfter(0))));
    }

    /** The queue showed a notice. One that waits for too long leaves the queue to the list: the end of the catching up has to wait then. */
    Endpoint met(ChangeId id, int times) {
        if (waiting == null) {
            return this;
        }
        return switch (handling(id)) {
            case LEAVE_TO_THE_LIST -> leaving(id);
            case WAIT -> times > MOST_WAITS ? with(waiting.withCut(null)).leaving(id) : this;
            case SEND -> this;
        };
    }

    /** A notice left the queue, so the list is sent from there on at the latest. */
    Endpoint leaving(ChangeId id) {
        return waiting == null ? this : with(waiting.from(id));
    }

    /**
     * @param group the relation of the notice, as a hash
     * @param first of the notices that are being tried again, this one at the latest
     */
    Endpoint failed(ChangeId id, String group, ChangeId first, FailedTry how) {
        Failures all = failing.and(group, how);
        if (how.isGone() || isUp() && all.areOver(how)) {
            Waiting place = waiting == null ? new Waiting(first.justBefore(), null, 0, null) : waiting.from(first);
            return new Endpoint(all, place.triedAgainAt(null), busyThrough, how);
        }
        if (!isUp()) {
            return leaving(id);
        }
        Endpoint after = new Endpoint(all, null, busyThrough, how);
        return all.areOfOneThatIsDown(how) ? after.parked(first, how.at()) : after;
    }

    /** A notice was taken. An endpoint that is parked stays so: what waits is sent in its order. */
    Endpoint delivered(Instant now) {
        return isUp() ? UP.busyThrough(isBusy(now) ? busyThrough : null) : this;
    }

    /**
     * The endpoint used some of its share of the delivery's time. An endpoint that used more than its share is parked.
     *
     * @param first of the notices that are being tried again, or of those that come
     */
    Endpoint used(Duration share, ChangeId first, Instant now) {
        if (share.isZero() || !isUp()) {
            return this;
        }
        Instant through = (busyThrough != null && isBusy(now) ? busyThrough : now).plus(share);
        Endpoint after = busyThrough(through);
        return after.hasUsedItsShare(now) ? after.parked(first, now) : after;
    }

    boolean hasUsedItsShare(Instant now) {
        return isBusy(now.plus(Share.AHEAD));
    }

    boolean isBusy(Instant now) {
        return busyThrough != null && busyThrough.isAfter(now);
    }

    Endpoint busyThrough(@Nullable Instant time) {
        return new Endpoint(failing, waiting, time, last);
    }

    /** A notice from the list failed. */
    Endpoint triedInVain(FailedTry how) {
        Failures all = failing.and(null, how);
        boolean isOff = how.isGone() || all.areOver(how) || state() == EndpointState.OFF;
        return waiting == null
                ? this
                : new Endpoint(all, waiting.triedInVain(isOff ? null : how.at()), busyThrough, how);
    }

    /** All changes up to this place are sent. */
    Endpoint sentThrough(ChangeId place) {
        return waiting == null
                ? this
                : new Endpoint(
                        Failures.NONE, new Waiting(place, waiting.cut, 0, waiting.triedAgainAt), busyThrough, last);
    }

    Endpoint catchingUp(Instant now) {
        return waiting == null ? this : with(waiting.withCut(now.plus(CUT_AHEAD)));
    }

    /** @param time when it is tried again, and not before */
    Endpoint triedAgainAt(Instant time) {
        return waiting == null || waiting.triedAgainAt == null ? this : with(waiting.triedAgainAt(time));
    }

    Endpoint switchedOn(Instant now) {
        return waiting == null
                ? this
                : new Endpoint(Failures.NONE, new Waiting(waiting.sentThrough, null, 0, now), busyThrough, last);
    }

    /**
     * The list is sent from this place on, or from an earlier one where the endpoint stopped.
     *
     * @param first of the notices that are being tried again, this place at the latest
     */
    Endpoint sentAgainFrom(ChangeId place, ChangeId first, Instant now) {
        return isUp() ? parked(first, now) : switchedOn(now).leaving(place);
    }

    private Endpoint with(Waiting next) {
        return new Endpoint(failing, next, busyThrough, last);
    }

    /**
     * @param cut while it catches up: changes that arrived before are sent from the list, the others by the queue
     * @param tries since it was parked
     * @param triedAgainAt when it is tried again; null if it is switched off
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiting(
            ChangeId sentThrough,
            @Nullable Instant cut,
            int tries,
            @Nullable Instant triedAgainAt) {

        private Waiting from(ChangeId id) {
            return sentThrough.compareTo(id) < 0 ? this : new Waiting(id.justBefore(), cut, tries, triedAgainAt);
        }

        private Waiting withCut(@Nullable Instant time) {
            return new Waiting(sentThrough, time, tries, triedAgainAt);
        }

        private Waiting triedAgainAt(@Nullable Instant time) {
            return new Waiting(sentThrough, time == null ? null : cut, tries, time);
        }

        /** @param at the time of the try; null if it is switched off for it */
        private Waiting triedInVain(@Nullable Instant at) {
            return new Waiting(
                    sentThrough, null, tries + 1, at == null ? null : at.plus(Pauses.parkedAfter(tries + 1)));
        }
    }

    public enum EndpointState {
        UP,
        /** It is down. What it is to get waits in the list of changes. */
        PARKED,
        /** It is up again, and gets from the list what waited. */
        CATCHING_UP,
        /** It said that it is gone, or failed for days. */
        OFF
    }

    /**
     * @param inARow how many
     * @param of the relation of the first of them, as a hash
     * @param ofSeveral whether notices of several relations are among them
     * @param since the time of the first of them; null if none failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failures(
            int inARow,
            @Nullable String of,
            boolean ofSeveral,
            @Nullable Instant since) {

        static final Failures NONE = new Failures(0, null, false, null);

        /** Of several relations, or without any answer. */
        private static final int TO_PARK = 3;

        /** Of one relation: some 25 minutes of tries. */
        private static final int ANSWERS_TO_PARK = 10;

        /** @param group the relation of the notice, as a hash; null if the relation does not matter any more */
        Failures and(@Nullable String group, FailedTry how) {
            return new Failures(
                    inARow + 1,
                    of == null ? group : of,
                    ofSeveral || of != null && group != null && !of.equals(group),
                    since == null ? how.at() : since);
        }

        /** A receiver that refuses one notice may take the others. So it is down after more tries. */
        boolean areOfOneThatIsDown(FailedTry last) {
            return inARow >= (ofSeveral || !last.isAnswer() ? TO_PARK : ANSWERS_TO_PARK);
        }

        boolean areOver(FailedTry last) {
            return since != null && !last.at().isBefore(since.plus(Endpoint.SWITCHED_OFF_AFTER));
        }
    }

    /**
     * The share of a business in the delivery's time: ten of the two hundred posts that go at once. A business that uses
     * more for a while is sent its notices from the list.
     *
     * <p>Of all posts one in ten seconds of posting is noted, and stands for those seconds. So an endpoint that answers
     * quickly is hardly ever written.
     */
    static final class Share {

        /** Of the queue's posts, in the template's {@code MaximumConcurrency}. */
        static final int AT_ONCE = 10;

        /** How much of the share may be used ahead of time. */
        static final Duration AHEAD = Duration.ofSeconds(10);

        private static final int MILLIS_OF_A_NOTE = 10_000;
        private static final Duration NOTE = Duration.ofMillis(MILLIS_OF_A_NOTE / AT_ONCE);

        private Share() {}

        /**
         * What a post uses of the share.
         *
         * @param messageId the queue's own: a business could choose notices by their ids, so that none is noted
         * @param millis how long it took
         * @return zero if it is not noted
         */
        static Duration usedBy(String messageId, long millis) {
            return Math.floorMod(messageId.hashCode(), MILLIS_OF_A_NOTE) < millis ? NOTE : Duration.ZERO;
        }
    }
}
