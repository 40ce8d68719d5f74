package consimt.identity;

import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A business knows a person under another id from now on.
 *
 * @param id of the entry in both ledgers
 * @param from the id until now
 * @param occurredAt to the millisecond
 * @param recordedAt when it was received
 * @param channel by which it was told
 */
public record IdentityChange(
        EntryId id,
        BusinessId businessId,
        UserId from,
        UserId to,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable String channel) {

    /** Told by a message that named both ids. Whichever message it was, the two ids have one such entry. */
    public static IdentityChange toldByMessage(
            BusinessId businessId, UserId from, UserId to, Instant occurredAt, Instant recordedAt, String channel) {
        return new IdentityChange(EntryId.ofIdentity(from, to), businessId, from, to, occurredAt, recordedAt, channel);
    }

    Relation before() {
        return new Relation(from, businessId);
    }

    Relation after() {
        return new Relation(to, businessId);
    }

    Entry entryBefore() {
        return Entry.ofIdentity(id, to, occurredAt, recordedAt, channel);
    }

    Entry entryAfter() {
        return Entry.ofIdentity(id, from, occurredAt, recordedAt, channel);
    }
}
