package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Long queues, put in at once. */
public final class Queues {

    private static final int BATCH = 25;
    private static final int DAYS = 10;

    private Queues() {}

    /** Open removals of a business, due over ten days, and the counts of them. */
    public static void fill(World world, String business, int length) {
        BusinessId businessId = new BusinessId(business);
        IntStream.range(0, (length + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            List<WriteRequest> writes = IntStream.range(batch * BATCH, Math.min(length, (batch + 1) * BATCH))
                    .mapToObj(i -> put(FollowUpItems.item(removal(world, businessId, i))))
                    .toList();
            world.client.batchWriteItem(request -> request.requestItems(Map.of(world.tables.followUps(), writes)));
        });
        for (int i = 0; i < DAYS; i++) {
            int day = i;
            long count = IntStream.range(0, length)
                    .filter(each -> each % DAYS == day)
                    .count();
            Map<String, AttributeValue> counter = new HashMap<>(FollowUpItems.counterKey(businessId, day(day), 0));
            counter.put(Attributes.COUNT, AttributeValue.fromN(Long.toString(count)));
            world.client.putItem(
                    request -> request.tableName(world.tables.followUps()).item(counter));
        }
    }

    /** Follow-ups as they are, without the counts of them. */
    public static void fill(World world, List<FollowUp> followUps) {
        Ledgers.put(
                world,
                world.tables.followUps(),
                followUps.stream().map(FollowUpItems::item).toList());
    }

    private static FollowUp removal(World world, BusinessId businessId, int number) {
        return new FollowUp(
                new FollowUpId("%026d".formatted(number)),
                new Relation(new UserId("4070%07d".formatted(number)), businessId),
                null,
                Kind.MARKETING_REMOVAL,
                Scope.ALL,
                EntryId.ofRequest("r"),
                State.OPEN,
                world.clock.instant(),
                day(number % DAYS),
                null,
                null,
                null,
                0,
                0,
                0,
                List.of(),
                world.clock.instant(),
                1);
    }

    private static WriteRequest put(Map<String, AttributeValue> item) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }

    private static LocalDate day(int day) {
        return LocalDate.parse("2026-12-01").plusDays(day);
    }
}
