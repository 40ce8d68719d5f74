package consimt.consent;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.business.BusinessSettings;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a business says that its people agreed to, as callers see it. */
class ClaimedYesTest {

    private static final String PROOF =
            "'proof':'the form of our shop, \\\"I want offers\\\"','occurredAt':'2026-11-20T10:00:00Z'";

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void aShop() {
        world.settle("shop", "'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
    }

    @Test
    void aBusinessClaimsAnOptInWithItsProof() {
        assertEquals("FIRST_CONTACT_REQUIRED", marketing());
        JsonNode answer = claim("request-opt-in", "'requestId':'c-1'," + PROOF);
        assertEquals(World.tree("""
                        {'outcome':'RECORDED','entryId':'business~c-1',
                         'relation':{'userId':'%s','businessId':'shop','blocked':false,'blockedSince':null,
                          'conversation':'NONE','basis':null,'conversationSince':null,'marketing':'UNSET',
                          'marketingSince':null,'removal':null,
                          'claims':[{'value':'OPT_IN','since':'2026-11-24T12:00:00Z'}],'reports':0}}""", person), answer);
        assertEquals("ALLOWED", marketing());
        assertEquals("UNCHANGED", textOf(claim("request-opt-in", "'requestId':'c-1'," + PROOF), "outcome"));
        JsonNode entry = entries().get(0);
        assertEquals(
                List.of("CLAIM", "OPT_IN", "the form of our shop, \"I want offers\"", "BUSINESS", "BUSINESS"),
                List.of(
                        textOf(entry, "kind"),
                        textOf(entry, "value"),
                        textOf(entry, "proof"),
                        textOf(entry, "actor"),
                        textOf(entry, "/calledBy/kind")));
    }

    @Test
    void aClaimOfAnAgreementIsEnoughForOrdersAndNotForMarketing() {
        assertEquals("RECORDED", textOf(claim("decide-consent", "'decision':'CONTINUE'," + PROOF), "outcome"));
        assertEquals("ALLOWED", check("'category':'UTILITY'"));
        assertEquals("NO_MARKETING_CONSENT", marketing());
    }

    @Test
    void proofAndTimeAreRequiredOfABusinessAndNobodyElseGivesProof() {
        JsonNode lacking = claim("request-opt-in", "'requestId':'c-1'");
        assertEquals(List.of("occurredAt", "proof"), lacking.findValuesAsText("field"));
        assertEquals(List.of("REQUIRED", "REQUIRED"), lacking.findValuesAsText("code"));
        assertEquals(
                List.of("proof", "occurredAt"),
                claim("decide-consent", "'decision':'CONTINUE'").findValuesAsText("field").stream()
                        .sorted((one, other) -> other.compareTo(one))
                        .toList());
        assertEquals(
                List.of("NOT_ALLOWED"),
                world.call("request-opt-in", "{'userId':'%s','businessId':'shop',%s}", person, PROOF)
                        .findValuesAsText("code"));
    }

    /** Not even one that the business's own list had; and the three choices wait for the person. */
    @Test
    void aClaimLiftsNothing() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", person);
        world.clock.pass(Duration.ofDays(1));
        JsonNode later = claim("request-opt-in", "'proof':'a form','occurredAt':'2026-11-25T11:00:00Z'");
        assertEquals("SUPERSEDED", textOf(later, "outcome"));
        assertEquals("MARKETING_OPTED_OUT", marketing());

        String other = World.somebody();
        world.call("open-conversation", "{'userId':'%s','businessId':'shop'}", other);
        claims(other, "request-opt-in", PROOF);
        assertEquals("AWAITING_DECISION", world.marketing(other, "shop"));
    }

    /** However early the business dates it: its claim counts from its arrival. */
    @ParameterizedTest
    @ValueSource(strings = {"request-opt-out", "decide-consent", "suspected"})
    void aClaimAfterANoOpensNothing(String no) {
        String said = "'userId':'%s','businessId':'shop'".formatted(person);
        switch (no) {
            case "request-opt-out" -> world.call(no, "{%s,'scope':{'channel':'email'}}", said);
            case "decide-consent" -> world.call(no, "{%s,'decision':'MESSAGE_SENT','text':'STOP'}", said);
            default ->
                world.call(
                        "decide-consent",
                        "{%s,'decision':'MESSAGE_SENT','text':'Please do not contact me again about that'}",
                        said);
        }
        world.clock.pass(Duration.ofHours(1));
        claim("decide-consent", "'decision':'CONTINUE'," + PROOF);
        claim("request-opt-in", PROOF);
        world.byBusiness(
                "shop",
                "import-preferences",
                "'businessId':'shop','source':'list','rows':[{'userId':'%s','wish':'AGREED',%s}]",
                person,
                PROOF);
        for (String category : List.of("UTILITY", "AUTHENTICATION", "CALL")) {
            assertEquals("FIRST_CONTACT_REQUIRED", check("'category':'%s'".formatted(category)));
        }
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", said);
        assertEquals("ALLOWED", check("'category':'UTILITY'"));
    }

