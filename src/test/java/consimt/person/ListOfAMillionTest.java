package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.form.Input;
import consimt.form.Page;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.Standings.Stands;
import consimt.relation.UserId;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the desk lists of a million people, of whom every fifth refuses. The index is computed, the function is not. */
class ListOfAMillionTest {

    private static final int PEOPLE = 1_000_000;

    /** All of them, thorough. */
    private static final int CALLS = Cases.of(10, PEOPLE / 5 / 1_000);

    private static final BusinessId SHOP = new BusinessId("shop");

    /** What a megabyte of the index holds of the longest of the two. */
    private static final int PAGE = 6_000;

    private final World world = World.fresh();
    private final Standing agreed = standing("decide-consent", ",'decision':'CONTINUE'");
    private final Standing refused = standing("request-opt-out", "");
    private int reads;

    private final ListRelations function = new ListRelations((Standings) Proxy.newProxyInstance(
            Standings.class.getClassLoader(), new Class<?>[] {Standings.class}, (proxy, method, all) -> {
                assertEquals("ofBusiness", method.getName());
                reads++;
                return page((UserId) all[1], (int) all[2]);
            }));

    @Test
    void theFirstWhoRefuseComeByOneCallAndEveryCallBringsAThousand() {
        JsonNode first = list("");
        assertEquals(1_000, first.get("relations").size());
        assertEquals(1, reads);
        Set<String> seen = new HashSet<>();
        String next = "";
        for (int call = 0; call < CALLS; call++) {
            JsonNode page = list(next);
            page.get("relations").forEach(each -> {
                assertEquals("OPTED_OUT", each.get("marketing").textValue());
                seen.add(each.get("userId").textValue());
            });
            next = ",'nextToken':'" + page.get("nextToken").textValue() + "'";
        }
        assertEquals(1_000 * CALLS, seen.size());
        assertTrue(reads <= 1 + 2 * CALLS, () -> reads + " reads");
    }

    private JsonNode list(String more) {
        return World.JSON.valueToTree(function.listRelations(
                Input.of(World.tree("{'businessId':'shop','marketing':'OPTED_OUT','limit':1000%s}".formatted(more)))));
    }

    private Page<Stands> page(@Nullable UserId after, int most) {
        int first = after == null ? 0 : Integer.parseInt(after.value().substring(3)) + 1;
        int end = Math.min(PEOPLE, first + Math.min(most, PAGE));
        List<Stands> people = IntStream.range(first, end)
                .mapToObj(person -> new Stands(
                        new Relation(new UserId("407%07d".formatted(person)), SHOP),
                        person % 5 == 0 ? refused : agreed))
                .toList();
        return new Page<>(
                people,
                end == PEOPLE
                        ? null
                        : people.get(people.size() - 1).relation().userId().value());
    }

    private Standing standing(String function, String more) {
        String person = World.somebody();
        world.call(function, "{'userId':'%s','businessId':'shop'%s}", person, more);
        return world.stores.standings().of(new Relation(new UserId(person), SHOP), Consistency.STRONG);
    }
}
