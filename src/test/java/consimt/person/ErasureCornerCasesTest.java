package consimt.person;

import static consimt.kit.Texts.textOf;
import static consimt.person.Persons.businessSays;
import static consimt.person.Persons.left;
import static consimt.person.Persons.who;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An erasure beside strangers, late messages, work that was cut off, and tokens that somebody made up. */
class ErasureCornerCasesTest {

    private final World world = World.fresh();
    private final String id = World.somebody();
    private final String other = World.somebody();

    private void pass() {
        world.clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void aStrangerIsLeftAloneByARebuildToo() {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        world.call("request-opt-in", "{%s}", who(other));
        businessSays(world, "theirs", id, other);
        pass();
        String before = world.marketing(other, "shop");
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
        world.pages("erase-person", "erased", who(id));
        assertEquals(before, world.marketing(other, "shop"));
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
        world.pages("rebuild-relation", "differences", "'dryRun':false");
        assertEquals(before, world.marketing(other, "shop"));
        assertEquals("MARKETING_OPTED_OUT", world.marketing(id, "shop"));
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
    }

    /** Made one again after the erasure: what refuses under the erased id counts for the other one too. */
    @Test
    void aStrangerThatIsMadeOneAgainGetsTheNo() {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        world.call("request-opt-in", "{%s}", who(other));
        businessSays(world, "theirs", id, other);
        pass();
        world.pages("erase-person", "erased", who(id));
        pass();
        businessSays(world, "again", id, other);
        pass();
        String live = world.marketing(other, "shop");
        assertEquals(
                List.of(),
                world.pages("rebuild-relation", "differences", "'dryRun':true").stream()
                        .filter(each -> !each.get("what").textValue().equals("expressed"))
                        .toList());
        world.pages("rebuild-relation", "differences", "'dryRun':false");
        assertEquals(live, world.marketing(other, "shop"));
        assertEquals("MARKETING_OPTED_OUT", world.marketing(id, "shop"));
    }

    /** No SMS at all, no calls, and no offers by SMS though they asked for offers later. */
    @Test
    void anErasureForgetsNoPartOfANo() {
        world.settle("shop", "'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'},'categories':'ALL'}", who(id));
        world.call("request-opt-out", "{%s,'scope':{'channel':'voice'}}", who(id));
        pass();
        world.pages("erase-person", "erased", who(id));
        pass();
        JsonNode erased = world.pages("read-ledger", "entries", who(id)).get(0);
        assertEquals(
                List.of("CHANNEL_OPTED_OUT sms", "OPTED_OUT sms", "OPTED_OUT voice"),
                StreamSupport.stream(erased.get("refusals").spliterator(), false)
                        .map(each -> textOf(each, "kind") + " " + textOf(each, "/scope/channel"))
                        .sorted()
                        .toList());
        world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'Where is my order?'}", who(id));
        world.call("request-opt-in", "{%s,'scope':{'topic':'offers'}}", who(id));
        for (String again : List.of("", "again", "rebuilt")) {
            if (again.equals("again")) {
                world.call("erase-person", "{%s,'again':true}", who(id));
            } else if (again.equals("rebuilt")) {
                lose(id);
                world.pages("rebuild-relation", "differences", who(id));
            }
            assertEquals("CHANNEL_OPTED_OUT", asked("'category':'UTILITY','scope':{'channel':'sms'}"));
            assertEquals("CALLS_OPTED_OUT", asked("'category':'CALL'"));
            assertEquals("ALLOWED", asked("'category':'UTILITY','scope':{'channel':'email'}"));
            String offers = "'category':'MARKETING','scope':{'topic':'offers','channel':'%s'}";
            assertEquals("CHANNEL_OPTED_OUT", asked(offers.formatted("sms")));
            assertEquals("ALLOWED", asked(offers.formatted("email")));
        }
    }

