package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.OneOf;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** However many reports there are under however many ids: the same fifty count under each. */
class ReportsOfSeveralIdsTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final World WORLD = World.fresh();

    /** Some reports under each of four ids, made one in any order of steps, some of which come again. */
    @Property(tries = 500)
    @OneOf(5)
    void whichReportsCountFollowsFromAllReportsAlone(
            @ForAll @Size(4) List<@IntRange(max = 60) Integer> counts, @ForAll long seed) {
        Random random = new Random(seed);
        List<Standing> parts = new ArrayList<>();
        Set<String> all = new TreeSet<>();
        int from = 0;
        for (int count : counts) {
            Standing part = Standing.UNKNOWN;
            List<Integer> reports = new ArrayList<>(
                    IntStream.range(Math.max(0, from - 5), from + count).boxed().toList());
            Collections.shuffle(reports, random);
            for (int report : reports) {
                part = part.with(report(report));
                all.add(entry(report).shortKey());
            }
            parts.add(part);
            from += count;
        }
        Set<String> expected = all.stream().limit(Standing.MOST_REPORTS).collect(Collectors.toSet());
        for (int order = 0; order < 5; order++) {
            List<Standing> steps = new ArrayList<>(parts);
            steps.add(parts.get(random.nextInt(parts.size())));
            steps.add(steps.get(0).with(steps.get(1)));
            Collections.shuffle(steps, random);
            Standing joined = steps.stream().reduce(Standing.UNKNOWN, Standing::with);
            assertEquals(expected, joined.reports());
            assertEquals(joined, joined.with(joined));
        }
    }

    /** On the engine: reports before, between and after the changes of the id, whose order differs each time. */
    @RepeatedTest(4)
    void theStoreKeepsTheSameFiftyUnderAllIds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String person = World.somebody();
        List<String> ids = List.of(person, "RO." + person, "RO.x." + person);
        List<Runnable> steps = new ArrayList<>();
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 105; i++) {
            String request = "r" + i;
            String id = ids.get(i % 3);
            all.add(EntryId.ofRequest(request).shortKey());
            steps.add(() -> WORLD.call(
                    "decide-consent",
                    "{'userId':'%s','businessId':'b','requestId':'%s','decision':'REPORT','report':{'reason':'SPAM'}}",
                    id,
                    request));
        }
        Collections.shuffle(steps, random);
        steps.add(30 + random.nextInt(70), () -> WORLD.move("one", "b", ids.get(0), ids.get(1)));
        steps.add(30 + random.nextInt(70), () -> WORLD.move("two", "b", ids.get(1), ids.get(2)));
        steps.forEach(Runnable::run);

        Set<String> expected = all.stream().limit(Standing.MOST_REPORTS).collect(Collectors.toSet());
        for (String id : ids) {
            Standing standing = WORLD.stores.standings().of(World.relation(id, "b"), Consistency.STRONG);
            assertEquals(expected, standing.reports(), id);
            assertTrue(standing.knownAs().size() == 3);
        }
    }

    private static Fact report(int number) {
        return Fact.of(Fact.Kind.REPORT, new Mark(AT, entry(number)));
    }

    private static EntryId entry(int number) {
        return EntryId.ofRequest("r" + number);
    }
}
