package consimt.whatsapp;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each story through the whole webhook: exactly the facts that it tells are stored, and none twice. */
class StoriesTest {

    static List<Story> stories() {
        List<Story> stories = Story.all();
        assertTrue(stories.size() >= 70, "the table has at least seventy stories");
        return stories;
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyStoryLeavesTheFactsThatItTells(Story story) {
        World world = World.fresh();
        world.clock.set(story.now());
        settle(world, story, "librarie", "'1060001','1060011'", "'ro','en'");
        settle(world, story, "cafenea", "'1060002'", "'en'");

        deliver(world, story);
        assertEquals(story.facts(), recorded(world, story));
        assertEquals(
                story.standing(),
                story.standing().stream()
                        .map(each -> standing(world, each.business(), each.userId()))
                        .toList());
        assertEquals(
                story.answers(),
                story.answers().stream().map(each -> checked(world, each)).toList());
        // In every build one story in three, by its length, is sent again.
        if (!Cases.takes(story.body().length)) {
            return;
        }
        Set<Map<String, AttributeValue>> ledger = items(world, world.tables.ledger());
        Set<Map<String, AttributeValue>> relations = items(world, world.tables.relations());

        deliver(world.elsewhere(), story);
        assertEquals(ledger, items(world, world.tables.ledger()));
        assertEquals(relations, items(world, world.tables.relations()));
    }

    private static void deliver(World world, Story story) {
        assertEquals(200, Webhook.deliver(world, story.body()));
    }

    private static Story.Standing standing(World world, String business, String userId) {
        JsonNode relation = world.call("read-relation", "{'businessId':'%s','userId':'%s'}", business, userId)
                .get("relation");
        return new Story.Standing(business, userId, textOf(relation, "conversation"), textOf(relation, "marketing"));
    }

    private static Story.Checked checked(World world, Story.Checked asked) {
        JsonNode result = world.checked(
                "'businessId':'%s','userId':'%s','category':'MARKETING','scope':%s",
                asked.business(), asked.userId(), asked.scope());
        return new Story.Checked(asked.business(), asked.userId(), asked.scope(), World.reason(result));
    }

    private static void settle(World world, Story story, String business, String numbers, String languages) {
        JsonNode buttons = story.told().at("/optOutButtons/" + business);
        JsonNode topicButtons = story.told().at("/topicButtons/" + business);
        JsonNode answer = world.settle(
                business,
                "'name':'%s','languages':[%s],'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':[%s]%s%s}",
                business,
                languages,
                numbers,
                buttons.isArray() ? ",'optOutButtons':" + buttons : "",
                topicButtons.isArray() ? ",'topicButtons':" + topicButtons : "");
        assertEquals("RECORDED", textOf(answer, "outcome"));
    }

    private static Set<Map<String, AttributeValue>> items(World world, String table) {
        return Set.copyOf(world.items(table));
    }

    /** Without the ids where the story tells none. */
    private static Set<String> recorded(World world, Story story) {
        Set<String> withIds = story.facts();
        Set<String> facts = new TreeSet<>();
        for (Map<String, AttributeValue> entry : world.entries()) {
            String[] relation = entry.get("relation").s().split("#");
            for (String kind : kinds(entry)) {
                String fact = String.join(
                        " ",
                        relation[1],
                        relation[0],
                        kind,
                        Instant.parse(entry.get("occurredAt").s()).toString());
                String withId = fact + " " + entry.get("entryId").s();
                facts.add(withIds.contains(withId) ? withId : fact);
            }
        }
        return facts;
    }

    private static List<String> kinds(Map<String, AttributeValue> entry) {
        List<String> kinds = new ArrayList<>();
        switch (entry.get("kind").s()) {
            case "MARKETING_PREFERENCE" ->
                kinds.add(
                        entry.containsKey("byMessage")
                                ? "MESSAGE_THAT_OPTS_OUT"
                                : entry.get("value").s());
            case "IDENTITY_CHANGED" -> {
                // A change of identity that was told as one, or two ids that an update named together.
                boolean isAlias = entry.get("entryId").s().startsWith("identity~");
                kinds.add((isAlias ? "ALIAS " : "MOVED ") + entry.get("value").s());
            }
            case "CONSENT_DECISION" -> kinds.add(entry.get("value").s());
            default -> kinds.add(entry.get("kind").s());
        }
        return kinds;
    }
}
