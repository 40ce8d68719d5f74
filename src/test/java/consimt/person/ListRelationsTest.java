package consimt.person;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Crowd;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class ListRelationsTest {

    private static final String AS_SHOP = "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{%s}}";

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);

    @Test
    void theOperatorSeesAllOfARelationButWorkAndReports() {
        String agreed = "40755000001";
        String blocking = "40755000002";
        String held = "40755000003";
        decide(agreed, "'decision':'CONTINUE'");
        say("request-opt-in", agreed, "");
        say("request-opt-out", agreed, ",'scope':{'channel':'sms'}");
        say("request-opt-out", agreed, ",'scope':{'channel':'email'},'categories':'ALL'");
        decide(blocking, "'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true");
        decide(held, "'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'");
        assertEquals(
                World.tree("""
                        [{'userId':'%s','blocked':false,
                          'conversation':'ACCEPTED','basis':'EXPRESSED','conversationSince':'2026-11-24T12:00:01Z',
                          'marketing':'OPTED_OUT','marketingSince':'2026-11-24T12:00:04Z',
                          'scopes':[{'scope':{},'marketing':'OPTED_IN','since':'2026-11-24T12:00:02Z'},
                                    {'scope':{'channel':'email'},'marketing':'OPTED_OUT','since':'2026-11-24T12:00:04Z'},
                                    {'scope':{'channel':'sms'},'marketing':'OPTED_OUT','since':'2026-11-24T12:00:03Z'}],
                          'optedOutChannels':[{'channel':'email','since':'2026-11-24T12:00:04Z'}]},
                         {'userId':'%s','blocked':true,'blockedSince':'2026-11-24T12:00:05Z',
                          'conversation':'NONE','basis':null,'conversationSince':null,
                          'marketing':'UNSET','marketingSince':null},
                         {'userId':'%s','blocked':false,
                          'conversation':'NONE','basis':null,'conversationSince':null,
                          'marketing':'UNSET','marketingSince':null,'refusalSuspectedSince':'2026-11-24T12:00:06Z'}]""", agreed, blocking, held),
                world.call("list-relations", "{'businessId':'shop'}").get("relations"));
    }

    @Test
    void whoRefusesMarketingIsListed() {
        List<String> people = Stream.generate(World::somebody).limit(6).toList();
        people.forEach(each -> decide(each, "'decision':'CONTINUE'"));
        say("request-opt-out", people.get(1), "");
        say("request-opt-out", people.get(4), ",'scope':{'channel':'sms'}");
        say("request-opt-out", people.get(5), "");
        say("request-opt-in", people.get(5), "");
        assertEquals(
                List.of(people.get(1), people.get(4)),
                ids(world.call("list-relations", AS_SHOP, "'businessId':'shop','marketing':'OPTED_OUT'")));
        assertEquals(
                List.of(people.get(5)),
                ids(world.call("list-relations", AS_SHOP, "'businessId':'shop','marketing':'OPTED_IN'")));
        assertEquals(
                people, textsOf(world.pages("list-relations", "relations", "'businessId':'shop','limit':2"), "userId"));
    }

    /** They count for the business, so it sees them. */
    @Test
    void whoHasNothingButClaimsIsListedForTheBusinessToo() {
        String claimed = World.somebody();
        String disowned = World.somebody();
        for (String each : List.of(claimed, disowned)) {
            String proof = ",'proof':'a form','occurredAt':'2026-11-20T10:00:00Z','scope':{'channel':'sms'}";
            world.byBusiness("shop", "request-opt-in", who(each) + proof);
        }
        say("request-opt-out", disowned, ",'disownsClaims':true");
        JsonNode expected = World.tree("""
                [{'userId':'%s','conversation':'NONE','basis':null,'conversationSince':null,
                  'marketing':'UNSET','marketingSince':null,
                  'claims':[{'value':'OPT_IN','scope':{'channel':'sms'},'since':'2026-11-24T12:00:00Z'}]},
                 {'userId':'%s','conversation':'NONE','basis':null,'conversationSince':null,
                  'marketing':'OPTED_OUT','marketingSince':'2026-11-24T12:00:01Z',
                  'claimsDisownedSince':'2026-11-24T12:00:01Z'}]""", claimed, disowned);
        assertEquals(
                expected,
                world.call("list-relations", AS_SHOP, "'businessId':'shop'").get("relations"));
        assertEquals(
                List.of(claimed),
                ids(world.call("list-relations", AS_SHOP, "'businessId':'shop','marketing':'UNSET'")));
    }

    /** By a law, an opt-out of a part may count for all else, also where an opt-in lifted this part. */
    @Test
    void optOutsThatOptInsToAPartLiftedAreListed() {
        String again = World.somebody();
        say("request-opt-out", again, ",'scope':{'channel':'sms'}");
        say("request-opt-in", again, ",'scope':{'channel':'sms'}");
        String all = World.somebody();
        say("request-opt-out", all, ",'scope':{'channel':'sms'}");
        say("request-opt-in", all, "");
        JsonNode relations =
                world.call("list-relations", "{'businessId':'shop'}").get("relations");
        assertEquals(
                World.tree("[{'scope':{'channel':'sms'},'since':'2026-11-24T12:00:01Z'}]"),
                relations.get(0).get("liftedOptOuts"));
        assertFalse(relations.get(1).has("liftedOptOuts"));
    }

    /** Each page and each token, whatever else people did that a business is not told. */
    @Test
    void aBusinessSeesTheSamePagesWhoeverBlocksOrReportsIt() {
        World withoutThem = World.fresh();
        // The last ones are of people of whom a business sees nothing.
        for (int i = 0; i < 36; i++) {
            String person = "4075511%04d".formatted(i);
            String seen = List.of(
                            "nothing", "continued", "out:all", "in:all out:sms", "continued out:email", "stop:sms")
                    .get(i < 30 ? i % 6 : 0);
            String hidden = List.of("", "BLOCK", "REPORT", "BLOCK UNBLOCK", "REPORT BLOCK")
                    .get(i < 30 ? i / 6 : 1);
            for (World each : List.of(world, withoutThem)) {
                for (String step : seen.equals("nothing") ? new String[0] : seen.split(" ")) {
                    each.clock.pass(Duration.ofSeconds(1));
                    each.wish(step, who(person), ListRelationsTest::scope);
                }
            }
            for (String decision : hidden.isEmpty() ? new String[0] : hidden.split(" ")) {
                String report = decision.equals("REPORT") ? ",'report':{'reason':'SPAM'}" : "";
                world.call("decide-consent", "{%s,'decision':'%s'%s}", who(person), decision, report);
            }
        }
        for (int limit : List.of(1, 2, 3, 7, 50)) {
            for (String filter : List.of("", ",'marketing':'OPTED_OUT'", ",'marketing':'UNSET'")) {
                String asked = "'businessId':'shop','limit':%d%s".formatted(limit, filter);
                List<JsonNode> pages = pages(world, asked);
                assertEquals(pages(withoutThem, asked), pages);
                int shown = pages.stream().mapToInt(page -> ids(page).size()).sum();
                assertEquals(filter.isEmpty(), shown == 25, () -> shown + " with" + filter);
            }
        }
        assertEquals(
                35,
                world.pages("list-relations", "relations", "'businessId':'shop'")
                        .size());
    }

    @Test
    void aPageWithAFilterLooksAtTenThousandAtMostAndGoesOn() {
        Crowd.fill(world, "shop", 10_000);
        String last = World.somebody();
        say("request-opt-out", last, "");
        meter.take();
        JsonNode first = world.call("list-relations", AS_SHOP, "'businessId':'shop','marketing':'OPTED_OUT'");
        Meter.Reading took = meter.take();
        assertTrue(took.readUnits() < 200, took::toString);
        assertEquals(List.of(), ids(first));
        JsonNode second = world.call(
                "list-relations",
                AS_SHOP,
                "'businessId':'shop','marketing':'OPTED_OUT','nextToken':'%s'".formatted(textOf(first, "nextToken")));
        assertEquals(List.of(last), ids(second));
        assertTrue(second.path("nextToken").isMissingNode());
    }

    /** As the store cuts a page at a megabyte. Nobody whom the business does not see is in a token. */
    @Test
    void aPageReadsPastManyWhomTheBusinessDoesNotSeeAndGoesOnAtAPlaceThatTellsOfNobody() {
        World cutting = World.fresh(meter, new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return context.request() instanceof QueryRequest query && query.indexName() != null
                        ? query.toBuilder().limit(7).build()
                        : context.request();
            }
        });
        List<String> visible =
                Stream.of("1", "40765000200", "407650005", "9").sorted().toList();
        Standing agreed =
                Standing.UNKNOWN.with(Fact.of(Fact.Kind.CONTINUE, cutting.clock.instant(), EntryId.ofRequest("a")));
        Standing blocked =
                Standing.UNKNOWN.with(Fact.of(Fact.Kind.BLOCK, cutting.clock.instant(), EntryId.ofRequest("b")));
        Map<Relation, Standing> relations = new HashMap<>();
        List<String> hidden = IntStream.range(0, 1_500)
                .mapToObj(i -> "40765%06d".formatted(2 * i + 1))
                .toList();
        hidden.forEach(id -> relations.put(World.relation(id, "shop"), blocked));
        visible.forEach(id -> relations.put(World.relation(id, "shop"), agreed));
        Crowd.fill(cutting, relations);
        List<JsonNode> pages = World.answers(token -> {
            meter.take();
            JsonNode page = cutting.call("list-relations", AS_SHOP, "'businessId':'shop'" + token);
            assertTrue(meter.take().count() <= 50);
            String next = page.path("nextToken").asText();
            String place = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
            assertFalse(hidden.contains(place), place);
            return page;
        });
        assertEquals(visible, pages.stream().flatMap(page -> ids(page).stream()).toList());
        assertEquals(5, pages.size());
    }

    private static List<JsonNode> pages(World where, String asked) {
        return World.answers(token -> where.call("list-relations", AS_SHOP, asked + token));
    }

    private static List<String> ids(JsonNode page) {
        return page.get("relations").findValuesAsText("userId");
    }

    private static String scope(String channel) {
        return channel.equals("all") ? "" : ",'scope':{'channel':'%s'}".formatted(channel);
    }

    private void decide(String person, String decision) {
        world.clock.pass(Duration.ofSeconds(1));
        world.call("decide-consent", "{%s,%s}", who(person), decision);
    }

    private void say(String function, String person, String more) {
        world.clock.pass(Duration.ofSeconds(1));
        world.call(function, "{%s%s}", who(person), more);
    }

    private static String who(String person) {
        return "'userId':'%s','businessId':'shop'".formatted(person);
    }
}
