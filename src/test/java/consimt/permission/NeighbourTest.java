package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Crowd;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a business gets by its lists, beside a business of whose people some blocked it and many reported it: no difference
 * but the reasons that it asked for.
 */
class NeighbourTest {

    private static final int PEOPLE = 1_200;
    private static final String AS_SHOP =
            "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{'businessId':'shop',%s}}";
    private static final String CLAIM = "'proof':'a form','occurredAt':'2026-11-20T10:00:00Z'";

    private final World calm = World.fresh();
    private final World reported = World.fresh();

    /** Each third id is of nobody with whom the business ever had to do. */
    private final List<String> people =
            IntStream.range(0, PEOPLE).mapToObj("40766%06d"::formatted).toList();

    private final List<String> blocking = new ArrayList<>();

    @Test
    void whatABusinessGetsByItsListsIsTheSameWhoeverBlocksOrReportsIt() {
        Map<Relation, Standing> open = new HashMap<>();
        Map<Relation, Standing> hidden = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < PEOPLE; i++) {
            Standing seen = i % 3 == 0
                    ? Standing.UNKNOWN
                    : with(Standing.UNKNOWN, i % 5 == 0 ? Fact.Kind.OPT_IN : Fact.Kind.CONTINUE, "seen");
            seen = i % 7 == 1 ? with(seen, Fact.Kind.OPT_OUT, "out") : seen;
            Standing unseen = seen;
            for (int report = random.nextInt(Standing.MOST_REPORTS); report > 0; report--) {
                unseen = with(unseen, Fact.Kind.REPORT, "report" + report);
            }
            if (i % 4 == 0) {
                unseen = with(unseen, Fact.Kind.BLOCK, "block");
                blocking.add(people.get(i));
            }
            Relation relation = World.relation(people.get(i), "shop");
            if (!seen.equals(Standing.UNKNOWN)) {
                open.put(relation, seen);
            }
            if (!unseen.equals(Standing.UNKNOWN)) {
                hidden.put(relation, unseen);
            }
        }
        Crowd.fill(calm, open);
        Crowd.fill(reported, hidden);
        for (World each : List.of(calm, reported)) {
            each.settle("shop", "'marketingBasis':'CONVERSATION'");
            each.clock.pass(Duration.ofDays(2));
        }
        List<String> others =
                people.stream().filter(id -> !blocking.contains(id)).toList();
        for (String more : List.of("", ",'consistent':true")) {
            assertSame("filter-audience", "'category':'MARKETING','userIds':[%s]%s".formatted(list(others), more));
            assertSame(
                    "filter-audience",
                    "'category':'SERVICE','userIds':['%s','%s']%s"
                            .formatted(others.get(0), others.get(others.size() - 1), more));
        }
        String rows = IntStream.range(0, Cases.of(120, 900))
                .mapToObj(i -> row(people.get(i), i % 4))
                .collect(Collectors.joining(","));
        for (int again = 0; again < 2; again++) {
            assertSame("import-preferences", "'source':'a list','rows':[%s]".formatted(rows));
        }
        for (String id : people.subList(0, 40)) {
            assertSame("decide-consent", "'userId':'%s','requestId':'c','decision':'CONTINUE',%s".formatted(id, CLAIM));
            assertSame("request-opt-in", "'userId':'%s','requestId':'i',%s".formatted(id, CLAIM));
        }
        World.answers(token -> assertSame("list-relations", "'limit':111" + token));
    }

    /** Of those whom it asks about, the block alone is another answer. */
    @Test
    void aReportChangesNoAnswerAboutThePersonThemselves() {
        Standing agreed = with(Standing.UNKNOWN, Fact.Kind.CONTINUE, "seen");
        Crowd.fill(calm, Map.of(World.relation("40766000000", "shop"), agreed));
        Crowd.fill(reported, Map.of(World.relation("40766000000", "shop"), with(agreed, Fact.Kind.REPORT, "report")));
        JsonNode answer = assertSame("filter-audience", "'category':'SERVICE','userIds':['40766000000','40766000001']");
        assertTrue(!answer.has("cost"), answer::toString);
    }

    private Standing with(Standing standing, Fact.Kind kind, String entry) {
        return standing.with(Fact.of(kind, calm.clock.instant(), EntryId.ofRequest(entry)));
    }

    private static String row(String id, int kind) {
        return "{'userId':'%s',%s}"
                .formatted(
                        id,
                        switch (kind) {
                            case 0 -> "'wish':'OPT_IN'," + CLAIM;
                            case 1 -> "'wish':'AGREED'," + CLAIM;
                            case 2 -> "'wish':'OPT_OUT','occurredAt':'2026-11-21T10:00:00Z'";
                            default -> "'wish':'BLOCK','occurredAt':'2026-11-21T10:00:00Z'";
                        });
    }

    private JsonNode assertSame(String function, String asked) {
        JsonNode expected = calm.call(function, AS_SHOP, asked);
        assertTrue(!expected.path("outcome").asText().equals("REJECTED"), expected::toString);
        JsonNode answer = reported.call(function, AS_SHOP, asked);
        assertEquals(withoutNotSeen(expected), withoutNotSeen(answer));
        return answer;
    }

    /** A relation that was read shows a business whether it is blocked, for this is to ask about the person. */
    private static JsonNode withoutNotSeen(JsonNode answer) {
        JsonNode copy = answer.deepCopy();
        if (copy.get("relation") instanceof com.fasterxml.jackson.databind.node.ObjectNode relation) {
            relation.remove(List.of("blocked", "blockedSince"));
        }
        return copy;
    }

    private static String list(List<String> ids) {
        return "'" + String.join("','", ids) + "'";
    }
}
