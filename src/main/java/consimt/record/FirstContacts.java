package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Joined;
import consimt.relation.Reservations.Reservation;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The write path of a business's first contact. Here alone the mark is taken before the entry is stored, because only a
 * mark can be granted once.
 *
 * <p>Every call throws {@link consimt.runtime.StoreUnavailable} if a store does not answer.
 */
@Singleton
public class FirstContacts {

    /** Longer than any call. If the entry of a first contact is still missing then, the call was cut off. */
    public static final Duration CUT_OFF_AFTER = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Relations relations;
    private final Introductions introductions;

    FirstContacts(Ledger ledger, LedgerWriter writer, Relations relations, Introductions introductions) {
        this.ledger = ledger;
        this.writer = writer;
        this.relations = relations;
        this.introductions = introductions;
    }

    /**
     * Records a business's first contact, unless something forbids it. It is granted once, however many ask, and under
     * whichever of the person's ids. The mark has the entry's id, so a retry can finish the recording.
     *
     * @return FIRST_CONTACT if this statement has the contact; BUSY while an introduction is reserved; else REFUSED or
     *     CONFLICT
     */
    public Recorded record(Statement contact) {
        // No mark is taken that might stay: if the introduction is not sent, the person has nothing to decide about.
        return introductions.busy(contact).orElseGet(() -> take(contact));
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
        Map<Relation, Reservation> met = introductions.of(relation, move.after());
        if (!met.isEmpty() && !isRecordedWithout(met, relation, move.after())) {
            return introductions.met(contact, move.after(), met);
        }
        if (!isGranted) {
            return takeOver(contact, move).orElse(refused);
        }
        Kept kept = writer.keep(relation, contact.entry().at(contacted(move.after())));
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
}
