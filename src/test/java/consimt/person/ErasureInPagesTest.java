package consimt.person;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** However much is recorded about a person, each call reads and deletes a bounded part of it. */
class ErasureInPagesTest {

    private static final int ENTRIES = Cases.of(1_000, 100_000);
    private static final int PIECES = 130;

    private final Pages pages = new Pages();
    private final World world = World.fresh(pages);
    private final String id = World.somebody();
    private final Relation relation = World.relation(id, "manual");
    private final String who = "'userId':'%s','businessId':'manual'".formatted(id);

    @Test
    void veryManyEntriesGoByManyBoundedCallsAndTheNoStandsFromTheFirst() {
        world.call("request-opt-in", "{%s}", who);
        Map<String, AttributeValue> entry = world.items(world.tables.ledger()).get(0);
        copy(world.tables.ledger(), entry, "entryId", ENTRIES - 1, n -> "e~" + n);
        assertEquals("ALLOWED", world.marketing(id, "manual"));
        world.clock.pass(Duration.ofSeconds(1));

        List<Integer> deleted = erase();

        assertEquals(ENTRIES, deleted.stream().mapToInt(each -> each).sum());
        assertEquals(ENTRIES / 500 + 1, deleted.size());
        assertTrue(deleted.stream().allMatch(each -> each <= 500), deleted::toString);
        assertTrue(pages.largest <= 500 && pages.calls <= 60, pages::toString);
        assertEquals(
                List.of("PERSON_ERASED"),
                world.items(world.tables.ledger()).stream()
                        .filter(item -> item.get("relation").s().contains(id))
                        .map(item -> item.get("kind").s())
                        .toList());
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
    }

    /** Removals, decisions and reviews; the last two are numbered, and never have a gap. */
    @Test
    void veryMuchClosedWorkGoesByManyBoundedCalls() {
        muchWork();
        erase();
        assertTrue(pages.largest <= 100 && pages.calls <= 250, pages::toString);
        assertEquals(List.of(), work());
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
    }

    /** What comes after an erasure has another number than the piece that is still there. */
    @Test
    void ofNumberedWorkOnlyThatRemainsWhichIsStillToBeDone() {
        muchWork();
        world.clock.pass(Duration.ofSeconds(1));
        suspect();
        erase();
        assertEquals(List.of(suspected(PIECES + 1)), work());
        resolve("manual");
        world.clock.pass(Duration.ofSeconds(1));
        suspect();
        suspect();
        assertTrue(work().containsAll(List.of(suspected(1), suspected(PIECES + 1))), () -> work().toString());
        resolve("manual");
        erase();
        assertEquals(List.of(), work());
    }

    private String suspected(int number) {
        return FollowUpId.ofSuspectedRefusals(relation, number).value();
    }

