package consimt.dynamodb;

import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Many relations, put in at once, without their entries. */
public final class Crowd {

    private Crowd() {}

    public static void fill(World world, Map<Relation, Standing> standings) {
        fill(world.client, world.tables, standings);
    }

    private static void fill(DynamoDbClient client, Tables tables, Map<Relation, Standing> standings) {
        Ledgers.put(
                client,
                tables.relations(),
                standings.entrySet().stream()
                        .map(each -> RelationItems.item(each.getKey(), each.getValue(), Map.of()))
                        .toList());
    }

    /**
     * New people who agreed to the conversation.
     *
     * @return their ids, in order
     */
    public static List<String> fill(World world, String business, int many) {
        Standing agreed = Standing.UNKNOWN.with(
                Fact.of(Fact.Kind.CONTINUE, world.clock.instant(), EntryId.ofRequest("continue-1")));
        List<String> people =
                Stream.generate(World::somebody).limit(many).sorted().toList();
        fill(world, people.stream().collect(Collectors.toMap(id -> World.relation(id, business), any -> agreed)));
        return people;
    }

    /**
     * New people who agreed to the conversation. Each fifth of them opted out.
     *
     * @return the ids of those who opted out, in order
     */
    public static List<String> fill(DynamoDbClient client, Tables tables, Instant at, String business, int many) {
        Standing agreed = Standing.UNKNOWN.with(Fact.of(Fact.Kind.CONTINUE, at, EntryId.ofRequest("continue-1")));
        Standing optedOut = agreed.with(Fact.of(Fact.Kind.OPT_OUT, at, EntryId.ofRequest("stop-1")));
        List<String> people =
                Stream.generate(World::somebody).limit(many).sorted().toList();
        Map<Relation, Standing> standings = new HashMap<>();
        for (int i = 0; i < many; i++) {
            standings.put(World.relation(people.get(i), business), i % 5 == 0 ? optedOut : agreed);
        }
        fill(client, tables, standings);
        return IntStream.range(0, many)
                .filter(i -> i % 5 == 0)
                .mapToObj(people::get)
                .toList();
    }
}
