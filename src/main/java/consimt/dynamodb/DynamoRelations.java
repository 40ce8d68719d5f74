package consimt.dynamodb;

import consimt.function.StoreUnavailable;
import consimt.relation.BusinessId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Key: {@code userId} / {@code businessId}. */
@Singleton
class DynamoRelations implements Relations {

    /** Each failed try means that another fact got in; this many at once about one relation is no real load. */
    private static final int TRIES = 100;

    private final DynamoDbClient client;
    private final String table;
    private final BatchReads batchReads;

    DynamoRelations(DynamoDbClient client, Tables tables, BatchReads batchReads) {
        this.client = client;
        this.table = tables.relations();
        this.batchReads = batchReads;
    }

    @Override
    public Standing of(Relation relation, Consistency consistency) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(Items.key(relation))
                .consistentRead(consistency == Consistency.STRONG)
                .build();
        return Items.standing(Calls.to(() -> client.getItem(request)).item());
    }

    @Override
    public Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency) {
        List<Map<String, AttributeValue>> keys = userIds.stream()
                .map(userId -> Items.key(new Relation(userId, businessId)))
                .toList();
        Map<UserId, Standing> standings = new HashMap<>();
        for (Map<String, AttributeValue> item : batchReads.of(table, keys, consistency == Consistency.STRONG)) {
            standings.put(Items.relation(item).userId(), Items.standing(item));
        }
        return standings;
    }

    @Override
    public Map<Relation, Standing> of(Collection<Relation> relations) {
        List<Map<String, AttributeValue>> keys =
                relations.stream().distinct().map(Items::key).toList();
        Map<Relation, Standing> standings = new HashMap<>();
        for (int from = 0; from < keys.size(); from += BatchReads.MOST) {
            List<Map<String, AttributeValue>> some = keys.subList(from, Math.min(from + BatchReads.MOST, keys.size()));
            for (Map<String, AttributeValue> item : batchReads.of(table, some, true)) {
                standings.put(Items.relation(item), Items.standing(item));
            }
        }
        return standings;
    }

    @Override
    public Move join(Relation relation, Fact fact, BiConsumer<Relation, Removal> beforeReplacing) {
        Grown own = grow(relation, new Joining(relation, fact), beforeReplacing);
        return joinElsewhere(relation, fact, own, beforeReplacing);
    }

    /**
     * Whoever adds the second of a fact and an id to an item sees the first in what the update returns. So a fact has to
     * go to the ids that it meets, and whoever unites ids has to carry what it meets: then nothing is lost between them.
     */
    private Move joinElsewhere(Relation relation, Fact fact, Grown own, BiConsumer<Relation, Removal> beforeReplacing) {
        Map<Relation, Standing> elsewhere = new LinkedHashMap<>();
        Standing after = own.after;
        Queue<UserId> ids = new ArrayDeque<>(own.after.knownAs());
        for (UserId id = ids.poll(); id != null; id = ids.poll()) {
            Relation there = new Relation(id, relation.businessId());
            if (!there.equals(relation) && !elsewhere.containsKey(there)) {
                Standing joined = grow(there, new Joining(there, fact.elsewhere()), beforeReplacing).after;
                elsewhere.put(there, joined);
                ids.addAll(joined.knownAs());
                after = after.with(joined);
            }
        }
        return new Move(fact, own.before, after, own.moved, elsewhere);
    }

    @Override
    public Move contact(Relation relation, Fact firstContact) {
        UpdateExpression update = new UpdateExpression()
                .set(Attributes.of(MarkKind.CONTACTED), Items.text(Texts.mark(firstContact.mark())))
                .onlyIfAbsent(Attributes.of(MarkKind.CONTACTED))
                .onlyIfAbsent(Attributes.of(MarkKind.IMPLIED))
                .onlyIfAbsent(Attributes.of(MarkKind.EXPRESSED))
                .onlyIfAbsent(Attributes.BLOCKED_BY);
        Grown own;
        try {
            Standing before = Items.standing(send(relation, update));
            own = new Grown(before, before.with(firstContact), true);
        } catch (ConditionalCheckFailedException failed) {
            Standing standing = Items.standing(failed.item());
            own = new Grown(standing, standing, false);
        }
        Mark contacted = own.after.mark(MarkKind.CONTACTED);
        if (contacted == null || !contacted.entry().equals(firstContact.mark().entry())) {
            return new Move(firstContact, own.before, own.after, false, Map.of());
        }
        // Of two that are granted at once under two ids the earlier stands under both, so that one of them is taken
        // back before its caller hears of it. A retry goes on with the mark that was granted.
        Fact granted = Fact.of(Fact.Kind.FIRST_CONTACT, contacted.at(), contacted.entry());
        return joinElsewhere(relation, granted, own, (there, over) -> {});
    }

    @Override
    public United unite(
            Relation relation, UserId formerly, @Nullable Fact fact, BiConsumer<Relation, Removal> beforeReplacing) {
        return new Uniting(this, relation, formerly, fact, beforeReplacing).unite();
    }

    /** Brings an item to where it should be, from wherever it is. */
    Grown grow(Relation relation, Growth growth, BiConsumer<Relation, Removal> beforeReplacing) {
        return grow(relation, growth, growth.first(), growth::afterFirst, beforeReplacing);
    }

    /** The same for an item that was read a moment ago. */
    Grown grow(Relation relation, Growth growth, Standing read, BiConsumer<Relation, Removal> beforeReplacing) {
        return grow(relation, growth, growth.from(read), growth::goal, beforeReplacing);
    }

    private Grown grow(
            Relation relation,
            Growth growth,
            UpdateExpression first,
            UnaryOperator<Standing> afterFirst,
            BiConsumer<Relation, Removal> beforeReplacing) {
        UpdateExpression update = first;
        UnaryOperator<Standing> leaves = afterFirst;
        Standing before = Standing.UNKNOWN;
        boolean moved = false;
        for (int tries = 0; tries < TRIES; tries++) {
            Standing now;
            try {
                Standing old = Items.standing(send(relation, update));
                before = moved ? before : old;
                moved = true;
                now = leaves.apply(old);
            } catch (ConditionalCheckFailedException failed) {
                now = Items.standing(failed.item());
                before = moved ? before : now;
            }
            Standing goal = growth.goal(now);
            if (goal.equals(now)) {
                return new Grown(before, now, moved);
            }
            Removal over = now.removal();
            if (over != null && !over.equals(goal.removal())) {
                beforeReplacing.accept(relation, over);
            }
            update = growth.from(now);
            leaves = growth::goal;
        }
        throw new StoreUnavailable("too many facts about one relation at once");
    }

    /** What became of an item. */
    record Grown(Standing before, Standing after, boolean moved) {}

    private Map<String, AttributeValue> send(Relation relation, UpdateExpression update) {
        return Calls.to(() -> client.updateItem(update.of(table, Items.key(relation))))
                .attributes();
    }

    @Override
    public Page of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit) {
        List<One> found = new ArrayList<>();
        Map<String, AttributeValue> start = after == null ? Map.of() : Items.key(new Relation(userId, after));
        do {
            QueryResponse page = query(userId, blockedOnly, start, limit);
            for (Map<String, AttributeValue> item : page.items()) {
                One one = new One(Items.relation(item), Items.standing(item));
                found.add(one);
                if (found.size() > limit) {
                    return new Page(
                            found.subList(0, limit),
                            found.get(limit - 1).relation().businessId());
                }
            }
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty());
        return new Page(found, null);
    }

    /** One more than asked for, to know whether there are more. */
    private QueryResponse query(UserId userId, boolean blockedOnly, Map<String, AttributeValue> start, int limit) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#user = :user")
                .expressionAttributeValues(Map.of(":user", Items.text(userId.value())))
                .expressionAttributeNames(Map.of("#user", Attributes.USER_ID))
                .consistentRead(true);
        if (blockedOnly) {
            request.filterExpression("attribute_exists(#blocked)")
                    .expressionAttributeNames(Map.of("#user", Attributes.USER_ID, "#blocked", Attributes.BLOCKED_BY));
        } else {
            request.limit(limit + 1);
        }
        if (!start.isEmpty()) {
            request.exclusiveStartKey(start);
        }
        return Calls.to(() -> client.query(request.build()));
    }
}
