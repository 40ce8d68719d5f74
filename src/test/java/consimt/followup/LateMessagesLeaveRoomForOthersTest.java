package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each late message is an entry and counts on its removal. The business is told of the first of a person and day, and of
 * four of one call or envelope.
 */
class LateMessagesLeaveRoomForOthersTest {

    private static final String NUMBER = "555000111";

    private final World world = World.fresh();
    private final String person = World.somebody();

    /** Each with the time of its call, at a business in Bucharest, two hours before UTC. */
    @Test
    void withARemovalTheFirstOfEachDayOfTheBusinessIsTold() {
        settle("MANUAL");
        world.clock.set(Instant.parse("2026-11-24T12:00:00Z"));
        optOut(person);
        for (String at : List.of(
                "2026-11-24T13:00:00Z",
                "2026-11-24T21:59:59Z",
                "2026-11-24T22:00:00Z",
                "2026-11-25T21:59:59Z",
                "2026-11-27T09:00:00Z")) {
            world.clock.set(Instant.parse(at));
            assertEquals(List.of("RECORDED true"), note(List.of(message(person, "m-" + at))));
        }
        assertEquals(
                List.of("m-2026-11-24T13:00:00Z", "m-2026-11-24T22:00:00Z", "m-2026-11-27T09:00:00Z"), toldInOrder());
        assertEquals(5, entries());
        assertEquals(5, lateMessages());
        assertEquals("2026-11-27", lastWork().get("lateMessageToldOn").textValue());
    }

    @Test
    void allIdsOfAPersonAreOnePerson() {
        settle("MANUAL");
        String other = "RO." + person;
        optOut(person);
        world.move("one", "shop", person, other);
        world.clock.pass(Duration.ofMinutes(1));
        note(List.of(message(person, "m1")));
        note(List.of(message(other, "m2")));
        assertEquals(List.of("m1"), toldInOrder());
        assertEquals(2, entries());
        assertEquals(2, lateMessages());
    }

    /** Each scope has a removal of its own. */
    @Test
    void soAreAllRemovalsOfAPerson() {
        settle("MANUAL");
        for (String channel : List.of("sms", "email")) {
            world.call(
                    "request-opt-out", "{'userId':'%s','businessId':'shop','scope':{'channel':'%s'}}", person, channel);
        }
        world.clock.pass(Duration.ofMinutes(1));
        note(List.of(message(person, "m1").replace("}", ",'scope':{'channel':'sms'}}")));
        note(List.of(message(person, "m2").replace("}", ",'scope':{'channel':'email'}}")));
        assertEquals(List.of("m1"), toldInOrder());
        assertEquals(2, entries());
    }

    @Test
    void withoutARemovalTheFirstOfAPersonInTheCallIsTold() {
        settle("AUTOMATIC");
        String another = World.somebody();
        optOut(person);
        optOut(another);
        world.clock.pass(Duration.ofMinutes(1));
        note(List.of(message(person, "m1"), message(person, "m2"), message(another, "m3"), message(person, "m4")));
        assertEquals(List.of("m1", "m3"), told());
        assertEquals(4, entries());
    }

    @Test
    void fourOfOneCallAreToldAndTheAnswerTellsTheCallerAll() {
        settle("MANUAL");
        List<String> messages = messagesToMany(25);
        assertEquals(Stream.generate(() -> "RECORDED true").limit(25).toList(), note(messages));
        assertEquals(List.of("m0", "m1", "m2", "m3"), told());
        assertEquals(21, world.counted.get("BoundsReached"));
        assertEquals(25, entries());
        assertEquals(25, lateMessages());
    }

    /** So who sends a growing list is told of what is new in it. */
    @Test
    void aRepeatedMessageIsNotWrittenAgainAndTakesNoPlace() {
        settle("AUTOMATIC");
        List<String> messages = messagesToMany(9);
        note(messages.subList(0, 5));
        assertEquals(
                Stream.concat(
                                Stream.generate(() -> "UNCHANGED true").limit(5),
                                Stream.generate(() -> "RECORDED true").limit(4))
                        .toList(),
                note(messages));
        assertEquals(List.of("m0", "m1", "m2", "m3", "m5", "m6", "m7", "m8"), told());
        assertEquals(9, entries());
    }

    @Test
    void fourOfOneEnvelopeAreTold() {
        settle("MANUAL");
        List<String> people = optedOut(25);
        receive(people);
        receive(people);
        assertEquals(4, told().size());
        assertEquals(25, entries());
        assertEquals(25, lateMessages());
    }

    private void settle(String mode) {
        world.settle(
                "shop",
                "'timeZone':'Europe/Bucharest','removal':{'mode':'%s'},'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['%s']}",
                mode,
                NUMBER);
    }

    private List<String> messagesToMany(int many) {
        List<String> people = optedOut(many);
        return IntStream.range(0, many)
                .mapToObj(i -> message(people.get(i), "m" + i))
                .toList();
    }

    private List<String> optedOut(int many) {
        List<String> people = Stream.generate(World::somebody).limit(many).toList();
        people.forEach(this::optOut);
        world.clock.pass(Duration.ofMinutes(1));
        return people;
    }

    private void optOut(String userId) {
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", userId);
    }

    private String message(String userId, String id) {
        return "{'userId':'%s','category':'MARKETING','messageId':'%s','sentAt':'%s'}"
                .formatted(userId, id, world.clock.instant());
    }

    /** The outcome of each message, and whether it was late. */
    private List<String> note(List<String> messages) {
        return world
                .call("record-message", "{'businessId':'shop','messages':[%s]}", String.join(",", messages))
                .get("results")
                .findParents("messageId")
                .stream()
                .map(each -> each.get("outcome").textValue() + " " + each.get("late"))
                .toList();
    }

    private void receive(List<String> people) {
        long now = world.clock.instant().getEpochSecond();
        List<String> sent = people.stream()
                .map(each -> Envelopes.marketingSent(NUMBER, each, "wamid." + each, now))
                .toList();
        assertEquals(200, Webhook.deliver(world, Envelopes.of(sent)));
    }

    /** The messages that a business finds among its changes. */
    private List<String> toldInOrder() {
        world.clock.pass(Duration.ofMinutes(2));
        return world.pages("list-changes", "changes", "'businessId':'shop','limit':1000").stream()
                .filter(change -> change.get("type").textValue().equals("consimt.message.late"))
                .map(change -> change.at("/data/message").textValue())
                .toList();
    }

    private List<String> told() {
        return toldInOrder().stream().sorted().toList();
    }

    private long entries() {
        return world.items(world.tables.ledger()).stream()
                .filter(entry -> entry.get("kind").s().equals("LATE_MESSAGE"))
                .count();
    }

    private int lateMessages() {
        return world.pages("list-follow-ups", "followUps", "'businessId':'shop'").stream()
                .mapToInt(work -> work.get("lateMessages").intValue())
                .sum();
    }

    /** The state of the work after its last step. */
    private JsonNode lastWork() {
        List<JsonNode> steps =
                world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(person)).stream()
                        .filter(entry -> entry.has("work"))
                        .toList();
        return steps.get(steps.size() - 1).get("work");
    }
}
