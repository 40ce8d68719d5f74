package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.kit.World;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Long queues, put in at once. */
public final class Queues {

    private static final int DAYS = 10;

    private Queues() {}

    /** Open removals of a business, due over ten days, and the counts of them. */
    public static void fill(World world, String business, int length) {
        fill(world.client, world.tables, world.clock.instant(), business, length);
    }

    /** @param at when all of it was opened */
    public static void fill(DynamoDbClient client, Tables tables, Instant at, String business, int length) {
        BusinessId businessId = new BusinessId(business);
        Ledgers.put(
                client,
                tables.followUps(),
                IntStream.range(0, length)
                        .mapToObj(i -> FollowUpItems.item(removal(at, businessId, i)))
                        .toList());
        for (int i = 0; i < DAYS; i++) {
            int day = i;
            long count = IntStream.range(0, length)
                    .filter(each -> each % DAYS == day)
                    .count();
            Map<String, AttributeValue> counter = new HashMap<>(FollowUpItems.counterKey(businessId, day(day), 0));
            counter.put(Attributes.COUNT, AttributeValue.fromN(Long.toString(count)));
            client.putItem(request -> request.tableName(tables.followUps()).item(counter));
        }
    }

    /** Follow-ups as they are, without the counts of them. */
    public static void fill(World world, List<FollowUp> followUps) {
        Ledgers.put(
                world.client,
                world.tables.followUps(),
                followUps.stream().map(FollowUpItems::item).toList());
    }

    private static FollowUp removal(Instant at, BusinessId businessId, int number) {
        return FollowUp.pending(
                        new FollowUpId("%026d".formatted(number)),
                        new Relation(new UserId("4070%07d".formatted(number)), businessId),
                        Job.of(Kind.MARKETING_REMOVAL, EntryId.ofRequest("r")),
                        new Term(at, day(number % DAYS)))
                .as(State.OPEN)
                .lookedAtAgain(at);
    }

    private static LocalDate day(int day) {
        return LocalDate.parse("2026-12-01").plusDays(day);
    }
}
