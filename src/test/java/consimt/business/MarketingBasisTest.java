package consimt.business;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which marketing basis applies to a business, what is told of it, and what becomes of it when settings change. */
class MarketingBasisTest {

    private static final String ROMANIA = "'row':{'country':'RO','channel':'ELECTRONIC','from':'2007-01-01',"
            + "'basis':'OPT_IN','source':'Directive 2002/58/EC, art. 13(1); Law 506/2004, art. 12',"
            + "'url':'https://eur-lex.europa.eu/eli/dir/2002/58/oj'}";

    private static final String WEAKER =
            "{'field':'marketingBasis','code':'WEAKER_THAN_LAW','message':'marketingBasis is"
                    + " %s, and the law of RO asks for OPT_IN (Directive 2002/58/EC, art. 13(1); Law 506/2004, art. 12)'}";

    private static final String KEPT =
            "{'field':'marketingBasis','code':'KEPT','message':'marketingBasis was left out and"
                    + " stays %s; marketingBasisOf COUNTRY gives the choice to the country'}";

    private final World world = World.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"CONVERSATION", "EXPRESSED"})
    void aBasisOfItsOwnMayBeWeakerAndIsNoted(String own) {
        JsonNode answer = settle("RO", ",'marketingBasis':'" + own + "'");
        assertEquals(World.tree("{'applies':'%s','why':'OWN',%s}", own, ROMANIA), answer.get("basis"));
        assertEquals(own + " own", told(answer.get("business")));
        assertEquals(World.tree("[" + WEAKER + "]", own), answer.get("notes"));
        assertEquals(answer.get("notes"), read().get("notes"));
    }

    @Test
    void aBasisOfItsOwnThatIsAsStrongOrWithoutALawIsNotNoted() {
        assertFalse(settle("RO", ",'marketingBasis':'OPT_IN'").has("notes"));
        assertFalse(settle("BR", ",'marketingBasis':'CONVERSATION'").has("notes"));
    }

    @Test
    void aBasisOfItsOwnThatIsLeftOutIsKeptAndSaidSo() {
        settle("RO", ",'marketingBasis':'EXPRESSED'");
        for (String silent : List.of("", ",'marketingBasis':null", ",'marketingBasisOf':'OWN'")) {
            JsonNode answer = settle("RO", silent);
            assertEquals("EXPRESSED own", told(answer.get("business")));
            assertEquals(World.tree("[" + KEPT + "," + WEAKER + "]", "EXPRESSED", "EXPRESSED"), answer.get("notes"));
            assertEquals("EXPRESSED own", told(read().get("business")));
        }
        assertEquals(
                "OPT_IN own", told(settle("RO", ",'marketingBasis':'OPT_IN'").get("business")));
        assertEquals(World.tree("[" + KEPT + "]", "OPT_IN"), settle("RO", "").get("notes"));
    }

    @Test
    void aBusinessGivesTheChoiceBackToItsCountry() {
        settle("RO", ",'marketingBasis':'CONVERSATION'");
        JsonNode answer = settle("RO", ",'marketingBasisOf':'COUNTRY'");
        assertEquals("OPT_IN COUNTRY", told(answer.get("business")));
        assertFalse(answer.has("notes"));
        assertEquals("OPT_IN COUNTRY", told(settle("RO", "").get("business")));
    }

    /** Without {@code marketingBasisOf} it would make the country's basis the business's own. */
    @Test
    void whatIsToldCanBeSentBackAndMeansTheSame() {
        String lists = ",'languages':['ro'],'reasons':[{'code':'A','labels':{'ro':'Da'}}]";
        for (String own : List.of("", ",'marketingBasis':'EXPRESSED'")) {
            JsonNode business = settle("RO", lists + own).get("business");
            JsonNode again = world.call("configure-business", business.toString());
            assertEquals("RECORDED", again.get("outcome").textValue());
            assertEquals(business, again.get("business"));
        }
    }

    @Test
    void aBasisBesideTheChoiceOfTheCountryIsNotedAsNotUsed() {
        JsonNode answer = settle("RO", ",'marketingBasis':'CONVERSATION','marketingBasisOf':'COUNTRY'");
        assertEquals("OPT_IN COUNTRY", told(answer.get("business")));
        assertEquals(
                World.tree("[{'field':'marketingBasis','code':'NOT_USED',"
                        + "'message':'marketingBasis is OPT_IN, because marketingBasisOf is not OWN'}]"),
                answer.get("notes"));
    }

    @Test
    void whoMovesToAnotherCountryHasItsBasis() {
        settle("BR", "");
        assertEquals("OPT_IN COUNTRY", told(settle("RO", "").get("business")));
        assertEquals("CONVERSATION COUNTRY", told(settle("BR", "").get("business")));
    }

    @Test
    void theLedgerTellsWhoseBasisItWas() {
        settle("RO", "");
        settle("RO", ",'marketingBasis':'CONVERSATION'");
        settle("RO", ",'languages':['ro']");
        settle("RO", ",'marketingBasisOf':'COUNTRY'");
        List<JsonNode> entries = world.pages("read-ledger", "entries", "'businessId':'b'");
        assertEquals(
                List.of(
                        "none, OPT_IN COUNTRY",
                        "OPT_IN COUNTRY, CONVERSATION own",
                        "CONVERSATION own, CONVERSATION own",
                        "CONVERSATION own, OPT_IN COUNTRY"),
                entries.stream()
                        .map(entry -> (entry.has("before") ? told(entry.get("before")) : "none") + ", "
                                + told(entry.get("after")))
                        .toList());
    }

    private JsonNode settle(String country, String more) {
        JsonNode answer = world.call("configure-business", settings(country, more));
        assertEquals("RECORDED", answer.get("outcome").textValue());
        return answer;
    }

    private static String settings(String country, String more) {
        return "{'businessId':'b','name':'A','country':'%s','removal':{'mode':'AUTOMATIC'}%s}".formatted(country, more);
    }

    private JsonNode read() {
        return world.call("configure-business", "{'businessId':'b'}");
    }

    private static String told(JsonNode business) {
        return business.get("marketingBasis").textValue() + " "
                + (business.has("marketingBasisOf")
                        ? business.get("marketingBasisOf").textValue()
                        : "own");
    }
}
