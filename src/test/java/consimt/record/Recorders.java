package consimt.record;

import consimt.dynamodb.Stores;
import consimt.followup.HandWork;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.HoldChange;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.Source;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.UserId;
import consimt.runtime.Metrics;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The recorder as the application puts it together, and parts of it alone. */
public final class Recorders {

    private Recorders() {}

    public static Recorder on(Stores stores, HandWork work) {
        return on(stores, work, (metric, value) -> {});
    }

    public static Recorder on(Stores stores, HandWork work, Metrics metrics) {
        Identities identities = new Identities(stores.ledger(), stores.writer());
        return new Recorder(
                stores.writer(),
                stores.standings(),
                work.removals(),
                work.reviews(),
                work.suspected(),
                new Joining(
                        stores.relations(),
                        work.removals(),
                        work.suspected(),
                        identities,
                        new TooManyIds(identities, stores.standings(), metrics)),
                metrics);
    }

    public static FirstContacts firstContacts(Stores stores) {
        return new FirstContacts(stores.writer(), stores.relations(), stores.standings(), stores.reservations());
    }

    /** That the relation's id is one with another, told by no message. */
    public static Statement identity(
            EntryId id, Relation relation, UserId formerly, Source source, Instant at, Instant now) {
        Request request = new Request(id, relation, EventTime.unsaid(at), now, source, null);
        return Statement.of(request, new IdentityChanged(formerly));
    }

    /** That the person sent a message which may be a refusal. */
    public static Statement suspected(EntryId message, Relation relation, Instant at) {
        Request request = new Request(message, relation, EventTime.bySeconds(at, at), at, Source.by("whatsapp"), null);
        return Statement.ofSuspected(request, WrittenText.of("I do not wish to be contacted"));
    }

    /** The same message as something else. */
    public static Statement readAs(Statement message, EntryContent other) {
        return Statement.of(message.request(), other);
    }

    /** A crash leaves the entry alone. */
    public static void cutOff(Stores stores, Statement statement) {
        stores.writer().keep(statement.relation(), statement.entry());
    }

    /**
     * That somebody read the message, and found no refusal.
     *
     * @param writer the id under which it was written
     */
    public static Statement cleared(EntryId entry, UserId writer, Relation relation, Instant now) {
        EntryId message = EntryId.ofSuspected(writer, entry);
        EntryId id = EntryId.ofRefusalCleared(message);
        Request request = new Request(id, relation, EventTime.unsaid(now), now, Source.of("ana"), null);
        return Statement.of(request, new HoldChange(Fact.Kind.REFUSAL_CLEARED, message));
    }

    /** A message that named the person by both ids. */
    public static Statement message(EntryId id, Relation relation, UserId alias, Instant at) {
        Request request = new Request(id, relation, EventTime.bySeconds(at, at), at, Source.by("whatsapp"), null);
        return Statement.ofMessage(request).knownAs(Set.of(alias)).unlessItChangesNothing();
    }

    /** The marks alone, of all of the person's ids. */
    public static Move join(Relations relations, Relation relation, Fact fact) {
        return merge(relations, relation, Set.of(), false, fact);
    }

    /**
     * @param isUnverified whether they are one by the word of the business alone
     * @param fact told with it, or null
     */
    public static Move unite(Relations relations, Relation relation, UserId formerly, boolean isUnverified, Fact fact) {
        return merge(relations, relation, Set.of(formerly), isUnverified, fact);
    }

    private static Move merge(
            Relations relations, Relation relation, Set<UserId> named, boolean isUnverified, Fact fact) {
        return new Merge(relations, relation, named, isUnverified, fact, Map.of(), Merge.Completion.NOTHING).all();
    }
}