    /** A no counts from the end of its second, or from later. A claim in between is after it. */
    @Test
    void aClaimAfterANoOfTheSameSecondOpensNothing() {
        world.clock.pass(Duration.ofMillis(300));
        String said = "'userId':'%s','businessId':'shop','occurredAt':'2026-11-24T12:00:00Z'".formatted(person);
        world.call("request-opt-out", "{%s}", said);
        world.clock.pass(Duration.ofMillis(300));
        assertEquals("SUPERSEDED", textOf(claim("decide-consent", "'decision':'CONTINUE'," + PROOF), "outcome"));
        assertEquals("FIRST_CONTACT_REQUIRED", check("'category':'UTILITY'"));
    }

    /** The message was on its way. A rebuild comes to the same; a decision that it is no refusal lets the claim count. */
    @Test
    void aClaimBetweenWhatMayBeARefusalAndItsArrivalOpensNothing() {
        String early = World.somebody();
        claims(early, "decide-consent", "'decision':'CONTINUE'," + PROOF);
        world.clock.pass(Duration.ofMinutes(10));
        claim("decide-consent", "'decision':'CONTINUE'," + PROOF);
        world.clock.pass(Duration.ofMinutes(10));
        for (String who : List.of(early, person)) {
            String answer = world.text(
                    "/judged",
                    "decide-consent",
                    "{'userId':'%s','businessId':'shop','requestId':'m','decision':'MESSAGE_SENT','text':'Please do not contact me again about that','occurredAt':'2026-11-24T12:05:00Z'}",
                    who);
            assertEquals("SUSPECTED_REFUSAL", answer);
        }
        assertEquals("ALLOWED", mayOrder(early));
        assertEquals("FIRST_CONTACT_REQUIRED", mayOrder(person));
        String rebuilt = "{'userId':'%s','businessId':'shop'%s}";
        assertEquals(
                0,
                world.call("rebuild-relation", rebuilt, person, ",'dryRun':true")
                        .get("differences")
                        .size());
        world.restore(world.tables.relations(), List.of());
        world.call("rebuild-relation", rebuilt, person, "");
        assertEquals("FIRST_CONTACT_REQUIRED", mayOrder(person));

        JsonNode work = world.call("list-follow-ups", "{'businessId':'shop'}").get("followUps");
        for (JsonNode each : work) {
            if (textOf(each, "userId").equals(person)) {
                String read = ",'note':'n','messages':['%s']".formatted(textOf(each, "/messages/0/messageId"));
                world.step("shop", textOf(each, "followUpId"), "SKIP", "ana", read);
            }
        }
        assertEquals("ALLOWED", mayOrder(person));
    }

    private String mayOrder(String who) {
        return world.may(
                "'businessId':'shop','userIds':['%s'],'interaction':'MESSAGE_TO_USER','category':'UTILITY'", who);
    }

    /** The operator moves customers and their nos together. */
    @Test
    void aCustomerWhoStopsMarketingLaterStillGetsOrders() {
        claim("request-opt-in", PROOF);
        world.clock.pass(Duration.ofHours(1));
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", person);
        assertEquals("ALLOWED", check("'category':'UTILITY'"));

        String moved = World.somebody();
        world.call(
                "import-preferences",
                "{'businessId':'shop','source':'list','rows':[{'userId':'%s','wish':'OPT_OUT','occurredAt':'2026-11-01T10:00:00Z'},"
                        + "{'userId':'%s','wish':'AGREED','proof':'an order','occurredAt':'2026-10-01T10:00:00Z'}]}",
                moved,
                moved);
        assertEquals("ALLOWED", mayOrder(moved));
    }

