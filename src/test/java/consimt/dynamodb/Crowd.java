package consimt.dynamodb;

import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Many relations, put in at once, without their entries. */
public final class Crowd {

    private Crowd() {}

    public static void fill(World world, Map<Relation, Standing> standings) {
        Ledgers.put(
                world,
                world.tables.relations(),
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
}
