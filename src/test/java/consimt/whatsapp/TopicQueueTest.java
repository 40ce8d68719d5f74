package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import consimt.answer.Answer;
import consimt.answer.Unavailable;
import consimt.form.RawEvent;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the topic's queue hands over is acknowledged message by message, and only what is stored. */
class TopicQueueTest {

    private static final String NUMBER = "7";
    private static final String NO_FAILURE = "{\"batchItemFailures\":[]}";

    private final World world = World.fresh();

    @BeforeEach
    void theShopRemovesByHand() {
        world.settle("shop", "'removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['7']}");
    }

    @Test
    void anOptOutIsRecordedAsItWasPublished() {
        String person = World.somebody();
        assertEquals(NO_FAILURE, receive(world, stop(person)));
        assertEquals(Set.of(person), optedOut(List.of(person)));
    }

    @Test
    void andInTheNotificationThatSnsPutsAroundIt() {
        String person = World.somebody();
        String notification = World.JSON
                .createObjectNode()
                .put("Type", "Notification")
                .put("TopicArn", "arn:aws:sns:eu-central-1:000000000000:whatsapp")
                .put("Message", stop(person))
                .toString();
        assertEquals(NO_FAILURE, receive(world, notification));
        assertEquals(Set.of(person), optedOut(List.of(person)));
    }

    /** Each comes a second time, as from a queue it may. */
    @Test
    void theSameMessageTwiceIsOneOptOut() {
        String person = World.somebody();
        assertEquals(NO_FAILURE, receive(world, stop(person), stop(person)));
        assertEquals(NO_FAILURE, receive(world, stop(person)));
        assertEquals(
                List.of("OPT_OUT", "OPEN"),
                world.call("read-ledger", "{'businessId':'shop','userId':'%s'}", person)
                        .findValuesAsText("value"));
    }

    /** So it comes again until it lies among the dead letters, and nothing else does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{}",
                "[]",
                "{'whatsAppWebhookEntry':{}}",
                "{'whatsAppWebhookEntry':'{}'}",
                "{'Type':'Notification','Message':'{}'}",
                "{'Type':'Notification','Message':{}}",
                "{'Type':'UnsubscribeConfirmation','Message':'You have chosen to leave'}"
            })
    void whatCannotBeReadIsNeverAcknowledgedAndKeepsNothingElseBack(String poison) {
        String before = World.somebody();
        String after = World.somebody();
        String body = poison.replace('\'', '"');
        assertEquals(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"}]}",
                receive(world, stop(before), body, stop(after)));
        assertEquals(Set.of(before, after), optedOut(List.of(before, after)));
        assertEquals("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}", receive(world, body));
        assertEquals(2L, world.counted.get("UnreadableEvents"));
    }

    @ParameterizedTest
    @EnumSource
    void whereAnyCallOfTheStoreFailsWhatIsAcknowledgedIsStoredAndTheRestComesAgain(Fault.When when) {
        int failed = 0;
        for (int call = Cases.of(when.ordinal() + 1, 1); ; call += Cases.of(2, 1)) {
            List<String> people = List.of(World.somebody(), World.somebody(), World.somebody());
            String[] bodies = people.stream().map(TopicQueueTest::stop).toArray(String[]::new);
            Fault fault = new Fault(call, when);
            List<Integer> again = failures(receive(world.with(fault), bodies));
            if (!fault.happened()) {
                assertEquals(List.of(), again);
                break;
            }
            assertTrue(again.size() <= 1, again::toString);
            failed += again.size();
            List<String> acknowledged = new ArrayList<>(people);
            again.forEach(index -> acknowledged.remove(people.get(index)));
            assertTrue(optedOut(people).containsAll(acknowledged));
            assertWork(acknowledged);
            again.forEach(index -> assertEquals(NO_FAILURE, receive(world, bodies[index])));
            assertEquals(new TreeSet<>(people), optedOut(people));
            assertWork(people);
        }
        assertTrue(failed > Cases.of(5, 10), failed + " messages came again");
    }

    /** Without its id the one that fails could not be told from the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{'Records':'x'}",
                "{'object':'whatsapp_business_account','entry':[]}",
                "{'Records':{'messageId':'m-1','eventSource':'aws:sqs','body':''}}",
                "{'Records':[{'messageId':'m-1','eventSource':'aws:sns','body':''}]}",
                "{'Records':[{'messageId':'m-1','messageId':'m-2','eventSource':'aws:sqs','body':''}]}"
            })
    void anEventOfNobodyWeKnowIsNotAcknowledged(String event) {
        RawEvent unknown = new RawEvent(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThrows(Unavailable.Fault.class, () -> world.webhook.receiveSns().receiveWhatsAppSns(unknown));
        assertEquals(1L, world.counted.get("UnreadableEvents"));
    }

    private static String stop(String person) {
        return Envelopes.published(Envelopes.message(NUMBER, person, "wamid." + person, "stop", 1_795_520_000));
    }

    /** The answer as Lambda gets it. */
    private static String receive(World world, String... bodies) {
        try {
            return World.JSON
                    .writerFor(Answer.class)
                    .writeValueAsString(world.webhook.receiveSns().receiveWhatsAppSns(Envelopes.ofQueue(bodies)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From 0. */
    private static List<Integer> failures(String answer) {
        return Pattern.compile("m-(\\d+)")
                .matcher(answer)
                .results()
                .map(id -> Integer.parseInt(id.group(1)) - 1)
                .toList();
    }

    private Set<String> optedOut(List<String> people) {
        Set<String> optedOut = new TreeSet<>();
        for (String person : people) {
            if ("MARKETING_OPTED_OUT"
                    .equals(world.may(
                            "'businessId':'shop','userId':'%s','category':'MARKETING','consistent':true", person))) {
                optedOut.add(person);
            }
        }
        return optedOut;
    }

    private void assertWork(List<String> people) {
        Set<String> open = new TreeSet<>();
        world.pages("list-follow-ups", "followUps", "'businessId':'shop'")
                .forEach(each -> open.add(each.get("userId").textValue()));
        assertTrue(open.containsAll(people), () -> Stream.of(open, people).toList() + " of it is to be done");
    }
}
