package consimt.relation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The store of reservations of introductions, one for each relation. */
public interface Reservations {

    /**
     * Reserves the introduction, if nobody has.
     *
     * @return the reservation that was there; empty if the given one was stored
     */
    Optional<Reservation> take(Relation relation, Reservation reservation);

    /** One strong read. */
    Optional<Reservation> find(Relation relation);

    /** Gives the place back, if this reservation has it and nobody said that the introduction was sent. */
    void giveBack(Relation relation, Reservation reservation);

    /** Notes that the introduction was sent. A late repetition of another request for it still finds this. */
    void close(Relation relation, Reservation reservation);

    /** The right of one caller to introduce a business to a person now. */
    record Reservation(EntryId contact, Instant at, boolean isClosed) {

        /** How long the caller has to say what became of the introduction. */
        public static final Duration OPEN_FOR = Duration.ofMinutes(2);

        /** Whether the introduction counts as sent. So it does if the caller did not say in time that it was not. */
        public boolean isSent(Instant now) {
            return isClosed || !now.isBefore(at.plus(OPEN_FOR));
        }

        public boolean isOf(EntryId entry) {
            return contact.equals(entry);
        }
    }
}
