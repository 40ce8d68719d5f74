package consimt.dynamodb;

import consimt.form.Page;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Addition;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Audiences;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Key: {@code userId} / {@code businessId}. */
@Singleton
record DynamoRelations(Store store) implements Relations, Standings, Audiences {

    /**
     * Each failed try means that another writer changed the relation. So many are never met in the time of a call: a
     * refusal goes on for as long as there are others.
     */
    private static final int TRIES = 10_000;

    /** After so many, a short random pause lets the others go on: a failed write costs as much as one that counts. */
    private static final int TRIES_AT_ONCE = 10;

    @Override
    public Standing of(Relation relation, Consistency consistency) {
        return RelationItems.standing(store.relations().item(Items.key(relation), consistency == Consistency.STRONG));
    }

    @Override
    public Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency) {
        Map<UserId, Standing> standings = new HashMap<>();
        of(userIds.stream().map(userId -> new Relation(userId, businessId)).toList(), consistency)
                .forEach((relation, standing) -> standings.put(relation.userId(), standing));
        return standings;
    }

    @Override
    public Map<Relation, Standing> of(Collection<Relation> relations, Consistency consistency) {
        List<Map<String, AttributeValue>> keys =
                relations.stream().distinct().map(Items::key).toList();
        Map<Relation, Standing> standings = new HashMap<>();
        for (Map<String, AttributeValue> item :
                store.read(store.tables().relations(), keys, consistency == Consistency.STRONG)) {
            standings.put(RelationItems.relation(item), RelationItems.standing(item));
        }
        return standings;
    }

    @Override
    public Joined join(Relation relation, Addition addition, @Nullable Standing believed) {
        return replace(believed == null ? read(relation) : version(relation, believed), addition::to);
    }

    /** What cannot be read is believed to be absent, so that a refusal does not wait for a read. */
    private RelationVersion read(Relation relation) {
        try {
            return RelationVersion.read(store, relation);
        } catch (StoreUnavailable unread) {
            return version(relation, Standing.UNKNOWN);
        }
    }

    private RelationVersion version(Relation relation, Standing believed) {
        return RelationVersion.of(store.relations(), relation, believed);
    }

    private static Joined replace(RelationVersion first, UnaryOperator<Standing> step) {
        RelationVersion version = first;
        for (int tries = 0; tries < TRIES; tries++) {
            Standing now = version.standing();
            Standing next = step.apply(now);
            if (next.equals(now)) {
                return new Joined(now, now, false);
            }
            try {
                version.become(next);
                return new Joined(now, next, true);
            } catch (ConditionalCheckFailedException changed) {
                version = new RelationVersion(version.table(), version.relation(), changed.item());
                if (tries >= TRIES_AT_ONCE) {
                    Retries.Pause.SLEEPING.of(Retries.pauseAfter(0));
                }
            }
        }
        throw new StoreUnavailable("too many facts about one relation at once");
    }

    /** Reads one more than the limit, to know whether there are more. */
    @Override
    public Page<Stands> of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit) {
        Query query =
                store.relations().where(Attributes.USER_ID, userId.value()).strong();
        List<Stands> found = new ArrayList<>();
        Map<String, AttributeValue> start = after == null ? Map.of() : Items.key(new Relation(userId, after));
        do {
            QueryResponse page =
                    blockedOnly ? query.page(start) : query.limit(limit + 1).page(start);
            page.items().stream()
                    .map(DynamoRelations::stands)
                    .filter(each -> !blockedOnly || each.standing().isBlocked())
                    .forEach(found::add);
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty() && found.size() <= limit);
        return Page.of(found, limit, each -> each.relation().businessId().value());
    }

    @Override
    public Page<Stands> ofBusiness(BusinessId businessId, @Nullable UserId after, int most) {
        QueryResponse page = store.relations()
                .where(Attributes.BUSINESS_ID, businessId.value())
                .index(Attributes.RELATIONS_BY_BUSINESS)
                .limit(most)
                .page(after == null ? Map.of() : Items.key(new Relation(after, businessId)));
        return new Page<>(
                page.items().stream().map(DynamoRelations::stands).toList(),
                Items.optional(page.lastEvaluatedKey(), Attributes.USER_ID, Function.identity()));
    }

    private static Stands stands(Map<String, AttributeValue> item) {
        return new Stands(RelationItems.relation(item), RelationItems.standing(item));
    }

    /** The store orders texts by their bytes, and ids have no others than ASCII. */
    @Override
    public Stretch along(BusinessId businessId, List<UserId> people, int most) {
        QueryResponse page = store.relations()
                .where(Attributes.BUSINESS_ID, businessId.value())
                .index(Attributes.RELATIONS_BY_BUSINESS)
                .between(
                        Attributes.USER_ID,
                        people.get(0).value(),
                        people.get(people.size() - 1).value())
                .limit(most)
                .counted()
                .page(Map.of());
        Map<UserId, Standing> standings = new HashMap<>();
        int at = 0;
        for (Map<String, AttributeValue> item : page.items()) {
            String id = Items.text(item, Attributes.USER_ID);
            at = pass(people, at, id);
            if (at < people.size() && people.get(at).value().equals(id)) {
                standings.put(people.get(at++), RelationItems.standing(item));
            }
        }
        Map<String, AttributeValue> last = page.lastEvaluatedKey();
        if (last.isEmpty()) {
            at = people.size();
        } else if (at == 0) {
            throw new IllegalStateException("a page that answers for nobody");
        }
        return new Stretch(standings, at, page.items().size(), Calls.units(page.consumedCapacity()));
    }

    /** Past all whose ids are before this one: they have no relation. */
    private static int pass(List<UserId> people, int from, String id) {
        int at = from;
        while (at < people.size() && people.get(at).value().compareTo(id) < 0) {
            at++;
        }
        return at;
    }

    @Override
    public Stretch singly(BusinessId businessId, List<UserId> people, Consistency consistency) {
        Store.ItemsRead read = store.counted(
                store.tables().relations(),
                people.stream()
                        .map(userId -> Items.key(new Relation(userId, businessId)))
                        .toList(),
                consistency == Consistency.STRONG);
        Map<String, UserId> asked = new HashMap<>();
        people.forEach(userId -> asked.put(userId.value(), userId));
        Map<UserId, Standing> standings = new HashMap<>();
        read.items()
                .forEach(item ->
                        standings.put(asked.get(Items.text(item, Attributes.USER_ID)), RelationItems.standing(item)));
        return new Stretch(standings, people.size(), read.items().size(), read.readUnits());
    }
}
