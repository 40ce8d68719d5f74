package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Joined;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The write path of a business's first contact. It is the one that goes the other way round: the mark is taken first, for
 * only a mark can be granted once.
 *
 * <p>Every call throws {@link consimt.runtime.StoreUnavailable} where a store does not answer.
 */
@Singleton
public class FirstContacts {

    /** No call lasts so long: a first contact whose entry is missing then was cut off. */
    public static final Duration CUT_OFF_AFTER = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Relations relations;
    private final RemovalWork removals;

    FirstContacts(Ledger ledger, LedgerWriter writer, Relations relations, RemovalWork removals) {
        this.ledger = ledger;
        this.writer = writer;
        this.relations = relations;
        this.removals = removals;
    }

    /**
     * Records a business's first contact, if nothing stands in its way: granted once, however many ask, and under
     * whichever of the person's ids. Here the mark is taken before the entry is kept, for only the mark can be granted
     * once; the entry's id in the mark lets a retry finish.
     *
     * @return FIRST_CONTACT where it is granted to this statement, REFUSED, or CONFLICT
     */
    public Recorded record(Statement contact) {
        Relation relation = contact.relation();
        Joined own = relations.contact(relation, contact.fact());
        Move move = new Move(own.before(), own.after(), own.moved(), Map.of());
        if (isGranted(contact, own.after())) {
            // Of two that are granted at once under two ids the earlier stands under both, so that one of them is taken
            // back before its caller hears of it. A retry goes on with the mark that was granted.
            Fact granted = Fact.of(Fact.Kind.FIRST_CONTACT, contacted(own.after()));
            move = new Merge(relations, removals, relation, Set.of(), false, granted, Map.of(relation, own.after()))
                    .all(Merge.Completion.NOTHING);
        }
        if (!isGranted(contact, move.after())) {
            Recorded refused = new Recorded(relation, Outcome.REFUSED, contact.mark(), null, move);
            return takeOver(contact, move).orElse(refused);
        }
        Kept kept = writer.keep(relation, contact.entry().at(contacted(move.after())));
        return kept.isConflict()
                ? Recorded.conflict(relation, kept.entry())
                : new Recorded(relation, Outcome.FIRST_CONTACT, kept.entry().mark(), kept.entry(), move);
    }

    /**
     * A contact that was cut off after its mark was taken has no entry, and its caller may not know its id to go on. After
     * a while it is for the first who asks. The entry is put under the mark's id in the ledgers of all the person's ids, so
     * that there is one at most, whoever else puts it.
     */
    private Optional<Recorded> takeOver(Statement contact, Move move) {
        Standing standing = move.after();
        Mark taken = standing.mark(MarkKind.CONTACTED);
        if (taken == null
                || standing.conversation() != Conversation.CONTACTED
                || standing.isBlocked()
                || taken.at().plus(CUT_OFF_AFTER).isAfter(contact.request().receivedAt())) {
            return Optional.empty();
        }
        Entry entry = contact.entryTakingOver(taken);
        Map<Relation, Entry> entries = new HashMap<>();
        standing.withAllOthers(contact.relation()).forEach(each -> entries.put(each, entry));
        List<Entry> there = entries.keySet().stream()
                .flatMap(each -> ledger.find(each, taken.entry()).stream())
                .toList();
        boolean isIts = there.isEmpty()
                ? entries.size() == 1 ? !writer.keep(contact.relation(), entry).isConflict() : writer.keepNew(entries)
                : there.stream().allMatch(each -> each.tellsTheSameAs(entry));
        return isIts
                ? Optional.of(new Recorded(contact.relation(), Outcome.FIRST_CONTACT, entry.mark(), entry, move))
                : Optional.empty();
    }

    private static boolean isGranted(Statement contact, Standing standing) {
        Mark contacted = standing.mark(MarkKind.CONTACTED);
        return contacted != null && contacted.entry().equals(contact.mark().entry());
    }

    private static Mark contacted(Standing standing) {
        return Objects.requireNonNull(standing.mark(MarkKind.CONTACTED));
    }
}
