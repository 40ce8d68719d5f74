package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Outcome;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every use, with every one of its calls failing, before the store has done it and after. A failed call is a fault and
 * never an answer; the same request again completes it, and ends in the same state as if nothing had failed; and a
 * message that was refused is not let through at any time in between.
 */
class CrashTest {

    /** Another one for each story, so that the tables stay small. */
    private static World world = settled();

    private static World settled() {
        World fresh = World.fresh();
        fresh.settle("manual", "'removal':{'mode':'MANUAL'}");
        fresh.settle("auto", "'marketingBasis':'OPT_IN'");
        return fresh;
    }

    /** @param before what happened to the relation first, each in its own second */
    private record Story(String name, List<String> before, String request) {

        /** Only what opts out differs at the two. In every build the other long stories are told at one of them. */
        Stream<String> businesses() {
            boolean isAtBoth = !name.contains("possible refusal") || Cases.takes(1);
            return isAtBoth ? Stream.of("manual", "auto") : Stream.of(request.equals(COMPLETED) ? "manual" : "auto");
        }

        boolean optsOut() {
            return request.startsWith("request-opt-out")
                    || request.contains("STOP")
                    || request.equals(COMPLETED) && before.contains(MAY_REFUSE);
        }

        /** Whether it is a yes of the person's, or a decision for one, so that a message may pass which did not before. */
        boolean grants() {
            return List.of(
                            "continue",
                            "message sent",
                            "unblock",
                            "opt in",
                            "opt in at once",
                            "opt in under another id",
                            "opt in after the removal",
                            "opt in after a possible refusal",
                            "skip a possible refusal",
                            "skip all possible refusals")
                    .contains(name);
        }
    }

    private static final String CONTINUED = "decide-consent {%s,'decision':'CONTINUE'}";
    private static final String BLOCKED = "decide-consent {%s,'decision':'BLOCK'}";
    private static final String UNBLOCKED = "decide-consent {%s,'decision':'UNBLOCK'}";
    private static final String OPTED_OUT = "request-opt-out {%s}";
    private static final String OPTED_IN = "request-opt-in {%s}";
    private static final String MOVED = "another-id {%s}";
    private static final String CLAIMED = "resolve-follow-up {%s,'action':'CLAIM'}";
    private static final String COMPLETED = "resolve-follow-up {%s,'action':'COMPLETE'}";

    private static final String MAY_REFUSE =
            "decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}";
    private static final String CLEARED = "resolve-follow-up {%s,'action':'SKIP','note':'n','messages':['@before-1']}";

    private static final String SETTLED =
            "configure-business {'businessId':'%s','name':'B','country':'RO','removal':{'mode':'MANUAL'}}";

