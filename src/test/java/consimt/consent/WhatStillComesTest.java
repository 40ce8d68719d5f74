package consimt.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.business.Business;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.words.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No sentence of a confirmation says that something comes, or may be written, where the check refuses it. */
class WhatStillComesTest {

    private static final Words WORDS = Words.of(Business.unconfigured(new BusinessId("shop")), Locale.ENGLISH);
    private static final String ORDERS = WORDS.say("optOut.orders").replace("shop", "A");
    private static final String OTHERS = WORDS.say("optOut.others").replace("shop", "A");
    private static final String WILL_GET = "You will get ";
    private static final String NOT_ME = WORDS.say("optOut.notMe");

    /** What a scope may be, and the ways to ask for marketing. */
    private static final List<String> SCOPES = List.of("", ",'scope':{'channel':'sms'}", ",'scope':{'topic':'offers'}");

    private static final List<String> WAYS = Stream.concat(
                    SCOPES.stream(),
                    Stream.of(
                            ",'scope':{'channel':'email'}",
                            ",'scope':{'channel':'email','topic':'offers'}",
                            ",'scope':{'channel':'sms','topic':'offers'}",
                            ",'scope':{'topic':'news'}"))
            .toList();

    private final World world = World.fresh();
    private String who = "";
    private int others;

    /** Each step as it comes after all others, in random order. */
    @Test
    void anySentenceIsAsTheCheckSays() {
        for (String basis : List.of("CONVERSATION", "OPT_IN")) {
            world.settle(
                    basis.toLowerCase(Locale.ROOT),
                    "'marketingBasis':'%s','languages':['en'],'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}]",
                    basis);
        }
        Random random = new Random(55);
        List<Runnable> said = List.of(
                () -> world.call("open-conversation", "{%s}", who),
                () -> decide("CONTINUE"),
                () -> decide("MESSAGE_SENT"),
                () -> decide("BLOCK"),
                () -> decide("UNBLOCK"),
                this::claim,
                () -> preference("request-opt-in", SCOPES.get(random.nextInt(3))),
                () -> preference("request-opt-out", SCOPES.get(random.nextInt(3))),
                () -> preference("request-opt-out", ",'scope':{'channel':'sms'},'categories':'ALL'"),
                () -> preference("request-opt-out", ",'disownsClaims':true"));
        int stated = 0;
        for (int i = 0; i < Cases.of(120, 2_000); i++) {
            String business = random.nextBoolean() ? "conversation" : "opt_in";
            who = "'userId':'%s','businessId':'%s'".formatted(World.somebody(), business);
            for (int steps = 1 + random.nextInt(6); steps > 0; steps--) {
                world.clock.pass(Duration.ofMinutes(1));
                said.get(random.nextInt(said.size())).run();
                stated += asTheCheckSays(read().path("confirmation"), false) ? 1 : 0;
            }
        }
        assertTrue(stated > 30 && others > 10, stated + " sentences about orders, of other marketing " + others);
    }

    @Test
    void afterACustomerDisownedAClaimNobodyAsksWhy() {
        world.settle("shop", "'languages':['en']");
        who = "'userId':'%s','businessId':'shop'".formatted(World.somebody());
        claim();
        JsonNode confirmation = world.call("request-opt-out", "{%s,'locale':'en','disownsClaims':true}", who)
                .get("confirmation");
        String text = confirmation.get("text").textValue();
        assertTrue(text.startsWith(NOT_ME + " "), text);
        assertFalse(text.contains(ORDERS), text);
        assertFalse(confirmation.has("askReason"));
    }

    /** The law on calls and texts may be switched off there, so it is read, once the opt-out is stored. */
    @Test
    void anOptOutIsAnsweredThoughTheOperatorsSettingsCannotBeRead() {
        world.settle("us", "'country':'US'");
        List<String> texts = new ArrayList<>();
        boolean happened = true;
        for (int call = 1; happened; call++) {
            who = "'userId':'%s','businessId':'us'".formatted(World.somebody());
            decide("CONTINUE");
            Fault fault = new Fault(call, Fault.When.BEFORE);
            World failing = world.with(fault);
            Fault.cutsOff(() -> texts.add(
                    failing.text("/confirmation/text", "request-opt-out", "{%s,'locale':'en'}".formatted(who))));
            happened = fault.happened();
        }
        String whole = texts.remove(texts.size() - 1);
        String lastCut = texts.remove(texts.size() - 1);
        assertTrue(whole.contains(ORDERS.replace("A", "us")), whole);
        assertEquals(whole.replace(" " + ORDERS.replace("A", "us"), ""), lastCut);
    }

    private void decide(String decision) {
        world.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
    }

    private void claim() {
        String business = who.replaceAll(".*'businessId':'(\\w+)'", "$1");
        world.byBusiness(
                business, "request-opt-in", "%s,'proof':'signed','occurredAt':'%s'", who, world.clock.instant());
    }

    private void preference(String function, String more) {
        JsonNode answer = world.call(function, "{%s,'locale':'en'%s}", who, more);
        asTheCheckSays(answer.path("confirmation"), more.contains("categories"));
    }

    private boolean asTheCheckSays(JsonNode confirmation, boolean isOfChannel) {
        String text = confirmation.path("text").asText();
        boolean orders = may("'category':'UTILITY'");
        boolean hasOrders = text.contains(ORDERS);
        assertEquals(!text.isEmpty() && !text.startsWith(WILL_GET) && !isOfChannel && orders, hasOrders, text);
        if (hasOrders) {
            assertTrue(may("'interaction':'MESSAGE_TO_BUSINESS'"), text);
        }
        if (text.contains(OTHERS)) {
            others++;
            assertTrue(WAYS.stream().anyMatch(way -> may("'category':'MARKETING'" + way)), text);
        }
        if (text.startsWith(WILL_GET)) {
            assertFalse(read().get("blocked").booleanValue(), text);
        }
        return hasOrders;
    }

    private boolean may(String asked) {
        return world.may("%s,%s", who, asked).equals("ALLOWED");
    }

    private JsonNode read() {
        return world.call("read-relation", "{%s,'locale':'en'}", who).get("relation");
    }
}
