package consimt.ledger;

import consimt.form.Page;
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
     * Entries from an instant on, by the time they occurred, by one call of the store. A page may have less than the limit,
     * and more may come after it. An entry may be missing for moments after it was stored.
     *
     * @param after where to go on, or null to start. It has the id of an entry, which may contain a phone number, so it is
     *     not for tokens
     */
    Page<Entry> read(Relation relation, Instant from, @Nullable String after, int limit);

    /** Entries about a business's settings, in pages as those of a relation. */
    Page<Entry> readSettings(BusinessId businessId, Instant from, @Nullable String after, int limit);

    /** Limited places for the entries of a business, such as those of one hour. */
    interface Places {

        /**
         * Takes a place for an entry, unless it has one. Places are never given back.
         *
         * @param of what has the places, without an id of a person
         * @param most how many it has
         * @return whether the entry has a place; false if others have all of them
         */
        boolean take(BusinessId businessId, String of, EntryId entry, int most, Instant now);

        /**
         * Takes any number of places, unless all are taken. They are known for a day.
         *
         * @return whether there was a place left
         */
        boolean take(BusinessId businessId, String of, int many, int most, Instant now);
    }
}