    private static final List<Story> STORIES = List.of(
            new Story("continue", List.of("open-conversation {%s}"), "decide-consent {%s,'decision':'CONTINUE'}"),
            new Story("message sent", List.of(), "decide-consent {%s,'decision':'MESSAGE_SENT'}"),
            new Story("block", List.of(CONTINUED), "decide-consent {%s,'decision':'BLOCK'}"),
            new Story(
                    "late block",
                    List.of(CONTINUED, UNBLOCKED),
                    "decide-consent {%s,'decision':'BLOCK','occurredAt':'2026-11-01T00:00:00Z'}"),
            new Story("unblock", List.of(CONTINUED, BLOCKED), "decide-consent {%s,'decision':'UNBLOCK'}"),
            new Story(
                    "report",
                    List.of(),
                    "decide-consent {%s,'decision':'REPORT','report':{'reason':'SCAM'},'alsoBlock':true}"),
            new Story(
                    "report when blocked",
                    List.of(BLOCKED),
                    "decide-consent {%s,'decision':'REPORT','report':{'reason':'SCAM'},'alsoBlock':true,'occurredAt':'2026-11-01T00:00:00Z'}"),
            new Story(
                    "another report",
                    List.of("decide-consent {%s,'decision':'REPORT','report':{'reason':'SCAM'}}"),
                    "decide-consent {%s,'decision':'REPORT','report':{'reason':'SPAM'}}"),
            new Story("first contact", List.of(), "open-conversation {%s,'locale':'ro'}"),
            new Story("first contact when blocked", List.of(BLOCKED), "open-conversation {%s}"),
            new Story("opt out", List.of(CONTINUED), "request-opt-out {%s,'reason':{'code':'OTHER','text':'x'}}"),
            new Story("opt out again", List.of(CONTINUED, OPTED_OUT), "request-opt-out {%s}"),
            new Story("opt out after opting in", List.of(CONTINUED, OPTED_OUT, OPTED_IN), "request-opt-out {%s}"),
            new Story("opt in", List.of(CONTINUED, OPTED_OUT), "request-opt-in {%s}"),
            new Story("opt in at once", List.of(), "request-opt-in {%s}"),
            new Story(
                    "late opt in",
                    List.of(CONTINUED, OPTED_OUT),
                    "request-opt-in {%s,'occurredAt':'2026-11-01T00:00:00Z'}"),
            new Story(
                    "explain",
                    List.of(CONTINUED, OPTED_OUT),
                    "explain-opt-out {%s,'entryId':'before-1','reason':'DECLINED'}"),
            new Story("claim", List.of(CONTINUED, OPTED_OUT), "resolve-follow-up {%s,'action':'CLAIM'}"),
            new Story("release", List.of(OPTED_OUT, CLAIMED), "resolve-follow-up {%s,'action':'RELEASE'}"),
            new Story(
                    "complete",
                    List.of(OPTED_OUT, CLAIMED),
                    "resolve-follow-up {%s,'action':'COMPLETE','note':'n','evidence':'e'}"),
            new Story("skip", List.of(OPTED_OUT), "resolve-follow-up {%s,'action':'SKIP','note':'n'}"),
            new Story("opt in after the removal", List.of(OPTED_OUT, COMPLETED), "request-opt-in {%s}"),
            new Story("opt out after that", List.of(OPTED_OUT, COMPLETED, OPTED_IN), "request-opt-out {%s}"),
            new Story(
                    "late message",
                    List.of(OPTED_OUT),
                    "record-message {%s,'category':'MARKETING','messageId':'m','sentAt':'@NOW'}"),
            new Story("block under another id", List.of(CONTINUED, MOVED), "decide-consent {%s,'decision':'BLOCK'}"),
            new Story("first contact under another id", List.of(MOVED), "open-conversation {%s}"),
            new Story("opt out under another id", List.of(CONTINUED, MOVED), "request-opt-out {%s}"),
            new Story("opt out again under another id", List.of(CONTINUED, OPTED_OUT, MOVED), "request-opt-out {%s}"),
            new Story("opt in under another id", List.of(CONTINUED, OPTED_OUT, MOVED), "request-opt-in {%s}"),
            new Story(
                    "opt out after opting in under another id",
                    List.of(OPTED_OUT, COMPLETED, OPTED_IN, MOVED),
                    "request-opt-out {%s}"),
            new Story("possible refusal", List.of(), MAY_REFUSE),
            new Story("another possible refusal", List.of(CONTINUED, MAY_REFUSE), MAY_REFUSE),
            new Story("possible refusal under another id", List.of(CONTINUED, MOVED), MAY_REFUSE),
            new Story("another id after a possible refusal", List.of(CONTINUED, MAY_REFUSE, MOVED), MAY_REFUSE),
            new Story("complete a possible refusal", List.of(CONTINUED, MAY_REFUSE), COMPLETED),
            new Story("complete two possible refusals", List.of(CONTINUED, MAY_REFUSE, MAY_REFUSE), COMPLETED),
            new Story("skip a possible refusal", List.of(CONTINUED, MAY_REFUSE), CLEARED),
            new Story("skip one of two possible refusals", List.of(CONTINUED, MAY_REFUSE, MAY_REFUSE), CLEARED),
            new Story(
                    "skip all possible refusals",
                    List.of(CONTINUED, MAY_REFUSE, MAY_REFUSE),
                    "resolve-follow-up {%s,'action':'SKIP','note':'n','messages':['@before-1','@before-2']}"),
            new Story("possible refusal after one was none", List.of(CONTINUED, MAY_REFUSE, CLEARED), MAY_REFUSE),
            new Story("opt in after a possible refusal", List.of(CONTINUED, MAY_REFUSE), OPTED_IN),
            new Story(
                    "opt out by a text",
                    List.of(CONTINUED),
                    "decide-consent {%s,'decision':'MESSAGE_SENT','text':'STOP'}"),
            new Story("configure", List.of(), SETTLED),
            new Story(
                    "configure anew",
                    List.of(SETTLED),
                    "configure-business {'businessId':'%1$s','name':'C','country':'RO','removal':{'mode':'AUTOMATIC'},"
                            + "'actor':'ana','whatsapp':{'phoneNumberIds':['%1$s']}}"),
            new Story("configure as before", List.of(SETTLED), SETTLED));

