package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
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
import java.util.Set;

/**
 * The write path of a business's first contact: reserve, and then say that it was sent. It is reserved for one at a time,
 * under whichever of the person's ids. A caller who says nothing in time has sent it, and the next call that meets the
 * reservation records that.
 *
 * <p>A plain first contact is both in one call. A sender who knows only after the sending whether the introduction left
 * says so in a second call.
 *
 * <p>A reservation is stored before the marks and the others' reservations are read. So of two at once at least one sees
 * the other, and gives way.
 */
@Singleton
public record FirstContacts(LedgerWriter writer, Relations relations, Standings standings, Reservations reservations) {

    /**
     * Records a first contact, unless something forbids it. A retry is granted it again.
     *
     * @return FIRST_CONTACT if this statement has the contact; BUSY while another has the reservation; else REFUSED or
     *     CONFLICT
     */
    public Recorded record(Statement contact) {
        return reserve(contact, true);
    }

    /** @return RESERVED, also for a retry; BUSY while another has the reservation; else REFUSED */
    public Recorded reserve(Statement contact) {
        return reserve(contact, false);
    }

    private Recorded reserve(Statement contact, boolean isPlain) {
        Relation own = contact.relation();
        Reservation mine = reservation(contact);
        Reservation there = reservations.take(own, mine).orElse(null);
        boolean isMine = there == null || there.isOf(mine.contact());
        Standing standing = standings.of(own, Consistency.STRONG);
        boolean isFree = standing.conversation() == Conversation.NONE && !standing.forbidsContact();
        boolean mayBeGranted = isFree || isPlain && isMine && isGranted(contact, standing);
        Set<Relation> others = standing.withAllOthers(own);
        others.remove(own);
        Map<Relation, Reservation> met = mayBeGranted ? find(others) : new HashMap<>();
        if (there != null && (!isMine || !isPlain && there.isSent(mine.at()))) {
            met.put(own, there);
        }
        if (mayBeGranted && met.isEmpty()) {
            return isPlain
                    ? record(contact, own, there == null ? mine : there, standing)
                    : recorded(contact, Outcome.RESERVED, standing);
        }
        if (there == null) {
            reservations.giveBack(own, mine);
        }
        return isFree ? met(contact, standing, met) : recorded(contact, Outcome.REFUSED, standing);
    }

    private static boolean isGranted(Statement contact, Standing standing) {
        Mark contacted = standing.mark(MarkKind.CONTACTED);
        return contacted != null && contacted.entry().equals(contact.mark().entry());
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
            Reservation sent = there == null ? mine : there;
            return recorded(
                    contact,
                    Outcome.RECORDED,
                    record(contact, own, sent, Standing.UNKNOWN).standing());
        }
        if (there != null) {
            reservations.giveBack(own, there);
        }
        return recorded(contact, Outcome.UNCHANGED, Standing.UNKNOWN);
    }

    /** @return BUSY while a sender has the reservation; REFUSED if an introduction was sent */
    private Recorded met(Statement contact, Standing standing, Map<Relation, Reservation> met) {
        Instant now = contact.request().receivedAt();
        Standing after = null;
        for (Map.Entry<Relation, Reservation> each : met.entrySet()) {
            if (each.getValue().isSent(now)) {
                after = record(contact, each.getKey(), each.getValue(), Standing.UNKNOWN)
                        .standing();
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

    /**
     * The entry comes first, as for every fact.
     *
     * @param known the standing if it was read; usually the person has said nothing yet, so no read is needed
     * @return REFUSED if another id of the person had an earlier contact, of which this id did not know
     */
    private Recorded record(Statement contact, Relation relation, Reservation sent, Standing known) {
        WriteResult kept = writer.keep(relation, contact.entry().at(new Mark(sent.at(), sent.contact())));
        Entry entry = kept.entry();
        Fact sentThen = Fact.of(Fact.Kind.FIRST_CONTACT, entry.mark());
        Move move =
                Merge.of(sentThen, relations, relation, Map.of(relation, known)).all();
        reservations.close(relation, sent);
        Outcome outcome = isGranted(contact, move.after()) ? Outcome.FIRST_CONTACT : Outcome.REFUSED;
        return new Recorded(relation, kept.isConflict() ? Outcome.CONFLICT : outcome, entry.mark(), entry, move);
    }

    private static Reservation reservation(Statement contact) {
        return new Reservation(contact.request().id(), contact.request().receivedAt(), false);
    }

    private static Recorded recorded(Statement contact, Outcome outcome, Standing standing) {
        return new Recorded(contact.relation(), outcome, contact.mark(), null, Move.none(standing));
    }
}