    @Test
    void sixClaimsTakeNothingFromWhatThePersonAskedForAndTheSeventhIsAnError() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", person);
        world.clock.pass(Duration.ofHours(1));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop','scope':{'topic':'offers'}}", person);
        List<String> channels = List.of("whatsapp", "sms", "rcs", "email", "voice", "push");
        for (String channel : channels) {
            String answer = textOf(claim("request-opt-in", PROOF + scope(channel)), "outcome");
            assertEquals("SUPERSEDED", answer);
        }
        JsonNode seventh = claim("request-opt-in", PROOF + ",'scope':{'channel':'sms','topic':'offers'}");
        assertEquals(List.of("TOO_MANY"), seventh.findValuesAsText("code"));
        JsonNode row = world.byBusiness(
                "shop",
                "import-preferences",
                "'businessId':'shop','source':'list','rows':[{'userId':'%s','wish':'OPT_IN',%s}]",
                person,
                PROOF + ",'scope':{'channel':'sms','topic':'offers'}");
        assertEquals("REJECTED", textOf(row, "/rows/0/outcome"));
        assertEquals("SUPERSEDED", textOf(claim("request-opt-in", PROOF + scope("sms")), "outcome"));
        assertEquals("ALLOWED", check("'category':'MARKETING','scope':{'topic':'offers'}"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    private static String scope(String channel) {
        return ",'scope':{'channel':'%s'}".formatted(channel);
    }

    @Test
    void thatWasNotMeIsAnOptOutAfterWhichNoClaimCounts() {
        claim("request-opt-in", PROOF);
        claim("decide-consent", "'decision':'CONTINUE'," + PROOF);
        String disowns = "'userId':'%s','businessId':'shop','disownsClaims':true";
        JsonNode disowned = world.byPerson(person, "request-opt-out", disowns, person);
        assertEquals("RECORDED", textOf(disowned, "outcome"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
        assertEquals("FIRST_CONTACT_REQUIRED", check("'category':'UTILITY'"));
        assertEquals(
                "SUPERSEDED",
                textOf(claim("request-opt-in", "'proof':'again','occurredAt':'2026-11-24T11:59:00Z'"), "outcome"));
        JsonNode relation = world.call("read-relation", "{'userId':'%s','businessId':'shop'}", person)
                .get("relation");
        assertFalse(relation.has("claims"));
        assertEquals("2026-11-24T12:00:00Z", textOf(relation, "claimsDisownedSince"));

        world.clock.pass(World.CHANGES_SETTLED_AFTER.plusSeconds(1));
        JsonNode changes = world.call("list-changes", "{'businessId':'shop'}").get("changes");
        assertEquals(
                List.of("consimt.business.configured", "consimt.marketing.opted_out"),
                changes.findValuesAsText("type").stream().sorted().toList());
        assertEquals(List.of("true"), changes.findValuesAsText("disownsClaims"));
    }

    /** What is neither true nor false counts as true. */
    @Test
    void anUnreadableWordOfDisowningDisowns() {
        JsonNode disowned =
                world.call("request-opt-out", "{'userId':'%s','businessId':'shop','disownsClaims':'perhaps'}", person);
        assertEquals(List.of("disownsClaims"), disowned.findValuesAsText("field"));
        assertTrue(disowned.get("relation").has("claimsDisownedSince"));
    }

    @Test
    void theOperatorMayLetNoClaimCountNotEvenEarlierOnes() {
        claim("request-opt-in", PROOF);
        assertEquals("ALLOWED", marketing());
        world.settle("operator", "'claims':'REFUSED'");
        world.clock.pass(BusinessSettings.KEPT.plusSeconds(1));
        assertEquals("FIRST_CONTACT_REQUIRED", marketing());
        assertEquals(List.of("NOT_ALLOWED"), claim("request-opt-in", PROOF).findValuesAsText("code"));
        assertEquals(
                List.of("NOT_ALLOWED"),
                claim("decide-consent", "'decision':'CONTINUE'," + PROOF).findValuesAsText("code"));
        assertEquals(
                List.of("NOT_ALLOWED"),
                world.settle("shop", "'claims':'REFUSED'").findValuesAsText("code"));
    }

    @Test
    void metricsCountEachClaimAndEachDisowningOnce() {
        claim("request-opt-in", "'requestId':'c-1'," + PROOF);
        claim("request-opt-in", "'requestId':'c-1'," + PROOF);
        claim("decide-consent", "'requestId':'c-2','decision':'CONTINUE'," + PROOF);
        String disowning = "{'requestId':'no','userId':'%s','businessId':'shop','disownsClaims':true}";
        world.call("request-opt-out", disowning, person);
        world.call("request-opt-out", disowning, person);
        assertEquals(List.of(2L, 1L), List.of(world.counted.get("ClaimsMade"), world.counted.get("ClaimsDisowned")));
    }

    private JsonNode claim(String function, String more) {
        return claims(person, function, more);
    }

    private JsonNode claims(String of, String function, String more) {
        return world.byBusiness("shop", function, "'userId':'%s','businessId':'shop',%s", of, more);
    }

    private String marketing() {
        return check("'category':'MARKETING'");
    }

    private String check(String what) {
        return world.may("'businessId':'shop','userIds':['%s'],'interaction':'MESSAGE_TO_USER',%s", person, what);
    }

    private JsonNode entries() {
        return world.call("read-ledger", "{'userId':'%s','businessId':'shop'}", person)
                .get("entries");
    }
}
