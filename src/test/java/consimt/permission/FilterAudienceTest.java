package consimt.permission;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.dynamodb.Crowd;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class FilterAudienceTest {

    private static final int HISTORIES = Cases.of(12, 3_000);
    private static final int HISTORIES_OF_A_WORLD = Cases.of(12, 50);
    private static final int MOST_OF_A_CHECK = 100;
    private static final int MOST_OF_A_LIST = 25_000;
    private static final int MOST_OF_LAMBDA = 6 * 1024 * 1024;

    private static final List<String> BASES = List.of("CONVERSATION", "OPT_IN", "");

    private static final List<String> CLAIMED =
            List.of("", ",'scope':{'topic':'offers'}", ",'scope':{'channel':'sms'}");

    private static final List<String> QUESTIONS = List.of(
            "'MARKETING'",
            "'MARKETING','scope':{'topic':'offers'},'consistent':true",
            "'MARKETING','scope':{'channel':'sms'},'asOf':'2027-02-01'",
            "'UTILITY','scope':{'channel':'sms'}",
            "'UTILITY','asOf':'2027-02-01'",
            "'AUTHENTICATION'",
            "'SERVICE'",
            "'CALL','asOf':'2027-02-01'");

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);

    @Test
    void eachPersonIsInTheAnswerOnceInTheOrderAndTheSpellingOfTheRequest() {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        String out = world.afterWishes("continued out:all", "shop", any -> "");
        String free = world.afterWishes("continued", "shop", any -> "");
        String blocking = world.afterWishes("continued blocked", "shop", any -> "");
        meter.take();
        assertEquals(
                World.tree("""
                        {'outcome':'FILTERED','judgedAt':'%s','allowed':['+%s'],
                         'refused':[{'reason':'BLOCKED_BY_USER','userIds':['%s']},
                                    {'reason':'MARKETING_OPTED_OUT','userIds':['%s']},
                                    {'reason':'FIRST_CONTACT_REQUIRED','userIds':['stranger']}],
                         'cost':{'readUnits':2.0,'plan':'KEYS'}}""", world.clock.instant(), free, blocking, out),
                world.call(
                        "filter-audience",
                        "{'businessId':'shop','category':'MARKETING','userIds':['stranger','+%s','%s','%2$s','%s','%1$s']}",
                        free,
                        out,
                        blocking));
        assertEquals(List.of("BatchGetItem"), meter.take().calls());
    }

    /** Of people with several ids, by whosever word; of scopes up to too many; of what is held; of claims; by every basis. */
    @Test
    void theAnswerAboutEachPersonIsThatOfACheck() {
        int differing = 0;
        for (int from = 0; from < HISTORIES; from += HISTORIES_OF_A_WORLD) {
            World there = World.fresh();
            Random random = new Random(from);
            List<String> people = new ArrayList<>();
            for (int seed = from; seed < from + HISTORIES_OF_A_WORLD; seed++) {
                RandomHistory history = new RandomHistory(there, seed);
                history.goesOn(5);
                claim(there, any(history.ids, random), any(RandomHistory.BUSINESSES, random), any(CLAIMED, random));
                history.goesOn(5);
                people.addAll(history.ids);
            }
            List<String> strangers = Stream.generate(World::somebody).limit(10).toList();
            people.addAll(strangers);
            Collections.shuffle(people, random);
            for (int i = 0; i < RandomHistory.BUSINESSES.size(); i++) {
                String business = RandomHistory.BUSINESSES.get(i);
                settle(there, business, BASES.get((i + from / HISTORIES_OF_A_WORLD) % BASES.size()));
                strangers.subList(0, 5).forEach(each -> claim(there, each, business, any(CLAIMED, random)));
                claim(there, strangers.get(5), business, "");
                differing += compare(there, business, people);
                assertEquals(
                        Map.of(strangers.get(5), "ALLOWED", strangers.get(6), "FIRST_CONTACT_REQUIRED"),
                        filtered(
                                there,
                                "'businessId':'%s','category':'MARKETING'".formatted(business),
                                strangers.subList(5, 7)));
            }
        }
        assertTrue(differing > HISTORIES, "hardly anybody was refused");
    }

    private static String any(List<String> ones, Random random) {
        return ones.get(random.nextInt(ones.size()));
    }

    /** What the business says of a person counts where nothing else speaks. */
    private static void claim(World there, String person, String business, String scope) {
        String claim = "'userId':'%s','businessId':'%s','proof':'a form','occurredAt':'2026-11-20T10:00:00Z'%s";
        JsonNode answer = there.byBusiness(business, "request-opt-in", claim, person, business, scope);
        assertTrue(
                List.of("RECORDED", "SUPERSEDED", "UNCHANGED").contains(textOf(answer, "outcome")), answer::toString);
    }

    private static void settle(World there, String business, String basis) {
        there.settle(
                business,
                "'country':'US','topics':[{'code':'offers','labels':{'en':'Offers'}}]%s",
                basis.isEmpty() ? "" : ",'marketingBasis':'" + basis + "'");
    }

    /** @return how many were refused */
    private static int compare(World there, String business, List<String> people) {
        int refused = 0;
        for (String question : QUESTIONS) {
            String asked = "'businessId':'%s','category':%s".formatted(business, question);
            Map<String, String> checked = checked(there, asked, people);
            assertEquals(checked, filtered(there, asked, people), asked);
            refused += (int) checked.values().stream()
                    .filter(answer -> !answer.equals("ALLOWED"))
                    .count();
        }
        return refused;
    }

    private static Map<String, String> checked(World there, String asked, List<String> people) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (int from = 0; from < people.size(); from += MOST_OF_A_CHECK) {
            there.call(
                            "check-permission",
                            "{%s,'userIds':[%s]}",
                            asked,
                            list(people.subList(from, Math.min(from + MOST_OF_A_CHECK, people.size()))))
                    .get("results")
                    .forEach(each -> answers.put(textOf(each, "userId"), World.reason(each)));
        }
        return answers;
    }

    private static Map<String, String> filtered(World there, String asked, List<String> people) {
        JsonNode answer = there.call("filter-audience", "{%s,'userIds':[%s]}", asked, list(people));
        Map<String, String> answers = new LinkedHashMap<>();
        answer.get("allowed").forEach(each -> answers.put(each.textValue(), "ALLOWED"));
        answer.get("refused")
                .forEach(group ->
                        group.get("userIds").forEach(each -> answers.put(each.textValue(), textOf(group, "reason"))));
        return answers;
    }

    private static String list(List<String> people) {
        return "'" + String.join("','", people) + "'";
    }

    /** As the store cuts a page at a megabyte. */
    @Test
    void pagesThatAreCutOffAreGoneOnFrom() {
        World cutting = World.fresh(new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return context.request() instanceof QueryRequest query && query.indexName() != null
                        ? query.toBuilder().limit(7).build()
                        : context.request();
            }
        });
        List<String> people = new ArrayList<>(Crowd.fill(cutting, "shop", 500));
        people.remove(250);
        String asked = "'businessId':'shop','category':'SERVICE'";
        assertEquals(checked(cutting, asked, people), filtered(cutting, asked, people));
        assertEquals("BOTH", cutting.text("/cost/plan", "filter-audience", "{%s,'userIds':[%s]}", asked, list(people)));
    }

    @Test
    void aPageThatFailsIsAFaultAndNoPartOfAnAnswer() {
        List<String> people = Crowd.fill(world, "shop", 2_000);
        meter.take();
        String asked = "{'businessId':'shop','category':'SERVICE','consistent':true,'userIds':[%s]}";
        world.call("filter-audience", asked, list(people));
        int calls = meter.take().count();
        assertTrue(calls > 20, () -> calls + " calls");
        for (int call = 1; call <= calls; call += Cases.of(3, 1)) {
            World failing = world.with(new Fault(call, Fault.When.BEFORE));
            assertThrows(StoreUnavailable.class, () -> failing.call("filter-audience", asked, list(people)));
        }
    }

    @Test
    void peopleWhomTheStoreLeavesOverAreAFaultToo() {
        List<World> throttled = new ArrayList<>();
        throttled.add(World.fresh(new ExecutionInterceptor() {
            @Override
            public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
                if (!(context.response() instanceof BatchGetItemResponse response)) {
                    return context.response();
                }
                throttled.get(0).clock.pass(Duration.ofSeconds(1));
                return response.toBuilder()
                        .responses(Map.of())
                        .unprocessedKeys(((BatchGetItemRequest) context.request()).requestItems())
                        .build();
            }
        }));
        String asked = "{'businessId':'shop','category':'SERVICE','userIds':['a','b']}";
        assertThrows(StoreUnavailable.class, () -> throttled.get(0).call("filter-audience", asked));
    }

    /** Of what the index does not show yet. */
    @Test
    void consistentReadsThoseWhoWouldBeAllowedOnceMore() {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        List<String> people = new ArrayList<>(Crowd.fill(world, "shop", 300));
        List<Map<String, AttributeValue>> before = world.items(world.tables.relations());
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", people.get(7));
        World lagging = World.fresh(new ExecutionInterceptor() {
            @Override
            public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
                return context.response() instanceof QueryResponse response
                                && ((QueryRequest) context.request()).indexName() != null
                        ? response.toBuilder()
                                .items(response.items().stream()
                                        .map(item -> before.stream()
                                                .filter(old -> old.get("userId").equals(item.get("userId")))
                                                .findFirst()
                                                .orElse(item))
                                        .toList())
                                .build()
                        : context.response();
            }
        });
        lagging.settle("shop", "'marketingBasis':'CONVERSATION'");
        lagging.restore(lagging.tables.relations(), world.items(world.tables.relations()));
        String asked = "'businessId':'shop','category':'MARKETING'";
        assertEquals("ALLOWED", filtered(lagging, asked, people).get(people.get(7)));
        Map<String, String> consistent = filtered(lagging, asked + ",'consistent':true", people);
        assertEquals("MARKETING_OPTED_OUT", consistent.remove(people.get(7)));
        people.remove(7);
        assertEquals(Map.of("ALLOWED", 299L), counted(consistent));
    }

    private static Map<String, Long> counted(Map<String, String> answers) {
        Map<String, Long> counted = new LinkedHashMap<>();
        answers.values().forEach(answer -> counted.merge(answer, 1L, Long::sum));
        return counted;
    }

    @Test
    void theLargestListGoesThroughTheGatewayBothWays() {
        List<String> people = IntStream.range(0, MOST_OF_A_LIST)
                .mapToObj(i -> "p%05d.".formatted(i) + "x".repeat(121))
                .toList();
        ObjectNode event = (ObjectNode) World.tree(
                "{'httpMethod':'POST','requestContext':{'authorizer':{'kind':'BUSINESS','businessId':'shop'}}}");
        event.put(
                "body",
                "{'businessId':'shop','category':'MARKETING','userIds':[%s]}"
                        .formatted(list(people))
                        .replace('\'', '"'));
        assertTrue(bytes(event) < MOST_OF_LAMBDA);
        JsonNode answer = world.callByGateway("filter-audience", event);
        assertEquals(200, answer.get("statusCode").intValue());
        assertTrue(bytes(answer) < MOST_OF_LAMBDA);
        assertTrue(textOf(answer, "body").contains(people.get(MOST_OF_A_LIST - 1)));
        // What another function takes is bounded by its list alone.
        JsonNode other = world.callByGateway("check-permission", event);
        assertEquals(400, other.get("statusCode").intValue());
        assertTrue(textOf(other, "body").contains("TOO_MANY"));
    }

    @Test
    void idsThatAreTooLongAreAShortErrorAndNobodyIsRead() {
        List<String> people = IntStream.range(0, 20_000)
                .mapToObj(i -> "p%05d.".formatted(i) + "x".repeat(243))
                .toList();
        meter.take();
        JsonNode answer = world.call(
                "filter-audience", "{'businessId':'shop','category':'MARKETING','userIds':[%s]}", list(people));
        assertEquals("REJECTED", textOf(answer, "outcome"));
        assertTrue(bytes(answer) < 20_000, () -> bytes(answer) + " bytes");
        assertEquals(0, meter.take().count());
        List<String> many = new ArrayList<>(people);
        many.addAll(people.subList(0, 5_000));
        JsonNode tooLong = world.call(
                "filter-audience", "{'businessId':'shop','category':'MARKETING','userIds':[%s]}", list(many));
        assertEquals("REJECTED", textOf(tooLong, "outcome"));
        assertTrue(bytes(tooLong) < 20_000, () -> bytes(tooLong) + " bytes");
        assertEquals(0, meter.take().count());
    }

    /** Of all spellings of an id the first is answered, and one person is read. */
    @Test
    void aHundredSpellingsOfOneIdAreOnePerson() {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        String free = world.afterWishes("continued", "shop", any -> "");
        List<String> people = IntStream.range(0, 25_000)
                .mapToObj(i -> i % 2 == 0 ? "+" + free : i % 3 == 0 ? "tel:+" + free : free)
                .toList();
        meter.take();
        assertEquals(
                World.tree(
                        "{'outcome':'FILTERED','judgedAt':'%s','allowed':['+%s'],'refused':[],'cost':{'readUnits':0.5,'plan':'KEYS'}}",
                        world.clock.instant(), free),
                world.call(
                        "filter-audience",
                        "{'businessId':'shop','category':'MARKETING','userIds':[%s]}",
                        list(people)));
    }

    /** Whatever a check says of such a day, a list says. */
    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "1999-12-31", "9999-12-31", "+10000-01-01", "-0001-01-01", "2027-02-30", ""})
    void aDayFarAwayIsAnsweredAsByACheck(String day) {
        world.settle("shop", "'country':'US','marketingBasis':'CONVERSATION'");
        String out = world.afterWishes("continued out:sms", "shop", channel -> ",'scope':{'channel':'sms'}");
        String asked =
                "'businessId':'shop','category':'MARKETING','scope':{'channel':'email'},'asOf':'%s','userIds':['%s']"
                        .formatted(day, out);
        JsonNode check = world.call("check-permission", "{%s}", asked);
        JsonNode filter = world.call("filter-audience", "{%s}", asked);
        assertEquals(check.findValuesAsText("reason"), filter.findValuesAsText("reason"));
        assertEquals(check.path("errors"), filter.path("errors"));
    }

    private static int bytes(JsonNode sent) {
        return sent.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
