package consimt.insight;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReasonsTest {

    private static final String NOVEMBER = "'businessId':'shop','from':'2026-11-01','to':'2026-11-30'";

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void configure() {
        world.settle("shop", "'name':'Shop','topics':[{'code':'offers','labels':{'en':'Offers'}}]");
    }

    @Test
    void aPersonCountsOnceWithTheirLastWord() {
        optOut(person, "'requestId':'o-1','reason':{'code':'TOO_MANY'}");
        world.clock.pass(Duration.ofHours(1));
        optOut(person, "'requestId':'o-2','reason':{'code':'OTHER'}");
        String back = World.somebody();
        optOut(back, "'reason':{'code':'TOO_MANY'}");
        world.clock.pass(Duration.ofHours(1));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", back);
        optOut(World.somebody(), "'reason':'DECLINED'");
        optOut(World.somebody(), "'channel':'app'");
        assertEquals(World.tree("""
                        {'outcome':'FOUND','periods':[{'from':'2026-11-23','to':'2026-11-29','key':'2026-W48','optOuts':3,'optIns':1,
                         'reasons':[{'code':'OTHER','count':1,'share':0.333}],'declined':1,'notAsked':1,'texts':[]}]}"""), report(NOVEMBER));
    }

    @Test
    void atTheSameInstantTheOptOutIsTheLastWord() {
        for (String function : List.of("request-opt-in", "request-opt-out", "request-opt-in")) {
            world.call(function, "{'userId':'%s','businessId':'shop','occurredAt':'2026-11-24T10:00:00.500Z'}", person);
        }
        JsonNode period = report(NOVEMBER).at("/periods/0");
        assertEquals(1, period.get("optOuts").intValue());
        assertEquals(0, period.get("optIns").intValue());
    }

    @Test
    void textsAreShownWhereFivePeopleGaveTheReason() {
        for (int i = 0; i < 5; i++) {
            assertEquals(0, i == 0 ? 0 : report(NOVEMBER).at("/periods/0/texts").size());
            optOut(
                    World.somebody(),
                    "'reason':{'code':'TOO_MANY','text':'Call me at 0755 500 001 or ana@mail.example'}");
        }
        optOut(World.somebody(), "'reason':{'code':'OTHER','text':'I am the only one'}");
        JsonNode texts = report(NOVEMBER).at("/periods/0/texts");
        assertEquals(5, texts.size());
        texts.forEach(text -> assertEquals(
                World.tree("{'code':'TOO_MANY','text':'Call me at 0755 500 001 or ana@mail.example'}"), text));
        for (int i = 0; i < 40; i++) {
            optOut(World.somebody(), "'reason':{'code':'TOO_MANY','text':'Too loud'}");
        }
        assertEquals(30, report(NOVEMBER).at("/periods/0/texts").size());
    }

    @Test
    void aTextIsCutAfterTwoHundredCharacters() {
        for (String written : List.of("😀".repeat(200), "😀".repeat(201))) {
            for (int i = 0; i < 5; i++) {
                optOut(World.somebody(), "'reason':{'code':'TOO_MANY','text':'" + written + "'}");
            }
            world.clock.pass(Duration.ofSeconds(1));
        }
        List<String> texts = report(NOVEMBER).at("/periods/0/texts").findValuesAsText("text");
        assertEquals(Collections.nCopies(5, "😀".repeat(199) + "…"), texts.subList(0, 5));
        assertEquals(Collections.nCopies(5, "😀".repeat(200)), texts.subList(5, 10));
    }

    @Test
    void scopesAndCampaignsHaveTheirOwnFigures() {
        for (int i = 0; i < 10; i++) {
            String sent = world.clock
                    .instant()
                    .minus(Duration.ofMinutes(30L * (i + 1)))
                    .toString();
            optOut(
                    World.somebody(),
                    "'campaign':'black friday','messageSentAt':'" + sent + "','scope':{'channel':'sms'}");
        }
        optOut(World.somebody(), "'campaign':'spring','scope':{'channel':'sms','topic':'offers'}");
        optOut(World.somebody(), "'messageSentAt':'" + world.clock.instant().plusSeconds(60) + "'");
        JsonNode campaigns = report(NOVEMBER + ",'by':'campaign'").get("periods");
        assertEquals(List.of("black friday", "", "spring"), campaigns.findValuesAsText("key"));
        assertEquals(World.tree("{'median':2.5,'p90':4.5,'known':10}"), campaigns.at("/0/hoursAfterMessage"));
        assertFalse(campaigns.get(1).has("hoursAfterMessage"));
        assertEquals("2026-11-01", textOf(campaigns, "/0/from"));
        assertEquals("2026-11-30", textOf(campaigns, "/0/to"));
        assertEquals(
                List.of("channel=sms", "all", "channel=sms topic=offers"),
                report(NOVEMBER + ",'by':'scope'").get("periods").findValuesAsText("key"));
    }

    @Test
    void aHundredCampaignsAreToldAndTheOthersCounted() {
        for (int i = 0; i < 103; i++) {
            optOut(person, "'requestId':'o-%d','campaign':'c-%03d'".formatted(i, i));
        }
        JsonNode report = report(NOVEMBER + ",'by':'campaign'");
        assertEquals(100, report.get("periods").size());
        assertEquals(3, report.get("periodsLeftOut").intValue());
    }

    /** Bucharest is two hours ahead. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T21:59:59Z, 2026-W49, 2026-11-30, 2026-11",
        "2026-11-30T22:00:00Z, 2026-W49, 2026-12-01, 2026-12",
        "2026-12-31T21:59:59Z, 2026-W53, 2026-12-31, 2026-12",
        "2026-12-31T22:00:00Z, 2026-W53, 2027-01-01, 2027-01"
    })
    void aDayIsOneOfTheBusiness(Instant at, String week, String day, String month) {
        world.clock.set(at);
        optOut(person, "'channel':'app'");
        String that = "'businessId':'shop','from':'%s','to':'%s'".formatted(day, day);
        JsonNode byWeek = report(that).at("/periods/0");
        assertEquals(week, textOf(byWeek, "key"));
        assertEquals(day, textOf(byWeek, "from"));
        assertEquals(day, textOf(byWeek, "to"));
        assertEquals(month, textOf(report(that + ",'by':'month'"), "/periods/0/key"));
    }

    @Test
    void daysOfAllYearsCanBeAskedFor() {
        for (String days : List.of("'from':'9999-12-01','to':'9999-12-31'", "'from':'0000-01-01','to':'0000-12-31'")) {
            assertEquals(0, report("'businessId':'shop'," + days).get("periods").size());
        }
    }

    /** As every function answers. */
    @Test
    void aCallerWhoAsksForAnotherFormGetsJson() {
        optOut(person, "'campaign':'spring','reason':{'code':'OTHER'}");
        ObjectNode event = (ObjectNode) World.tree("""
                {'httpMethod':'POST','headers':{'Accept':'text/csv'},
                 'requestContext':{'authorizer':{'kind':'BUSINESS','businessId':'shop'}}}""");
        event.put("body", "{" + NOVEMBER.replace('\'', '"') + "}");
        JsonNode answer = world.callByGateway("report-reasons", event);
        assertEquals(World.tree("{'Content-Type':'application/json'}"), answer.get("headers"));
        assertEquals(report(NOVEMBER), World.tree(textOf(answer, "body")));
    }

    /** One person can make any number of changes in a day. */
    @Test
    void aDayOfMoreThanAPageReadsComesInPartsAndClosesNoReport() {
        for (int i = 0; i < 12; i++) {
            world.clock.pass(Duration.ofSeconds(1));
            optOut(person, "'requestId':'o-%d'".formatted(i));
        }
        optOut(World.somebody(), "'reason':'DECLINED'");
        world.clock.pass(Duration.ofDays(7));
        optOut(World.somebody(), "'reason':'DECLINED'");
        List<String> told = new PagedReport(world, 5)
                .pages("'businessId':'shop','from':'2026-11-20','to':'2026-12-02'").stream()
                        .flatMap(page -> page.get("periods").valueStream())
                        .map(period -> "%s %s %d"
                                .formatted(
                                        textOf(period, "from"),
                                        textOf(period, "to"),
                                        period.get("optOuts").intValue()))
                        .toList();
        assertEquals(
                List.of(
                        "2026-11-24 2026-11-24 1",
                        "2026-11-24 2026-11-24 1",
                        "2026-11-24 2026-11-29 2",
                        "2026-11-30 2026-12-02 1"),
                told);
    }

    private JsonNode report(String asked) {
        return world.call("report-reasons", "{" + asked + "}");
    }

    private void optOut(String who, String more) {
        JsonNode answer = world.call("request-opt-out", "{'userId':'%s','businessId':'shop'," + more + "}", who);
        assertFalse(answer.has("notes"), answer::toString);
    }
}
