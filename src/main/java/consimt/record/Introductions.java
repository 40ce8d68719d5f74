package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.LedgerWriter;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Reservations;
import consimt.relation.Reservations.Reservation;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * First contacts in two steps, for a sender who knows only after the sending whether the introduction left: the sender
 * reserves it, and then says whether it was sent. It is reserved for one at a time, under whichever of the person's ids.
 * If the sender says nothing in time, it counts as sent, and the next call that meets the reservation records that.
 *
 * <p>A reservation is stored before the marks are read, and {@link FirstContacts} takes its mark before it reads the
 * reservations. So of a reservation and a first contact at once at least one sees the other, and gives way.
 *
 * <p>Every call throws {@link consimt.runtime.StoreUnavailable} if a store does not answer.
 */
@Singleton
public class Introductions {

    private final Reservations reservations;
    private final Standings standings;
    private final Relations relations;
    private final LedgerWriter writer;

    Introductions(Reservations reservations, Standings standings, Relations relations, LedgerWriter writer) {
        this.reservations = reservations;
        this.standings = standings;
        this.relations = relations;
        this.writer = writer;
    }

    /** @return RESERVED, also for a retry; BUSY while another has the reservation; else REFUSED */
    public Recorded reserve(Statement contact) {
        Relation own = contact.relation();
        Reservation mine = reservation(contact);
        Reservation there = reservations.take(own, mine).orElse(null);
        Standing standing = standings.of(own, Consistency.STRONG);
        boolean isFree = standing.conversation() == Conversation.NONE && !standing.forbidsContact();
        Set<Relation> others = standing.withAllOthers(own);
        others.remove(own);
        Map<Relation, Reservation> met = isFree ? find(others) : new HashMap<>();
        if (there != null && (!there.isOf(mine.contact()) || there.isSent(mine.at()))) {
            met.put(own, there);
        }
        if (isFree && met.isEmpty()) {
            return recorded(contact, Outcome.RESERVED, standing);
        }
        if (there == null) {
            reservations.giveBack(own, mine);
        }
        return isFree ? met(contact, standing, met) : recorded(contact, Outcome.REFUSED, standing);
    }

    /**
     * Ends a reservation.
     *
     * @param wasSent whether the introduction may have reached the person. Then the first contact is recorded whatever
     *     the person said meanwhile, and also if the reservation is gone
     * @return RECORDED if the first contact was made; UNCHANGED if it was not
     */
    public Recorded end(Statement contact, boolean wasSent) {
        Relation own = contact.relation();
        Reservation mine = reservation(contact);
        Reservation there =
                reservations.find(own).filter(each -> each.isOf(mine.contact())).orElse(null);
        if (wasSent || there != null && there.isSent(mine.at())) {
            return recorded(contact, Outcome.RECORDED, record(contact, own, there == null ? mine : there));
        }
        if (there != null) {
            reservations.giveBack(own, there);
        }
        return recorded(contact, Outcome.UNCHANGED, Standing.UNKNOWN);
    }

    /** BUSY while a sender has the reservation; else empty. */
    Optional<Recorded> busy(Statement contact) {
        return reservations
                .find(contact.relation())
                .filter(there -> !there.isSent(contact.request().receivedAt()))
                .map(there -> recorded(contact, Outcome.BUSY, Standing.UNKNOWN));
    }

    /** The reservations under all of a person's ids. */
    Map<Relation, Reservation> of(Relation relation, Standing standing) {
        return find(standing.withAllOthers(relation));
    }

    /** @return BUSY while a sender has the reservation; REFUSED if an introduction was sent */
    Recorded met(Statement contact, Standing standing, Map<Relation, Reservation> met) {
        Instant now = contact.request().receivedAt();
        Standing after = null;
        for (Map.Entry<Relation, Reservation> each : met.entrySet()) {
            if (each.getValue().isSent(now)) {
                after = record(contact, each.getKey(), each.getValue());
            }
        }
        return after == null
                ? recorded(contact, Outcome.BUSY, standing)
                : recorded(contact, Outcome.REFUSED, standing.with(after));
    }

    private Map<Relation, Reservation> find(Set<Relation> all) {
        Map<Relation, Reservation> found = new HashMap<>();
        all.forEach(each -> reservations.find(each).ifPresent(there -> found.put(each, there)));
        return found;
    }

    /** Records the first contact of an introduction. The entry comes first, as for every fact. */
    private Standing record(Statement contact, Relation relation, Reservation sent) {
        Mark mark = new Mark(sent.at(), sent.contact());
        Entry entry = writer.keep(relation, contact.entry().at(mark)).entry();
        Move move = Merge.of(Fact.of(Fact.Kind.FIRST_CONTACT, entry.mark()), relations, relation, Map.of())
                .all();
        reservations.close(relation, sent);
        return move.after();
    }

    private static Reservation reservation(Statement contact) {
        return new Reservation(contact.request().id(), contact.request().receivedAt(), false);
    }

    private static Recorded recorded(Statement contact, Outcome outcome, Standing standing) {
        Move none = new Move(standing, standing, false, Map.of());
        return new Recorded(contact.relation(), outcome, contact.mark(), null, none);
    }
}
