package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom people at a business mean by a number or an id as they write it down. */
class WrittenNumberTest {

    private final World world = World.fresh();

    WrittenNumberTest() {
        world.settle("shop", "'country':'RO'");
        world.settle("bottega", "'country':'IT'");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
                    shop    | 0761667801         | 40761667801
                    shop    | 0761 667 801       | 40761667801
                    shop    | 761667801          | 40761667801
                    shop    | +40 761 667 801    | 40761667801
                    shop    | 40761667801        | 40761667801
                    shop    | +40 0761 667 801   | 40761667801 400761667801
                    shop    | Ana@Example.ORG    | ana@example.org
                    shop    | customer-17        | customer-17
                    bottega | 3906698212         | 393906698212 3906698212
                    shop    | 0755               | -
                    shop    | Ana Pop            | -
                    """)
    void aNumberWithoutItsCountryIsOneOfTheBusinesss(String business, String written, String ids) {
        assertEquals(ids == null ? "" : ids, meant(business, written));
    }

    /** A customer's number of a business that knows its people so. */
    @Test
    void whoIsKnownByTheVeryTextIsMeant() {
        assertEquals("40761667801", meant("shop", "0761667801"));
        world.call("decide-consent", "{'userId':'0761667801','businessId':'shop','decision':'CONTINUE'}");
        assertEquals("0761667801", meant("shop", "0761667801"));
        assertEquals("40761667801", meant("shop", "0761 667 801"));
        world.call("decide-consent", "{'userId':'40761667801','businessId':'shop','decision':'CONTINUE'}");
        assertEquals("40761667801", meant("shop", "+40 761 667 801"));
        assertEquals("393906698212 3906698212", meant("bottega", "3906698212"));
        world.call("decide-consent", "{'userId':'3906698212','businessId':'bottega','decision':'CONTINUE'}");
        assertEquals("3906698212", meant("bottega", "3906698212"));
    }

    @Test
    void theStandingOfEachIsTold() {
        world.call("decide-consent", "{'userId':'40761667801','businessId':'shop','decision':'CONTINUE'}");
        JsonNode one = read("shop", "0761 667 801").get("relations").get(0);
        assertEquals("ACCEPTED", one.get("conversation").textValue());
        assertEquals(
                world.call("read-relation", "{'userId':'40761667801','businessId':'shop'}")
                        .get("relation"),
                one);
    }

    @Test
    void itGoesWithABusinessAlone() {
        assertEquals(
                List.of("userId UNKNOWN_FIELD", "locale UNKNOWN_FIELD"),
                problems("{'written':'0761','businessId':'shop','userId':'40761667801','locale':'ro'}"));
        assertEquals(List.of("businessId REQUIRED"), problems("{'written':'0761'}"));
    }

    @Test
    void aPersonAsksAboutNobodyElse() {
        JsonNode answer =
                world.byPerson("40761667801", "read-relation", "'businessId':'shop','written':'0761 667 802'");
        assertEquals("REJECTED", answer.get("outcome").textValue());
        assertTrue(problems(answer).contains("written NOT_ALLOWED"), answer::toString);
    }

    private List<String> problems(String input) {
        return problems(world.call("read-relation", input));
    }

    private static List<String> problems(JsonNode answer) {
        return answer.get("errors")
                .valueStream()
                .map(each ->
                        each.get("field").textValue() + " " + each.get("code").textValue())
                .toList();
    }

    private JsonNode read(String business, String written) {
        return world.call("read-relation", "{'businessId':'%s','written':'%s'}", business, written);
    }

    private String meant(String business, String written) {
        return read(business, written)
                .get("relations")
                .valueStream()
                .map(each -> each.get("userId").textValue())
                .collect(Collectors.joining(" "));
    }
}
