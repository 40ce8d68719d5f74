package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One table is put back to an earlier second while all others are as they are now. The procedure of
 * {@code docs/operating.md#restore} is followed: configure again, rebuild, then serve.
 */
class RestoreTest {

    /** For each case; more of them with {@code -Pthorough}. */
    private static final int HISTORIES = Cases.of(1, 40);

    /**
     * Why a person refuses. Where there was no agreement yet, one that was cut off after its entry is made from the
     * ledger.
     */
    private static final Set<String> OF_THE_PERSON =
            Set.of("BLOCKED_BY_USER", "CHANNEL_OPTED_OUT", "MARKETING_OPTED_OUT");

    @ParameterizedTest
    @ValueSource(strings = {"relations", "follow-ups", "both"})
    void whatFollowsFromTheLedgerIsAsIfNothingWasRestored(String which) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Restored restored = new Restored(seed, which);
            Map<String, JsonNode> without = restored.withoutRestore();
            Map<String, JsonNode> with = restored.withRestore();
            RebuildTest.View.assertSame(without, with, restored.told);
            restored.history.serves(12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "all"})
    void noRefusalIsLostWithTheLedger(String which) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Restored restored = new Restored(seed, which);
            // What was cut off, so that nobody heard of it, may be lost with the ledger.
            Map<String, JsonNode> before = RebuildTest.View.of(restored.history);
            Map<String, JsonNode> with = restored.withRestore();
            if (which.equals("ledger")) {
                assertNoRefusalIsLost(before, with, restored.told);
            }
            restored.history.serves(12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relations", "follow-ups", "ledger"})
    void servedBeforeTheRebuildNothingFails(String which) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Restored restored = new Restored(seed, which);
            restored.restore();
            restored.history.serves(6);
            RebuildTest.rebuild(restored.history.world, "");
            restored.history.serves(6);
            RebuildTest.rebuild(restored.history.world, "");
            if (which.equals("relations")) {
                assertEquals(List.of(), RebuildTest.rebuild(restored.history.world, "'dryRun':true"), restored.told);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void settingsThatWereRestoredAreSettledAgain(int seed) {
        Restored restored = new Restored(seed, "businesses");
        restored.history.settleAgain();
        Map<String, JsonNode> without = restored.withoutRestore();
        Map<String, JsonNode> with = restored.withRestore();
        RebuildTest.View.assertSame(without, with, restored.told);
    }

    private static void assertNoRefusalIsLost(Map<String, JsonNode> without, Map<String, JsonNode> with, String told) {
        without.forEach((asked, answer) -> {
            if (OF_THE_PERSON.contains(answer.at("/results/0/reason").asText())) {
                assertEquals(
                        "REFUSED", with.get(asked).at("/results/0/permission").textValue(), () -> asked + " " + told);
            }
        });
    }

    /** A history with a copy of a table, of some moment in it. */
    private static final class Restored {

        final RandomHistory history;
        final String told;
        private final World world;
        private final List<String> tables;
        private final Map<String, List<Map<String, AttributeValue>>> copies = new HashMap<>();

        Restored(int seed, String which) {
            this.world = World.fresh();
            this.history = new RandomHistory(world, seed);
            this.tables = switch (which) {
                case "relations" -> List.of(world.tables.relations());
                case "follow-ups" -> List.of(world.tables.followUps());
                case "both" -> List.of(world.tables.relations(), world.tables.followUps());
                case "ledger" -> List.of(world.tables.ledger());
                case "businesses" -> List.of(world.tables.businesses());
                default -> List.of(world.tables.relations(), world.tables.followUps(), world.tables.ledger());
            };
            Random random = new Random(seed);
            history.goesOn(random.nextInt(20));
            tables.forEach(table -> copies.put(table, world.items(table)));
            history.goesOn(1 + random.nextInt(20));
            history.ends();
            this.told = "history " + seed + ", " + which + ": " + history.steps;
        }

        void restore() {
            copies.forEach(world::restore);
        }

        /** How it goes on where nothing was restored. Then all is as before. */
        Map<String, JsonNode> withoutRestore() {
            Instant now = world.clock.instant();
            Map<String, List<Map<String, AttributeValue>>> all = new HashMap<>();
            for (String table : List.of(
                    world.tables.relations(),
                    world.tables.followUps(),
                    world.tables.ledger(),
                    world.tables.businesses())) {
                all.put(table, world.items(table));
            }
            Map<String, JsonNode> view = goesOn();
            all.forEach(world::restore);
            world.clock.set(now);
            return view;
        }

        Map<String, JsonNode> withRestore() {
            restore();
            if (tables.contains(world.tables.businesses())) {
                history.settleAgain();
            }
            return goesOn();
        }

        private Map<String, JsonNode> goesOn() {
            RebuildTest.rebuild(world, "");
            world.clock.pass(Duration.ofMinutes(20));
            world.call("remind-follow-ups", "{}");
            return RebuildTest.View.of(history);
        }
    }
}