    private static final int MORE_CALLS_THAN_ANY_USE_MAKES = 20;

    @TestFactory
    Stream<DynamicTest> everyCallOfEveryUseMayFail() {
        return STORIES.stream()
                .flatMap(story -> story.businesses()
                        .map(business -> DynamicTest.dynamicTest(
                                story.name + " at " + business, () -> failEverywhere(story, business))));
    }

    /**
     * In every build each call of an opt-out, and of a story that is told at one business, fails before the store has done
     * it and after. Of another story a failure after each number of calls is tried at one of the two businesses.
     */
    private static boolean isTried(Story story, String business, int call, When when) {
        boolean isAuto = business.equals("auto");
        return story.optsOut() || story.businesses().count() == 1
                ? Cases.takes(call + (isAuto ? 1 : 0), 2)
                : Cases.takes(call + (isAuto ? 3 : 2 * when.ordinal()), 4);
    }

    private static void failEverywhere(Story story, String business) {
        world = settled();
        State undisturbed = new Attempt(story, business).undisturbed();
        int failures = 0;
        for (When when : When.values()) {
            for (int call = 1; call <= MORE_CALLS_THAN_ANY_USE_MAKES; call++) {
                if (!isTried(story, business, call, when)) {
                    continue;
                }
                Attempt attempt = new Attempt(story, business);
                if (!attempt.fails(call, when)) {
                    break;
                }
                failures++;
                assertEquals(undisturbed, attempt.repeated(), () -> "after a failure " + when);
            }
        }
        assertTrue(failures >= Cases.of(1, 2), "no call of it failed");
    }

    /** One person, whose story is told once. */
    private static final class Attempt {

        private final Story story;
        private final String business;
        private final String person = World.somebody();
        private String id = person;

        Attempt(Story story, String business) {
            this.story = story;
            this.business = business;
            int step = 0;
            for (String before : story.before) {
                call(world, before, "before-" + step++);
                world.clock.pass(Duration.ofSeconds(1));
            }
        }

        State undisturbed() {
            request(world);
            return state();
        }

        /** Whether the use made as many calls; if so it failed, and let nothing through. */
        boolean fails(int call, When when) {
            boolean allowed = mayMarket();
            Fault fault = new Fault(call, when);
            World faulty = world.with(fault);
            if (!answers(faulty)) {
                assertTrue(fault.happened());
                assertTrue(allowed || story.grants() || !mayMarket(), "a refusal became a permission");
                return true;
            }
            if (fault.happened()) {
                // It is recorded: what failed was done once more, or was not needed, or is left to the schedule.
                assertFalse(story.optsOut() && mayMarket());
                assertEquals(state().relations, repeated().relations);
            }
            return fault.happened();
        }

        private boolean answers(World faulty) {
            try {
                request(faulty);
                return true;
            } catch (StoreUnavailable asItShould) {
                return false;
            }
        }

        State repeated() {
            JsonNode answer = request(world);
            assertFalse(answer.get("outcome").textValue().equals("CONFLICT"), answer::toString);
            return state();
        }

        private boolean mayMarket() {
            return mayMarketTo(person) || mayMarketTo(id);
        }

        private boolean mayMarketTo(String userId) {
            JsonNode checked = world.call(
                    "check-permission",
                    "{'userId':'%s','businessId':'%s','category':'MARKETING','consistent':true}",
                    userId,
                    business);
            return checked.at("/results/0/permission").textValue().equals("ALLOWED");
        }

        private JsonNode request(World world) {
            return call(world, story.request, "request");
        }

        private JsonNode call(World world, String step, String requestId) {
            if (step.equals(MOVED)) {
                return moved();
            }
            String[] parts = step.split(" ", 2);
            String who = "'userId':'%s','businessId':'%s'".formatted(id, business);
            String common = switch (parts[0]) {
                case "configure-business" -> person;
                case "resolve-follow-up" ->
                    "'businessId':'%s','followUpIds':['%s'],'actor':'ana'".formatted(business, followUp(who));
                case "record-message" -> who;
                default -> who + ",'requestId':'%s'".formatted(requestId);
            };
            return world.call(
                    parts[0],
                    parts[1].formatted(common)
                            .replace("@NOW", world.clock.instant().toString())
                            .replace("@before-1", messageName("before-1"))
                            .replace("@before-2", messageName("before-2")));
        }

