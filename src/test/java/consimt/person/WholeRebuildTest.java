package consimt.person;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.runtime.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All relations there are, page by page and segment by segment. */
class WholeRebuildTest {

    /** 20,000 for the figures of {@code docs/rebuild.md}. */
    private static final int RELATIONS = Integer.getInteger("consimt.relations", Cases.of(110, 450));

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void allThatWasLostIsThereAgain(int segments) {
        fill();
        int relations = world.items(world.tables.relations()).size();
        world.restore(world.tables.relations(), List.of());
        meter.take();
        long began = System.nanoTime();
        int checked = 0;
        int differences = 0;
        int calls = 0;
        for (int segment = 0; segment < segments; segment++) {
            String token = "";
            do {
                JsonNode page =
                        world.call("rebuild-relation", "{'segment':%d,'segments':%d%s}", segment, segments, token);
                checked += page.get("checked").intValue();
                differences += page.get("differences").size();
                calls++;
                assertTrue(page.get("checked").intValue() <= 100);
                token = page.has("nextToken") ? ",'nextToken':'" + textOf(page, "nextToken") + "'" : "";
            } while (!token.isEmpty());
        }
        Meter.Reading took = meter.take();
        System.out.printf(
                "%d relations in %d calls: %.1f s, %d store calls, %.1f read and %.1f write units%n",
                checked,
                calls,
                (System.nanoTime() - began) / 1e9,
                took.calls().size(),
                took.readUnits(),
                took.writeUnits());
        assertEquals(RELATIONS, checked);
        assertTrue(differences >= RELATIONS);
        assertEquals(relations, world.items(world.tables.relations()).size());
        assertEquals(List.of(), RebuildTest.rebuild(world, "'dryRun':true"));
    }

    @Test
    void ofOneBusinessAreThoseOfNoOther() {
        fill();
        world.call("configure-business", "{'businessId':'other','name':'B','country':'RO'}");
        for (int i = 0; i < 5; i++) {
            world.call("request-opt-out", "{'userId':'%s','businessId':'other'}", World.somebody());
        }
        world.restore(world.tables.relations(), List.of());
        TreeSet<String> named = new TreeSet<>();
        RebuildTest.rebuild(world, "'businessId':'other'").forEach(each -> named.add(textOf(each, "businessId")));
        assertEquals(List.of("other"), List.copyOf(named));
        assertEquals(5, world.items(world.tables.relations()).size());
    }

    private void fill() {
        world.call("configure-business", "{'businessId':'shop','name':'A','country':'RO'}");
        List<Runnable> calls = new ArrayList<>();
        IntStream.range(0, RELATIONS).forEach(i -> {
            String who = "'userId':'%s','businessId':'shop'".formatted(World.somebody());
            calls.add(() -> {
                world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
                if (i % 3 == 0) {
                    world.call("request-opt-out", "{%s}", who);
                }
            });
        });
        Parallel.run(calls);
    }
}
