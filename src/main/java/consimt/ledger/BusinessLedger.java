package consimt.ledger;

import consimt.ledger.Ledger.EntryPage;
import consimt.ledger.Ledger.Position;
import consimt.ledger.What.ConsentDecision;
import consimt.ledger.What.OfWork;
import consimt.ledger.What.Other;
import consimt.relation.BusinessId;
import consimt.relation.Fact;
import consimt.relation.MarkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a relation, or of a business's settings, as the business reads it. Reports are left out, and a block
 * that came with one looks like any other. Left out are the steps of work in another's queue too, as the review of a
 * report, and what this code does not know. A page and its token are as if what is left out were not there.
 */
final class BusinessLedger {

    /** A page is full before that, unless a thousand entries in a row are left out. */
    private static final int MOST_READS = 10;

    private static final int OF_A_READ = 100;

    private final Pages ledger;
    private final BusinessId reader;

    BusinessLedger(Pages ledger, BusinessId reader) {
        this.ledger = ledger;
        this.reader = reader;
    }

    /** One ledger, with all that is in it. */
    interface Pages {

        EntryPage read(@Nullable Position after, int limit);
    }

    static EntryView view(Entry entry) {
        if (!(entry.what() instanceof ConsentDecision decision) || !blocks(decision.decision())) {
            return EntryView.of(entry);
        }
        return EntryView.ofBlock(entry, decision.decision().isReport() ? null : decision.reason());
    }

    private boolean isShown(Entry entry) {
        What what = entry.what();
        if (what instanceof ConsentDecision decision) {
            return !decision.decision().isReport() || blocks(decision.decision());
        }
        if (what instanceof OfWork step) {
            return reader.equals(step.queueOf());
        }
        return !(what instanceof Other);
    }

    private static boolean blocks(Fact.Kind decision) {
        return decision.moves().contains(MarkKind.BLOCKED);
    }

    /**
     * Entries by the time they occurred, then by id.
     *
     * @param after where to go on, or null to start; of an instant it counts the entries that are shown, for a count of all
     *     would tell of those that are not
     */
    EntryPage read(@Nullable Position after, int limit) {
        int passed = after == null ? 0 : after.ofThatInstant();
        Position place = after == null ? null : new Position(after.occurredAt(), 0);
        List<Entry> shown = new ArrayList<>();
        for (int reads = 0; reads < MOST_READS; reads++) {
            int lacking = passed + limit + 1 - shown.size();
            int asked = reads == 0 ? lacking : Math.max(lacking, OF_A_READ);
            EntryPage page = ledger.read(place, asked);
            page.entries().stream().filter(this::isShown).forEach(shown::add);
            place = page.next();
            if (after != null && (place == null || place.occurredAt().isAfter(after.occurredAt()))) {
                // All of that instant was read. It may have less than the place says, which may have been made up.
                passed = Math.min(passed, ofInstant(after.occurredAt(), shown));
            }
            if (shown.size() > passed + limit) {
                List<Entry> upToHere = shown.subList(0, passed + limit);
                return new EntryPage(List.copyOf(upToHere.subList(passed, passed + limit)), after(upToHere));
            }
            if (place == null) {
                return new EntryPage(rest(shown, passed), null);
            }
            if (page.entries().size() < asked && shown.size() > passed) {
                // These entries are so long that a call of the store has no more of them; nor has a page.
                return new EntryPage(rest(shown, passed), after(shown));
            }
        }
        return new EntryPage(rest(shown, passed), goingOn(after, Objects.requireNonNull(place), shown));
    }

    private static List<Entry> rest(List<Entry> shown, int passed) {
        return List.copyOf(shown.subList(Math.min(passed, shown.size()), shown.size()));
    }

    /** The place after the last of these. */
    private static Position after(List<Entry> entries) {
        return at(entries.get(entries.size() - 1).occurredAt(), entries);
    }

    private static Position at(Instant instant, List<Entry> shown) {
        return new Position(instant, ofInstant(instant, shown));
    }

    private static int ofInstant(Instant instant, List<Entry> entries) {
        return (int) entries.stream()
                .filter(entry -> entry.occurredAt().equals(instant))
                .count();
    }

    /** Further on than before in any case: what is left of an instant that alone takes all the reads is passed over. */
    private static Position goingOn(@Nullable Position before, Position place, List<Entry> shown) {
        boolean isStill = before != null && place.occurredAt().equals(before.occurredAt());
        return isStill ? new Position(place.occurredAt().plusMillis(1), 0) : at(place.occurredAt(), shown);
    }
}