        private String messageName(String requestId) {
            return EntryId.ofSuspected(new UserId(id), EntryId.ofRequest(requestId))
                    .value();
        }

        /** From here on everything is under the other id. */
        private JsonNode moved() {
            id = "RO." + person;
            Outcome outcome = world.move("change", business, person, id);
            return World.tree("{'outcome':'%s'}", outcome);
        }

        /** Of the removal, or of the messages that may be refusals; where there is neither, of nothing. */
        private String followUp(String who) {
            return world.items(world.tables.followUps()).stream()
                    .filter(item -> item.containsKey("messages")
                            && item.get("userId").s().equals(id))
                    .map(item -> item.get("followUpId").s())
                    .findFirst()
                    .orElseGet(() -> world.call("read-relation", "{%s}", who)
                            .at("/relation/removal/followUpId")
                            .asText("0".repeat(26)));
        }

        /** Everything stored of this person, less who it is and when it was. */
        State state() {
            return new State(
                    about(world.items(world.tables.relations())),
                    about(world.items(world.tables.ledger())),
                    about(world.items(world.tables.followUps())),
                    about(world.items(world.tables.businesses())));
        }

        /** The engine gives the elements of sets and maps in any order. */
        private static AttributeValue inOrder(AttributeValue value) {
            if (value.hasSs()) {
                return AttributeValue.fromSs(value.ss().stream().sorted().toList());
            }
            if (value.hasM()) {
                return AttributeValue.fromS(new TreeMap<>(value.m()).toString());
            }
            return value.hasL()
                    ? AttributeValue.fromL(
                            value.l().stream().map(Attempt::inOrder).toList())
                    : value;
        }

        private List<String> about(List<Map<String, AttributeValue>> items) {
            List<String> about = new ArrayList<>();
            for (Map<String, AttributeValue> item : items) {
                TreeMap<String, AttributeValue> sorted = new TreeMap<>(item);
                sorted.replaceAll((name, value) -> inOrder(value));
                String text = sorted.toString();
                if (text.contains(person)) {
                    about.add(text.replace(person, "PERSON")
                            .replaceAll("2026-1(1-2|1-3|2-)[0-9T:.-]+Z", "NOW")
                            .replaceAll("[0-9a-v]{26}|[0-9A-HJKMNP-TV-Z]{26}", "ID")
                            .replaceAll("@[0-9]{13}", "@NOW")
                            .replaceAll("(written|whatsapp)~[A-Za-z0-9_-]+", "HASHED")
                            .replaceAll("[A-Za-z0-9_-]{8}@NOW~[0-9]+", "KEY@NOW")
                            .replaceAll("(released=AttributeValue\\(S=|\\G )[A-Za-z0-9_-]{8}", "$1KEY")
                            .replaceAll("#~[A-Za-z0-9_-]{8}", "#~KEY")
                            .replaceAll("SdkBytes\\(bytes=0x[0-9a-f]+\\)", "VERSION")
                            .replaceAll("sha256:[A-Za-z0-9_-]+", "COMMITMENT")
                            .replaceAll("salt=AttributeValue\\(S=[A-Za-z0-9_-]+\\)", "SALT"));
                }
            }
            about.sort(String::compareTo);
            return about;
        }
    }

    private record State(
            List<String> relations, List<String> ledger, List<String> followUps, List<String> businesses) {}

    @Test
    void aCheckThatFailsIsAFaultAndNoPermission() {
        String one = "{'userId':'%s','businessId':'auto','category':'SERVICE'}".formatted(World.somebody());
        String many = "{'userIds':['%s','%s'],'businessId':'auto','category':'SERVICE'}"
                .formatted(World.somebody(), World.somebody());
        for (When when : When.values()) {
            for (String body : List.of(one, many)) {
                World faulty = world.with(new Fault(1, when));
                assertThrows(StoreUnavailable.class, () -> faulty.call("check-permission", body));
            }
        }
    }
}
