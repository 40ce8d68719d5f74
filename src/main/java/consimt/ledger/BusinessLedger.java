package consimt.ledger;

import consimt.ledger.Ledger.EntryPage;
import consimt.ledger.Ledger.Position;
import consimt.ledger.What.ConsentDecision;
import consimt.ledger.What.FollowUpStep;
import consimt.ledger.What.Other;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.MarkKind;
import consimt.runtime.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a relation, or of a business's settings, as the business sees it. Hidden are reports, the steps of work
 * in another's queue (for example the review of a report), and kinds that only newer code knows. A block that came with
 * a report looks like any other block. Pages and tokens are as if the hidden entries did not exist.
 */
public record BusinessLedger(Pages ledger, BusinessId reader) {

    /** The limit of Queries for a page. Only a thousand hidden entries in a row, or long ones, leave a page short. */
    private static final int MOST_READS = 10;

    private static final int OF_A_READ = 100;

    /** One whole ledger, page by page. */
    interface Pages {

        EntryPage read(@Nullable Position after, int limit);
    }

    /** An entry of a relation as the business sees it; empty if the entry is hidden from it. */
    public static Optional<EntryView> shown(Entry entry, BusinessId reader) {
        return isShown(entry, reader) ? Optional.of(view(entry)) : Optional.empty();
    }

    static EntryView view(Entry entry) {
        return EntryView.of(
                entry.what() instanceof ConsentDecision decision && blocks(decision.decision())
                        ? block(entry, decision)
                        : entry);
    }

    /** A block as the blocked business sees it. A block that came with a report looks like any other. */
    private static Entry block(Entry entry, ConsentDecision decision) {
        Commitment commitment = entry.commitment();
        String id = Sha256.of("block", entry.id().value(), commitment == null ? null : commitment.hash())
                .shortId();
        return new Entry(
                new EntryId("block~" + id),
                entry.occurredAt(),
                entry.countsFrom(),
                entry.recordedAt(),
                entry.source().actorAlone(),
                commitment,
                new ConsentDecision(Fact.Kind.BLOCK, decision.decision().isReport() ? null : decision.reason()),
                null);
    }

    private static boolean isShown(Entry entry, BusinessId reader) {
        What what = entry.what();
        if (what instanceof ConsentDecision decision) {
            return !decision.decision().isReport() || blocks(decision.decision());
        }
        if (what instanceof FollowUpStep step) {
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
     * @param after where to go on, or null to start. Its count within an instant is of shown entries only: a count of
     *     all would reveal hidden ones
     */
    EntryPage read(@Nullable Position after, int limit) {
        int passed = after == null ? 0 : after.ofThatInstant();
        Position place = after == null ? null : new Position(after.occurredAt(), 0);
        List<Entry> shown = new ArrayList<>();
        for (int reads = 0; reads < MOST_READS; reads++) {
            int lacking = passed + limit + 1 - shown.size();
            int asked = reads == 0 ? lacking : Math.max(lacking, OF_A_READ);
            EntryPage page = ledger.read(place, asked);
            page.entries().stream().filter(entry -> isShown(entry, reader)).forEach(shown::add);
            place = page.next();
            if (after != null && (place == null || place.occurredAt().isAfter(after.occurredAt()))) {
                // The whole instant was read. The count in the token may be too high, because a caller can make up a
                // token.
                passed = Math.min(passed, Position.in(after.occurredAt(), shown).ofThatInstant());
            }
            if (shown.size() > passed + limit) {
                List<Entry> upToHere = shown.subList(0, passed + limit);
                return new EntryPage(List.copyOf(upToHere.subList(passed, passed + limit)), Position.after(upToHere));
            }
            if (place == null) {
                return new EntryPage(rest(shown, passed), null);
            }
            if (page.entries().size() < asked && shown.size() > passed) {
                // The entries are so long that one call of the store returns no more. The page ends here too.
                return new EntryPage(rest(shown, passed), Position.after(shown));
            }
        }
        return new EntryPage(rest(shown, passed), goingOn(after, Objects.requireNonNull(place), shown));
    }

    private static List<Entry> rest(List<Entry> shown, int passed) {
        return List.copyOf(shown.subList(Math.min(passed, shown.size()), shown.size()));
    }

    /** A position further on in any case. If one instant alone takes all the reads, the rest of it is skipped. */
    private static Position goingOn(@Nullable Position before, Position place, List<Entry> shown) {
        boolean isStill = before != null && place.occurredAt().equals(before.occurredAt());
        return isStill ? new Position(place.occurredAt().plusMillis(1), 0) : Position.in(place.occurredAt(), shown);
    }
}
