package consimt.ledger;

import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proof: everything that was recorded about one relation, by the time it occurred. Without {@code userId}, the
 * changes of the business's settings, for the operator and the business only: a person's call always has a {@code
 * userId}.
 */
@Singleton
public record ReadLedger(Ledger ledger) implements Guarded {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    /** The limit of Queries for a business's page. Only a thousand hidden entries in a row, or long ones, leave it short. */
    private static final int MOST_READS = 10;

    private static final int OF_A_READ = 100;

    /** More entries than two parties make within a millisecond. The limit bounds the memory of a page. */
    private static final int MOST_OF_AN_INSTANT = 100_000;

    @Funq("read-ledger")
    public Answer readLedger(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(Asked::from, this::read));
    }

    private Entries read(Asked asked) {
        Instant from = asked.start.occurredAt;
        int passed = asked.start.ofThatInstant;
        List<Entry> shown = new ArrayList<>();
        Instant reached = from;
        String after = null;
        for (int reads = 0; reads < MOST_READS || !asked.isByBusiness(); reads++) {
            int lacking = passed + asked.limit + 1 - shown.size();
            int atOnce = reads == 0 ? lacking : Math.max(lacking, OF_A_READ);
            Page<Entry> page = asked.page(ledger, after, atOnce);
            for (Entry entry : page.items()) {
                reached = entry.occurredAt();
                if (asked.isShown(entry)) {
                    shown.add(entry);
                }
            }
            if (page.isLast() || reached.isAfter(from)) {
                // The whole instant was read. The count in the token may be too high, because a caller can make up a
                // token.
                passed = Math.min(passed, Place.in(from, shown).ofThatInstant);
            }
            boolean isFull = shown.size() > passed + asked.limit;
            // If the entries are so long that one call of the store returns no more, the page ends here too.
            if (isFull || page.isLast() || page.items().size() < atOnce && shown.size() > passed) {
                List<Entry> upToHere = isFull ? shown.subList(0, passed + asked.limit) : shown;
                return asked.entries(upToHere, passed, isFull || !page.isLast() ? Place.after(upToHere) : null);
            }
            after = page.next();
        }
        // Further on in any case: if one instant alone takes all the reads, the rest of it is skipped.
        Place next = reached.equals(from) ? new Place(from.plusMillis(1), 0) : Place.in(reached, shown);
        return asked.entries(shown, Math.min(passed, shown.size()), next);
    }

    /** One page. The last page has no {@code nextToken}. */
    public record Entries(List<EntryView> entries, @Nullable String nextToken) implements FoundAnswer {}

    /**
     * A place in the order of the ledger. It has no entry's id, because a message's id may contain a phone number.
     *
     * @param occurredAt of the last entry before the place
     * @param ofThatInstant how many entries of this instant are before it, of those that the caller is shown: a count of all
     *     would reveal hidden ones
     */
    private record Place(Instant occurredAt, int ofThatInstant) {

        private static final Place START = new Place(Instant.EPOCH, 0);

        private static @Nullable Place of(String text) {
            String[] parts = text.split(" ", 2);
            int count = parts.length < 2 ? -1 : Integer.parseInt(parts[1]);
            return count < 0 || count > MOST_OF_AN_INSTANT
                    ? null
                    : new Place(Instant.ofEpochMilli(Long.parseLong(parts[0])), count);
        }

        private static Place after(List<Entry> entries) {
            return in(entries.get(entries.size() - 1).occurredAt(), entries);
        }

        /** After those of these entries that are of this instant. */
        private static Place in(Instant instant, List<Entry> entries) {
            return new Place(instant, (int) entries.stream()
                    .filter(entry -> entry.occurredAt().equals(instant))
                    .count());
        }

        private String token() {
            return Token.of(occurredAt.toEpochMilli() + " " + ofThatInstant);
        }
    }

    /** @param userId null to read the settings */
    private record Asked(BusinessId businessId, @Nullable UserId userId, int limit, Place start, Caller.Kind reader) {

        private static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var userId = in.optional("userId", UserId.reading());
            int limit = in.optional("limit", Values.whole(1, MOST), DEFAULT_LIMIT);
            Place start = in.optional("nextToken", Token.reading(Place::of), Place.START);
            return businessId == null
                    ? null
                    : new Asked(businessId, userId, limit, start, in.caller().kind());
        }

        private EntryView view(Entry entry) {
            return isByBusiness() ? BusinessLedger.view(entry) : EntryView.of(entry, reader == Caller.Kind.PERSON);
        }

        private boolean isByBusiness() {
            return reader == Caller.Kind.BUSINESS;
        }

        private boolean isShown(Entry entry) {
            return !isByBusiness() || BusinessLedger.isShown(entry, businessId);
        }

        private Page<Entry> page(Ledger ledger, @Nullable String after, int atOnce) {
            return userId == null
                    ? ledger.readSettings(businessId, start.occurredAt, after, atOnce)
                    : ledger.read(new Relation(userId, businessId), start.occurredAt, after, atOnce);
        }

        private Entries entries(List<Entry> shown, int passed, @Nullable Place next) {
            return new Entries(
                    shown.stream().skip(passed).map(this::view).toList(), next == null ? null : next.token());
        }
    }
}
