package consimt.ledger;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All entries of all relations, and those of businesses' settings, to read. Each call throws {@link
 * consimt.runtime.StoreUnavailable} where the store does not answer.
 */
public interface Ledger {

    Optional<Entry> find(Relation relation, EntryId id);

    /**
     * The person's wishes about marketing before an instant, in no order that means anything. They are looked for among the
     * thousand entries before the instant, and may be missing for moments after they were kept.
     */
    List<Fact> wishesBefore(Relation relation, Instant at);

    /**
     * Entries by the time they occurred. An entry may be missing for moments after it was kept.
     *
     * @param after where to go on, or null to start
     */
    EntryPage read(Relation relation, @Nullable Position after, int limit);

    /** Entries about a business's settings, in pages as those of a relation. */
    EntryPage readSettings(BusinessId businessId, @Nullable Position after, int limit);

    /** @param next where to go on, or null where there are no more */
    record EntryPage(List<Entry> entries, @Nullable Position next) {}

    /**
     * A place in the order of the ledger, which holds no entry's id, for a message's id may hold a phone number.
     *
     * @param occurredAt of the last entry before the place
     * @param ofThatInstant how many entries of this instant are before the place
     */
    record Position(Instant occurredAt, int ofThatInstant) {}
}
