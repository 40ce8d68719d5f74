package consimt.person;

import static consimt.person.Persons.businessSays;
import static consimt.person.Persons.left;
import static consimt.person.Persons.who;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What others write before each call of the store that an erasure makes, or an erasure before each of theirs. */
class ErasureMeetsOthersTest {

    private static final String REPORT = "{%s,'decision':'REPORT','report':{'reason':'SPAM','details':'papagal'}}";

    /** By the business's word first, by more in the middle: then the id is the person's. */
    @Test
    void anIdThatIsVouchedForInTheMiddleIsErasedToo() {
        List<String> broken = new ArrayList<>();
        boolean happened = true;
        for (int call = 1; happened; call += Cases.of(3, 1)) {
            int at = call;
            World world = World.fresh();
            String id = World.somebody();
            String other = World.somebody();
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
            world.call("request-opt-in", "{%s}", who(other));
            world.call("decide-consent", REPORT, who(other));
            businessSays(world, "theirs", id, other);
            world.clock.pass(Duration.ofSeconds(1));
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                world.elsewhere().move("m", "shop", other, id);
                world.clock.pass(Duration.ofSeconds(1));
            });
            world.with(between).pages("erase-person", "erased", who(id));
            happened = between.happened();
            if (happened) {
                left(world, "papagal").forEach(text -> broken.add(at + ": text stays"));
                noteWhatIsWrong(world, call, broken);
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void twoErasuresAtOnceOfTwoIdsLeaveNothingEvenAfterARestore() {
        List<String> broken = new ArrayList<>();
        boolean happened = true;
        for (int call = 1; happened; call += Cases.of(3, 1)) {
            World world = World.fresh();
            String id = World.somebody();
            String other = World.somebody();
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
            world.call("request-opt-in", "{%s}", who(other));
            world.move("m", "shop", other, id);
            world.clock.pass(Duration.ofSeconds(1));
            List<List<Map<String, AttributeValue>>> ledger = new ArrayList<>();
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                world.elsewhere().call("decide-consent", REPORT, who(other));
                world.clock.pass(Duration.ofSeconds(1));
                ledger.add(world.items(world.tables.ledger()));
                world.elsewhere().pages("erase-person", "erased", who(other));
                world.clock.pass(Duration.ofSeconds(1));
            });
            world.with(between).pages("erase-person", "erased", who(id));
            happened = between.happened();
            world.clock.pass(Duration.ofSeconds(1));
            if (happened) {
                for (String each : List.of(id, other)) {
                    if (world.marketing(each, "shop").equals("ALLOWED")) {
                        broken.add(call + ": allowed");
                    }
                }
                noteWhatIsWrong(world, call, broken);
                world.restore(world.tables.ledger(), ledger.get(0));
                world.pages("erase-person", "erased", "'again':true");
                if (world.items(world.tables.ledger()).toString().contains("papagal")) {
                    broken.add(call + ": text after the restore");
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    /** The entry is stored, and the whole erasure happens before the marks move. */
    @Test
    void aBlockWhoseEntryIsErasedBeforeItsMarkIsInTheLedger() {
        List<String> broken = new ArrayList<>();
        boolean happened = true;
        for (int call = 1; happened; call++) {
            World world = World.fresh();
            String id = World.somebody();
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
            world.clock.pass(Duration.ofSeconds(1));
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                world.elsewhere().pages("erase-person", "erased", who(id));
                world.clock.pass(Duration.ofSeconds(1));
            });
            JsonNode answer = world.with(between).call("decide-consent", "{%s,'decision':'BLOCK'}", who(id));
            happened = between.happened();
            if (happened) {
                assertEquals("RECORDED", answer.get("outcome").textValue());
                assertEquals("BLOCKED_BY_USER", world.marketing(id, "shop"));
                noteWhatIsWrong(world, call, broken);
            }
        }
        assertEquals(List.of(), broken);
    }

    private static void noteWhatIsWrong(World world, int call, List<String> broken) {
        world.pages("rebuild-relation", "differences", "'dryRun':true").forEach(each -> broken.add(call + ": " + each));
        if (world.items(world.tables.relations()).stream().anyMatch(item -> item.containsKey("knownAs"))) {
            broken.add(call + ": linked");
        }
    }
}
