package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One check of several messages, each of its own person, category, scope and template. */
class AsksTest {

    private static final World WORLD = World.fresh();
    private static final List<String> SAID = List.of("nothing", "continued", "continued out:sms", "continued blocked");
    private static final List<String> CATEGORIES = List.of("MARKETING", "UTILITY", "CALL");

    static {
        WORLD.settle("shop", "'marketingBasis':'CONVERSATION'");
    }

    @Test
    void answersComeInTheOrderOfTheAsksAndAreThoseOfSingleChecks() {
        List<String> people = SAID.stream()
                .map(said -> WORLD.afterWishes(said, "shop", scope -> ",'scope':{'channel':'" + scope + "'}"))
                .toList();
        List<String> asks = new ArrayList<>();
        for (String category : CATEGORIES) {
            people.forEach(person -> asks.add("'userId':'%s','category':'%s'".formatted(person, category)));
            people.forEach(person -> asks.add("'userId':'%s','category':'%s','scope':{'channel':'voice'},'template':'t'"
                    .formatted(person, category)));
        }
        JsonNode answer =
                WORLD.call("check-permission", "{'businessId':'shop','asks':[{%s}]}", String.join("},{", asks));
        List<JsonNode> single = asks.stream()
                .map(ask -> WORLD.call("check-permission", "{'businessId':'shop',%s}", ask)
                        .at("/results/0"))
                .toList();
        List<JsonNode> together = new ArrayList<>();
        answer.get("results").forEach(together::add);
        assertEquals(single, together);
        assertEquals(WORLD.clock.instant().toString(), answer.get("judgedAt").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {U},{U},{U},{'userId':'1'}                        | | asks[3].category REQUIRED
            {U},{'userId':'1','category':'ADVERTISING'}       | | asks[1].category UNKNOWN_VALUE
            {'category':'UTILITY'}                            | | asks[0].userId REQUIRED
            {U,'scope':{'channel':'pigeon'}}                  | | asks[0].scope.channel UNKNOWN_VALUE
            {'userId':'1','category':'CALL','scope':{'channel':'sms'}} | | asks[0].scope NOT_ALLOWED
            {U,'interaction':'VIEW_PROFILE'}                  | | asks[0].interaction UNKNOWN_FIELD
            {U,'template':''}                                 | | asks[0].template INVALID
            {U}                                               | ,'userId':'1' | userId NOT_ALLOWED
            {U}                                               | ,'category':'UTILITY' | category NOT_ALLOWED
            {U}                                               | ,'scope':{} | scope NOT_ALLOWED
            ""                                                | | asks REQUIRED
            """)
    void badInputNamesTheField(String asks, String beside, String problem) {
        JsonNode answer = WORLD.call(
                "check-permission",
                "{'businessId':'shop','asks':[%s]%s}",
                asks.replace("{U", "{'userId':'1','category':'UTILITY'"),
                beside == null ? "" : beside);
        assertEquals(1, answer.get("errors").size(), answer::toString);
        JsonNode error = answer.at("/errors/0");
        assertEquals(
                problem,
                error.get("field").textValue() + " " + error.get("code").textValue());
    }

    @Test
    void aHundredAsksAreTheMost() {
        String asks = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> "{'userId':'1','category':'UTILITY'}")
                .collect(Collectors.joining(","));
        JsonNode answer = WORLD.call("check-permission", "{'businessId':'shop','asks':[%s]}", asks);
        assertEquals(
                World.tree("[{'field':'asks','code':'TOO_MANY','message':'asks may have at most 100 items'}]"),
                answer.get("errors"));
    }
}