    @Test
    void veryMuchWorkIsExportedInPages() {
        muchWork();
        List<String> exported = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode page : World.answers(token -> world.call("export-person", "{%s%s}", who, token))) {
            List<String> work = page.path("followUps").findValuesAsText("followUpId");
            sizes.add(work.size());
            exported.addAll(work);
        }
        assertEquals(work(), exported.stream().sorted().toList());
        assertTrue(sizes.size() > 2 && sizes.stream().allMatch(size -> size <= 200), sizes::toString);
    }

    /** Begun anew again and again, and each time cut later. */
    @Test
    void cutAnywhereTheNoStandsAndTheWorkGoesOn() {
        muchWork();
        int cuts = 0;
        boolean isRefused = false;
        for (int call = 1; !work().isEmpty() && call < 500; call += Cases.of(3, 1)) {
            Fault fault = new Fault(call, call % 2 == 0 ? Fault.When.BEFORE : Fault.When.AFTER);
            world.clock.pass(Duration.ofSeconds(1));
            try {
                world.with(fault).pages("erase-person", "erased", who);
            } catch (StoreUnavailable asItShould) {
                cuts++;
            }
            isRefused |= world.items(world.tables.relations()).stream().allMatch(item -> item.containsKey("erased"));
            assertTrue(!isRefused || !world.marketing(id, "manual").equals("ALLOWED"));
        }
        assertTrue(cuts > 10 && isRefused, cuts + " cuts");
        erase();
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
    }

    /** With the operator's reviews of the same person. */
    private void muchWork() {
        world.settle("manual", "'removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION'");
        world.call("request-opt-out", "{%s}", who);
        resolve("manual");
        world.call("request-opt-in", "{%s}", who);
        resolve("manual");
        suspect();
        resolve("manual");
        world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who);
        resolve("operator");
        many("MARKETING_REMOVAL", n -> FollowUpId.ofRemoval(relation, Scope.ALL, new EntryId("o-" + n)));
        many("SUSPECTED_REFUSAL", n -> FollowUpId.ofSuspectedRefusals(relation, n + 1));
        many("REPORT_REVIEW", n -> FollowUpId.ofReview(relation, n + 1));
        world.clock.pass(Duration.ofSeconds(1));
    }

    private void suspect() {
        world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}", who);
    }

    private void many(String kind, IntFunction<FollowUpId> ids) {
        Map<String, AttributeValue> one = world.items(world.tables.followUps()).stream()
                .filter(item -> item.containsKey("kind") && item.get("kind").s().equals(kind))
                .findFirst()
                .orElseThrow();
        copy(
                world.tables.followUps(),
                one,
                "followUpId",
                PIECES - 1,
                n -> ids.apply(n).value());
    }

    private void copy(
            String table, Map<String, AttributeValue> item, String key, int times, IntFunction<String> value) {
        List<WriteRequest> puts = IntStream.rangeClosed(1, times)
                .mapToObj(n -> {
                    Map<String, AttributeValue> copy = new HashMap<>(item);
                    copy.put(key, AttributeValue.fromS(value.apply(n)));
                    // No two changes have the same place.
                    copy.computeIfPresent("changeAt", (none, place) -> AttributeValue.fromS(place.s() + n));
                    return WriteRequest.builder()
                            .putRequest(PutRequest.builder().item(copy).build())
                            .build();
                })
                .toList();
        IntStream.range(0, (times + 24) / 25)
                .parallel()
                .forEach(n -> world.client.batchWriteItem(batch ->
                        batch.requestItems(Map.of(table, puts.subList(n * 25, Math.min(n * 25 + 25, times))))));
    }

    /** What is decided may open further work. */
    private void resolve(String queue) {
        resolveOnce(queue);
        resolveOnce(queue);
    }

    private void resolveOnce(String queue) {
        world.clock.pass(Duration.ofSeconds(1));
        for (JsonNode piece : world.pages("list-follow-ups", "followUps", "'businessId':'" + queue + "'")) {
            world.step(queue, textOf(piece, "followUpId"), "COMPLETE", "ana");
        }
        world.clock.pass(Duration.ofSeconds(1));
    }

    /** @return how many entries each call deleted */
    private List<Integer> erase() {
        return World.answers(this::erase).stream()
                .map(page -> page.get("entries").intValue())
                .toList();
    }

    private JsonNode erase(String token) {
        pages.begin();
        JsonNode page = world.call("erase-person", "{%s%s}", who, token);
        pages.end();
        assertEquals("RECORDED", textOf(page, "outcome"), page::toString);
        assertFalse(world.marketing(id, "manual").equals("ALLOWED"));
        return page;
    }

    private List<String> work() {
        return world.items(world.tables.followUps()).stream()
                .filter(item -> item.containsKey("userId"))
                .map(item -> item.get("followUpId").s())
                .sorted()
                .toList();
    }

    /** Counts the items of the largest page, and the calls of the store that one call of the function made at most. */
    private static final class Pages implements ExecutionInterceptor {

        private boolean isOn;
        private int now;
        private int calls;
        private int largest;

        private void begin() {
            isOn = true;
            now = 0;
        }

        private void end() {
            isOn = false;
            calls = Math.max(calls, now);
        }

        @Override
        public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (isOn) {
                now++;
                if (context.response() instanceof QueryResponse page) {
                    largest = Math.max(largest, page.items().size());
                }
            }
        }

        @Override
        public String toString() {
            return "pages of " + largest + ", " + calls + " calls";
        }
    }
}
