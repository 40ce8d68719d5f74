package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Joined;
import consimt.relation.Reservations;
import consimt.relation.Reservations.Reservation;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The write path of a business's first contact. Here alone the mark is taken before the entry is stored, because only a
 * mark can be granted once.
 *
 * <p>A first contact may have two steps, for a sender who knows only after the sending whether the introduction left: the
 * sender reserves it, and then says whether it was sent. It is reserved for one at a time, under whichever of the person's
 * ids. If the sender says nothing in time, it counts as sent, and the next call that meets the reservation records that.
 *
 * <p>A reservation is stored before the marks are read, and a contact without one takes its mark before it reads the
 * reservations. So of a reservation and a first contact at once at least one sees the other, and gives way.
 */
@Singleton
public record FirstContacts(
        Ledger ledger, LedgerWriter writer, Relations relations, Standings standings, Reservations reservations) {

    /** Longer than any call. If the entry of a first contact is still missing then, the call was cut off. */
    public static final Duration CUT_OFF_AFTER = Duration.ofMinutes(5);

    /**
     * Records a business's first contact, unless something forbids it. It is granted once, however many ask, and under
     * whichever of the person's ids. The mark has the entry's id, so a retry can finish the recording.
     *
     * @return FIRST_CONTACT if this statement has the contact; BUSY while an introduction is reserved; else REFUSED or
     *     CONFLICT
     */
    public Recorded record(Statement contact) {
        // No mark is taken that might stay: if the introduction is not sent, the person has nothing to decide about.
        return busy(contact).orElseGet(() -> take(contact));
    }

    private Recorded take(Statement contact) {
        Relation relation = contact.relation();
        Joined own = relations.contact(relation, contact.fact());
        Move move = new Move(own.before(), own.after(), own.moved(), Map.of());
        if (isGranted(contact, own.after())) {
            // If two contacts are granted at once under two ids, the earlier one stands under both ids. The later one
            // is taken back before its caller hears of it. A retry goes on with the mark that was granted.
            Fact granted = Fact.of(Fact.Kind.FIRST_CONTACT, contacted(own.after()));
            move = Merge.of(granted, relations, relation, Map.of(relation, own.after()))
                    .all();
        }
        Recorded refused = new Recorded(relation, Outcome.REFUSED, contact.mark(), null, move);
        boolean isGranted = isGranted(contact, move.after());
        if (!isGranted && !mayBeCutOff(contact, move.after())) {
            return refused;
        }
        Map<Relation, Reservation> met = find(move.after().withAllOthers(relation));
        if (!met.isEmpty() && !isRecordedWithout(met, relation, move.after())) {
            return met(contact, move.after(), met);
        }
        if (!isGranted) {
            return takeOver(contact, move).orElse(refused);
        }
        WriteResult kept = writer.keep(relation, contact.entry().at(contacted(move.after())));
        return kept.isConflict()
                ? Recorded.conflict(relation, kept.entry())
                : new Recorded(relation, Outcome.FIRST_CONTACT, kept.entry().mark(), kept.entry(), move);
    }

    /**
     * Finishes a first contact that was cut off after its mark was taken. It has no entry, and its caller may have lost
     * the id. After a while the next request gets the contact. The entry is stored under the mark's id in the ledgers
     * of all the person's ids, so that only one request can get it.
     */
    private Optional<Recorded> takeOver(Statement contact, Move move) {
        Standing standing = move.after();
        Mark taken = contacted(standing);
        Entry entry = contact.entryTakingOver(taken);
        Map<Relation, Entry> entries = new HashMap<>();
        standing.withAllOthers(contact.relation()).forEach(each -> entries.put(each, entry));
        List<Entry> stored = stored(contact.relation(), standing);
        boolean isIts = stored.isEmpty()
                ? entries.size() == 1 ? !writer.keep(contact.relation(), entry).isConflict() : writer.keepNew(entries)
                : stored.stream().allMatch(each -> each.tellsTheSameAs(entry));
        return isIts
                ? Optional.of(new Recorded(contact.relation(), Outcome.FIRST_CONTACT, entry.mark(), entry, move))
                : Optional.empty();
    }

    /** Whether the contact is recorded by no reservation. Then one that is there was made after it, and not granted. */
    private boolean isRecordedWithout(Map<Relation, Reservation> met, Relation relation, Standing standing) {
        EntryId taken = contacted(standing).entry();
        return met.values().stream().noneMatch(each -> each.isOf(taken))
                && !stored(relation, standing).isEmpty();
    }

    /** The entries of a first contact under all of a person's ids. */
    private List<Entry> stored(Relation relation, Standing standing) {
        return standing.withAllOthers(relation).stream()
                .flatMap(each -> ledger.find(each, contacted(standing).entry()).stream())
                .toList();
    }

    private static boolean mayBeCutOff(Statement contact, Standing standing) {
        return standing.conversation() == Conversation.CONTACTED
                && !standing.forbidsContact()
                && !contacted(standing)
                        .at()
                        .plus(CUT_OFF_AFTER)
                        .isAfter(contact.request().receivedAt());
    }

    private static boolean isGranted(Statement contact, Standing standing) {
        Mark contacted = standing.mark(MarkKind.CONTACTED);
        return contacted != null && contacted.entry().equals(contact.mark().entry());
    }

    private static Mark contacted(Standing standing) {
        return Objects.requireNonNull(standing.mark(MarkKind.CONTACTED));
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
    private Optional<Recorded> busy(Statement contact) {
        return reservations
                .find(contact.relation())
                .filter(there -> !there.isSent(contact.request().receivedAt()))
                .map(there -> recorded(contact, Outcome.BUSY, Standing.UNKNOWN));
    }

    /** @return BUSY while a sender has the reservation; REFUSED if an introduction was sent */
    private Recorded met(Statement contact, Standing standing, Map<Relation, Reservation> met) {
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
        Fact sentThen = Fact.of(Fact.Kind.FIRST_CONTACT, entry.mark());
        // Usually the person has said nothing yet, so no read is needed.
        Move move = Merge.of(sentThen, relations, relation, Map.of(relation, Standing.UNKNOWN))
                .all();
        reservations.close(relation, sent);
        return move.after();
    }

    private static Reservation reservation(Statement contact) {
        return new Reservation(contact.request().id(), contact.request().receivedAt(), false);
    }

    private static Recorded recorded(Statement contact, Outcome outcome, Standing standing) {
        return new Recorded(contact.relation(), outcome, contact.mark(), null, Move.none(standing));
    }
}