    /** Whether the business says before the erasure that the two are one, or after it, or again. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void noYesOfAnIdThatTheBusinessNamedReachesAnErasedPerson(boolean before, boolean after) {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        if (before) {
            businessSays(world, "theirs", id, other);
        }
        pass();
        world.pages("erase-person", "erased", who(id));
        pass();
        if (after) {
            businessSays(world, "again", id, other);
        }
        world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who(other));
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(other));
        world.call("request-opt-in", "{%s}", who(other));
        world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who(other));
        world.byBusiness(
                "shop",
                "decide-consent",
                "%s,'decision':'CONTINUE','proof':'a form','occurredAt':'2026-11-24T12:00:00Z'",
                who(other));
        for (String rebuilt : List.of("", "dryRun", "rebuilt")) {
            if (rebuilt.equals("rebuilt")) {
                world.pages("rebuild-relation", "differences", "'businessId':'shop'");
            }
            assertEquals("FIRST_CONTACT_REQUIRED", asked("'category':'UTILITY'"));
            assertEquals("FIRST_CONTACT_REQUIRED", asked("'category':'SERVICE'"));
            assertEquals("MARKETING_OPTED_OUT", world.marketing(id, "shop"));
        }
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        assertEquals("ALLOWED", asked("'category':'UTILITY'"));
    }

    /** The person lifted it under the one id, and so never under the other. */
    @Test
    void aRefusalThatStandsAtAnotherIdOutlivesTheErasureOfTheIdThatToldIt() {
        world.settle("shop", "'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
        businessSays(world, "theirs", id, other);
        String said = "{%s,'requestId':'%s','reason':{'code':'OTHER','text':'papagal'},%s}";
        world.call("decide-consent", said, who(id), "b", "'decision':'BLOCK'");
        world.call("request-opt-out", said, who(id), "o", "'scope':{'channel':'sms'},'categories':'ALL'");
        world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}", who(id));
        pass();
        world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who(id));
        world.call("request-opt-in", "{%s}", who(id));
        // Its own entry under the same name tells something else.
        world.call("decide-consent", "{%s,'requestId':'b','decision':'CONTINUE'}", who(other));
        pass();
        JsonNode before = world.call("read-relation", "{%s}", who(other)).get("relation");
        world.pages("erase-person", "erased", who(id));
        lose(other);
        world.pages("rebuild-relation", "differences", who(other));
        JsonNode after = world.call("read-relation", "{%s}", who(other)).get("relation");
        for (String field : List.of("blocked", "blockedSince", "marketing", "optedOutChannels", "suspectedSince")) {
            assertEquals(before.get(field), after.get(field), field);
        }
        assertEquals("BLOCKED_BY_USER", world.marketing(other, "shop"));
        assertEquals(List.of(), left(world, "papagal"));
        world.clock.pass(World.CHANGES_SETTLED_AFTER.plusSeconds(1));
        List<String> told = world.call("list-changes", "{'businessId':'shop'}").findValuesAsText("type");
        assertTrue(told.contains("consimt.person.erased"), told::toString);
        assertFalse(told.contains("consimt.marketing.opted_out"), told::toString);
    }

    @Test
    void aNoToCallsOutlivesAnErasureWhereTheScopesWereTooMany() {
        String topics = "{'code':'%s','labels':{'en':'%s'}}";
        List<String> codes = List.of("a", "b", "c", "d", "e", "f");
        world.settle(
                "shop",
                "'topics':[%s]",
                codes.stream().map(code -> topics.formatted(code, code)).collect(Collectors.joining(",")));
        world.call("request-opt-out", "{%s,'scope':{'channel':'voice'}}", who(id));
        codes.forEach(code -> world.call("request-opt-out", "{%s,'scope':{'topic':'%s'}}", who(id), code));
        businessSays(world, "theirs", id, other);
        pass();
        world.pages("erase-person", "erased", who(id));
        pass();
        for (String each : List.of(id, other)) {
            world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who(each));
            assertEquals("CALLS_OPTED_OUT", world.may("%s,'category':'CALL'", who(each)));
        }
        lose(other);
        world.pages("rebuild-relation", "differences", who(other));
        assertEquals("CALLS_OPTED_OUT", world.may("%s,'category':'CALL'", who(other)));
    }

    @Test
    void aBlockThatAnErasureKeptOutlivesAnotherErasureAtTheOtherId() {
        world.call("decide-consent", "{%s,'decision':'BLOCK'}", who(id));
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'},'categories':'ALL'}", who(id));
        pass();
        world.pages("erase-person", "erased", who(id));
        pass();
        businessSays(world, "theirs", id, other);
        pass();
        world.pages("erase-person", "erased", who(id));
        pass();
        lose(other);
        world.pages("rebuild-relation", "differences", who(other));
        JsonNode relation = world.call("read-relation", "{%s}", who(other)).get("relation");
        assertTrue(relation.get("blocked").booleanValue());
        assertEquals("sms", textOf(relation, "/optedOutChannels/0/channel"));
    }

    private void lose(String user) {
        world.client.deleteItem(delete -> delete.tableName(world.tables.relations())
                .key(Map.of("userId", AttributeValue.fromS(user), "businessId", AttributeValue.fromS("shop"))));
    }

    private String asked(String what) {
        return world.may("%s,'interaction':'MESSAGE_TO_USER',%s", who(id), what);
    }

    private static final String SUSPECT =
            "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted, papagal'}";

    @Test
    void aMessageInTheMiddleLeavesNoWorkBehindForEver() {
        List<String> broken = new ArrayList<>();
        boolean happened = true;
        for (int call = 1; happened; call += Cases.of(3, 1)) {
            World world = World.fresh();
            String id = World.somebody();
            for (int n = 0; n < 3; n++) {
                world.call("decide-consent", SUSPECT, who(id));
                world.clock.pass(Duration.ofSeconds(1));
                close(world);
            }
            long pieces = world.items(world.tables.followUps()).stream()
                    .filter(item -> item.toString().contains(id))
                    .count();
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                world.elsewhere().call("decide-consent", SUSPECT, who(id));
                world.clock.pass(Duration.ofSeconds(1));
            });
            world.with(between).pages("erase-person", "erased", who(id));
            happened = between.happened();
            world.clock.pass(Duration.ofSeconds(1));
            for (int n = 0; n < 3; n++) {
                close(world);
                world.pages("erase-person", "erased", who(id));
                world.clock.pass(Duration.ofSeconds(1));
            }
            List<String> work = world.items(world.tables.followUps()).stream()
                    .map(Object::toString)
                    .filter(item -> item.contains(id))
                    .toList();
            if (!work.isEmpty()) {
                broken.add(call + ": " + work.size() + " pieces stay of " + pieces + " " + (call < 3 ? work : ""));
            }
        }
        assertEquals(List.of(), broken);
    }

    private static void close(World world) {
        for (JsonNode work : world.pages("list-follow-ups", "followUps", "'businessId':'shop'")) {
            world.step("shop", work.get("followUpId").textValue(), "COMPLETE", "ana", ",'note':'papagal'");
        }
        world.clock.pass(Duration.ofSeconds(1));
    }

    /** Told late: what may be a refusal is for a clerk to read, also when erasures are repeated. */
    @Test
    void whatCameSinceKeepsItsTextWhenErasuresAreRepeated() {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        String past = world.clock.instant().toString();
        world.clock.pass(Duration.ofMinutes(1));
        world.pages("erase-person", "erased", who(id));
        world.clock.pass(Duration.ofMinutes(1));
        world.call(
                "decide-consent",
                "{%s,'requestId':'late','occurredAt':'%s','decision':'MESSAGE_SENT','text':'I do not wish to be contacted, papagal'}",
                who(id),
                past);
        world.settle("shop", "'removal':{'mode':'MANUAL'}");
        world.call(
                "request-opt-out",
                "{%s,'requestId':'later','occurredAt':'%s','reason':{'text':'papagal'}}",
                who(id),
                past);
        List<Map<String, AttributeValue>> before = world.items(world.tables.followUps());
        world.clock.pass(Duration.ofMinutes(1));
        world.pages("erase-person", "erased", "'again':true");
        assertEquals(texts(before), texts(world.items(world.tables.followUps())));
    }

    private static String texts(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .filter(item -> item.containsKey("kind"))
                .map(item -> item.get("kind") + " " + item.toString().contains("papagal") + " " + item.get("state"))
                .sorted()
                .toList()
                .toString();
    }

    private static String token(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void madeUpTokensAreRefusedOrOpenTheirOwn() {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        world.call("decide-consent", "{'userId':'%s','businessId':'inn','decision':'CONTINUE','channel':'app'}", id);
        pass();
        for (String place : List.of(
                "",
                " ",
                "shop",
                "shop 0",
                "shop 0 0",
                "shop 0 1zz",
                "shop 0 0zz",
                "shop 0 2\u0001",
                "shop 99 2zz",
                "shop -1 2zz",
                "shop  2" + "z".repeat(300),
                "sh op 0 2",
                "\u0000 0 2",
                "inn  2",
                "inn 0 2a b c")) {
            for (String caller : List.of(
                    "{'kind':'OPERATOR'}",
                    "{'kind':'PERSON','userId':'%s','businessId':'shop'}".formatted(id),
                    "{'kind':'PERSON','userId':'%s'}".formatted(id))) {
                String input = "{'caller':%s,'input':{'userId':'%s','nextToken':'%s'}}"
                        .formatted(caller, id, token(place))
                        .replace('\'', '"');
                JsonNode page = world.invoke("export-person", input);
                boolean isOfShop = caller.contains("shop");
                assertFalse(isOfShop && page.toString().contains("\"businessId\":\"inn\""), () -> place + page);
            }
            for (String more : List.of("", ",'again':true,'businessId':'shop'", ",'dryRun':true")) {
                eraseAt("1 " + place, more);
                eraseAt(place, more);
                eraseAt(Long.MAX_VALUE + " shop 1 0 2zz", more);
            }
        }
        for (String place : List.of("~ 0", "zzz 2a", " 0zz", " 1zz", "  ", "#erasures 2q")) {
            world.call("erase-person", "{'again':true,'nextToken':'%s'}", token(place));
        }
        assertNotEquals("ALLOWED", world.marketing(id, "shop"));
    }

    private void eraseAt(String place, String more) {
        world.call("erase-person", "{'userId':'%s','nextToken':'%s'%s}", id, token(place), more);
    }

    /** Neither a clerk who reads the queue, nor one who took the work, nor after a restore. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyIsToPutTheNumberOfAnErasedPersonBackOnTheList(boolean isClaimed) {
        world.settle("shop", "'removal':{'mode':'MANUAL'}");
        world.call("request-opt-out", "{%s,'requestId':'no'}", who(id));
        close(world);
        world.call("request-opt-in", "{%s,'requestId':'yes'}", who(id));
        JsonNode back = world.pages("list-follow-ups", "followUps", "'businessId':'shop'")
                .get(0);
        assertEquals("MARKETING_REINSTATEMENT", textOf(back, "kind"));
        if (isClaimed) {
            world.step("shop", textOf(back, "followUpId"), "CLAIM", "ana");
        }
        pass();
        List<Map<String, AttributeValue>> before = world.items(world.tables.followUps());
        for (String how : List.of(who(id) + ",'dryRun':true", who(id), "'again':true")) {
            assertEquals(List.of(), world.pages("erase-person", "openWork", how), how);
            if (!how.contains("dryRun")) {
                JsonNode page = world.call("list-follow-ups", "{'businessId':'shop'}");
                assertEquals("[]", page.get("followUps").toString(), how);
                assertEquals(0, page.at("/counts/open").intValue(), how);
                world.restore(world.tables.followUps(), before);
            }
        }
        boolean isMet = true;
        for (int call = 1; isMet; call++) {
            world.restore(world.tables.followUps(), before);
            Between claim = new Between(call, () -> world.step("shop", textOf(back, "followUpId"), "CLAIM", "bob"));
            int told = world.with(claim)
                    .call("erase-person", "{%s}", who(id))
                    .get("openWork")
                    .size();
            isMet = claim.happened();
            assertEquals(
                    told,
                    world.call("list-follow-ups", "{'businessId':'shop','state':'CLAIMED'}")
                            .get("followUps")
                            .size());
        }
    }

    /** A note of work that was cut off, an erasure, and then the schedule. */
    @Test
    void workThatWasCutOffBeforeTheErasureLeavesNothing() {
        List<String> broken = new ArrayList<>();
        boolean cut = true;
        for (int call = 1; cut; call++) {
            int at = call;
            World world = World.fresh();
            world.settle("shop", "'removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION'");
            String id = World.somebody();
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
            world.clock.pass(Duration.ofSeconds(1));
            Fault fault = new Fault(call, Fault.When.BEFORE);
            try {
                world.with(fault).call("request-opt-out", "{%s,'requestId':'o','reason':{'text':'papagal'}}", who(id));
            } catch (RuntimeException asItShould) {
                // Cut.
            }
            cut = fault.happened();
            world.clock.pass(Duration.ofSeconds(1));
            world.pages("erase-person", "erased", who(id));
            world.clock.pass(Duration.ofMinutes(30));
            world.call("remind-follow-ups", "{}");
            world.clock.pass(Duration.ofSeconds(1));
            close(world);
            world.pages("erase-person", "erased", who(id));
            world.clock.pass(Duration.ofSeconds(1));
            world.items(world.tables.followUps()).stream()
                    .map(Object::toString)
                    .filter(item -> item.contains(id))
                    .forEach(work -> broken.add(at + ": " + work));
            left(world, "papagal").forEach(text -> broken.add(at + ": text"));
            world.pages("rebuild-relation", "differences", "'dryRun':true")
                    .forEach(difference -> broken.add(at + ": " + difference));
            if (world.marketing(id, "shop").equals("ALLOWED")) {
                broken.add(call + ": allowed");
            }
        }
        assertEquals(List.of(), broken);
    }
}
