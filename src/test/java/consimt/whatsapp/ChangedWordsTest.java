package consimt.whatsapp;

import static consimt.whatsapp.Webhook.deliver;
import static consimt.whatsapp.Webhook.isCutOff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A delivery is cut off, and before the next one the business changes its words: what was an opt-out is none any more, or
 * the other way round. Neither the ledger's fact nor the wish is lost.
 */
class ChangedWordsTest {

    private static final long AT = Instant.parse("2026-11-24T11:00:00Z").getEpochSecond();
    private static final String PHONE = "40701000001";
    private static final String SCOPED = "RO.1349500000000000001";

    private static final String WITH_THE_WORD = "['gata cu voi']";
    private static final String WITHOUT = "[]";

    static Stream<Arguments> uses() {
        return Stream.of("AUTOMATIC", "MANUAL")
                .flatMap(mode -> Stream.of(
                                Envelopes.message("1", PHONE, "wamid.1", "Gata cu voi!", AT),
                                Envelopes.messageOfBoth("1", PHONE, SCOPED, "wamid.1", "Gata cu voi!", AT))
                        .flatMap(message ->
                                Stream.of(Fault.When.values()).map(when -> Arguments.of(mode, message, when))));
    }

    /** As far as the first delivery got, the ledger may say it or not; but never that it was said and does not count. */
    @ParameterizedTest
    @MethodSource("uses")
    void whatTheLedgerHasAsAnOptOutBecomesOneThoughTheWordIsGone(String mode, String message, Fault.When when) {
        int kept = 0;
        byte[] envelope = Envelopes.of(message);
        boolean reached = true;
        for (int call = 1; reached; call++) {
            World world = World.fresh();
            settle(world, mode, WITH_THE_WORD);
            Fault fault = new Fault(call, when);
            reached = isCutOff(world.with(fault), envelope) || fault.happened();
            settle(world, mode, WITHOUT);
            World later = world.elsewhere();
            assertEquals(200, deliver(later, envelope));
            assertEquals(200, deliver(later, envelope));
            boolean said = optOuts(world) > 0;
            kept += said ? 1 : 0;
            assertEquals(said ? "OPTED_OUT" : "UNSET", marketing(world, message), "call " + call);
            assertEquals(said ? "NONE" : "ACCEPTED", read(world, message, "conversation"), "call " + call);
            assertNull(later.counted.get("ConflictingUpdates"), "call " + call);
        }
        assertTrue(kept > 1, kept + " cuts after the ledger had it");
    }

    @ParameterizedTest
    @MethodSource("uses")
    void whatIsAnOptOutNowBecomesOneThoughTheLedgerHasAgreementOnly(String mode, String message, Fault.When when) {
        byte[] envelope = Envelopes.of(message);
        boolean reached = true;
        for (int call = 1; reached; call++) {
            World world = World.fresh();
            settle(world, mode, WITHOUT);
            Fault fault = new Fault(call, when);
            reached = isCutOff(world.with(fault), envelope) || fault.happened();
            settle(world, mode, WITH_THE_WORD);
            World later = world.elsewhere();
            assertEquals(200, deliver(later, envelope));
            assertEquals(200, deliver(later, envelope));
            boolean wasTalk = world.entries().stream()
                    .anyMatch(entry -> entry.get("value").s().equals("MESSAGE_SENT"));
            assertEquals("OPTED_OUT", marketing(world, message), "call " + call);
            assertEquals(wasTalk ? "ACCEPTED" : "NONE", read(world, message, "conversation"), "call " + call);
            assertEquals(1, optOuts(world), "call " + call);
            assertNull(later.counted.get("ConflictingUpdates"), "call " + call);
        }
    }

    /** What the button stopped when it was pressed, and what it stops by the settings of the next delivery. */
    @ParameterizedTest
    @CsvSource({
        "topicButtons offers,-",
        "topicButtons offers,topicButtons news",
        "topicButtons offers,optOutButtons",
        "optOutButtons,topicButtons offers",
        "-,topicButtons offers"
    })
    void whatAButtonStoppedStaysStoppedThoughItStopsSomethingElseNow(String then, String now) {
        byte[] envelope = Envelopes.of(Envelopes.message("1", PHONE, "wamid.1", "x", AT)
                .replace(
                        "\"type\":\"text\",\"text\":{\"body\":\"x\"}",
                        "\"type\":\"button\",\"button\":{\"payload\":\"b-1\",\"text\":\"Fine\"}"));
        boolean reached = true;
        for (int call = 1; reached; call++) {
            World world = World.fresh();
            settleButton(world, then);
            Fault fault = new Fault(call, Fault.When.AFTER);
            reached = isCutOff(world.with(fault), envelope) || fault.happened();
            settleButton(world, now);
            World later = world.elsewhere();
            assertEquals(200, deliver(later, envelope));
            assertEquals(200, deliver(later, envelope));
            Set<String> stopped = optOutScopes(world);
            if (!now.equals("-")) {
                stopped.add(now.equals("optOutButtons") ? "" : "//" + now.split(" ")[1]);
            }
            for (String scope : stopped) {
                assertEquals("MARKETING_OPTED_OUT", reason(world, scope), scope + " at call " + call);
            }
            assertNull(later.counted.get("ConflictingUpdates"), "call " + call);
        }
    }

    private static void settleButton(World world, String button) {
        String[] words = button.split(" ");
        String buttons = switch (words[0]) {
            case "optOutButtons" -> ",'optOutButtons':['b-1']";
            case "topicButtons" -> ",'topicButtons':[{'id':'b-1','topic':'%s'}]".formatted(words[1]);
            default -> "";
        };
        world.settle(
                "librarie",
                "'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':['1']%s}",
                buttons);
    }

    private static Set<String> optOutScopes(World world) {
        return world.entries().stream()
                .filter(entry -> entry.get("value").s().equals("OPT_OUT"))
                .map(entry -> entry.containsKey("scope") ? entry.get("scope").s() : "")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of a message of the topic; if all is stopped, of one of another topic. */
    private static String reason(World world, String scope) {
        return world.may(
                "'userId':'%s','businessId':'librarie','category':'MARKETING','consistent':true,'scope':{'channel':'sms','topic':'%s'}",
                PHONE, scope.isEmpty() ? "news" : scope.substring(2));
    }

    private static void settle(World world, String mode, String words) {
        world.settle(
                "librarie",
                "'removal':{'mode':'%s'},'whatsapp':{'phoneNumberIds':['1'],'optOutWords':%s}",
                mode,
                words);
    }

    private static long optOuts(World world) {
        return world.entries().stream()
                .filter(entry -> entry.get("value").s().equals("OPT_OUT"))
                .count();
    }

    /** The same under every id that the message names. */
    private static String marketing(World world, String message) {
        return read(world, message, "marketing");
    }

    private static String read(World world, String message, String field) {
        List<String> found = Stream.of(PHONE, SCOPED)
                .filter(message::contains)
                .map(id -> world.call("read-relation", "{'userId':'%s','businessId':'librarie'}", id)
                        .at("/relation/" + field)
                        .textValue())
                .distinct()
                .toList();
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }
}
