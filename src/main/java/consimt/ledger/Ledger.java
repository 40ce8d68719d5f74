package consimt.ledger;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of all entries, to read: those of relations and those of businesses' settings. */
public interface Ledger {

    Optional<Entry> find(Relation relation, EntryId id);

    /**
     * The person's wishes about marketing before an instant, unordered. Only the thousand entries before the instant
     * are searched, or what a megabyte holds of them. A wish may be missing for moments after it was stored.
     */
    Wishes wishesBefore(Relation relation, Instant at);

    /** @param areAll whether no earlier entry was left out */
    record Wishes(List<Fact> found, boolean areAll) {}

    /**
     * Entries by the time they occurred. An entry may be missing for moments after it was stored.
     *
     * @param after where to go on, or null to start
     */
    EntryPage read(Relation relation, @Nullable Position after, int limit);

    /** Entries about a business's settings, in pages as those of a relation. */
    EntryPage readSettings(BusinessId businessId, @Nullable Position after, int limit);

    /** @param next where to go on, or null where there are no more */
    record EntryPage(List<Entry> entries, @Nullable Position next) {}

    /**
     * A position in the order of the ledger. It has no entry's id, because a message's id may contain a phone number.
     *
     * @param occurredAt of the last entry before the position
     * @param ofThatInstant how many entries of this instant are before the position
     */
    record Position(Instant occurredAt, int ofThatInstant) {

        /** The position after the last of these entries. */
        public static Position after(List<Entry> entries) {
            return in(entries.get(entries.size() - 1).occurredAt(), entries);
        }

        /** The position after those of these entries that are of this instant. */
        public static Position in(Instant instant, List<Entry> entries) {
            return new Position(instant, (int) entries.stream()
                    .filter(entry -> entry.occurredAt().equals(instant))
                    .count());
        }
    }
}
