package consimt.dynamodb;

import consimt.relation.Audiences;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Relations by business, and by their keys. The store orders texts by their bytes, and ids have no others than ASCII. */
@Singleton
class DynamoAudiences implements Audiences {

    private final Table table;
    private final BatchReads batchReads;

    DynamoAudiences(DynamoDbClient client, Tables tables, BatchReads batchReads) {
        this.table = new Table(client, tables.relations());
        this.batchReads = batchReads;
    }

    @Override
    public Stretch along(BusinessId businessId, List<UserId> people, int most) {
        QueryResponse page = table.where(Attributes.BUSINESS_ID, businessId.value())
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
        BatchReads.ItemsRead read = batchReads.counted(
                table.name(),
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
