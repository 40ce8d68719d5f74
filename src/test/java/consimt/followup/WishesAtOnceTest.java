package consimt.followup;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A person says one thing while the call about another is under way, at a business that removes by hand. The work is what
 * the marks ask for, whichever call the other comes before.
 */
class WishesAtOnceTest {

    private static final World WORLD = World.fresh();
    private static final List<String> WISHES = List.of("request-opt-out", "request-opt-in");
    private static final Set<String> PUTS_BACK = Set.of("REINSTATEMENT OPEN", "REINSTATEMENT CLAIMED");
    private static final Set<String> REMOVES = Set.of("REMOVAL OPEN", "REMOVAL CLAIMED");

    /** What was there before, the two wishes, and whether the second is under another id, and is the later one. */
    static Stream<Arguments> wishes() {
        List<String> before = Cases.of(List.of("OPEN", "DONE"), List.of("nothing", "OPEN", "CLAIMED", "DONE", "back"));
        return before.stream()
                .flatMap(there -> WISHES.stream()
                        .flatMap(first -> WISHES.stream()
                                .filter(second -> !second.equals(first) || Cases.of(false, true))
                                .flatMap(second -> Stream.of(0, 1, 2, 3)
                                        .filter(how -> how < 2 || Cases.of(false, true))
                                        .map(how -> Arguments.of(there, first, second, how % 2 == 1, how < 2)))));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void theWorkIsWhatTheMarksAskFor(String before, String first, String second, boolean isOtherId, boolean isLater) {
        for (int call = 1; ; call++) {
            String id = World.somebody();
            String shop = "shop-" + id;
            WORLD.settle(shop, "'removal':{'mode':'MANUAL'}");
            WORLD.move("one", shop, id, "RO." + id);
            begin(shop, id, before);
            Between between = new Between(call, () -> {
                WORLD.clock.pass(Duration.ofSeconds(1));
                says(WORLD, second, shop, isOtherId ? "RO." + id : id, isLater ? 0 : 2);
            });
            says(WORLD.with(between), first, shop, id, 0);
            if (!between.happened()) {
                assertTrue(call > 4);
                return;
            }
            WORLD.clock.pass(Duration.ofMinutes(16));
            WORLD.call("remind-follow-ups", "{}");
            boolean isOut = (isLater ? second : first).equals("request-opt-out");
            Set<String> work = work(shop);
            String what = "before call " + call + ": " + work;
            assertEquals(isOut ? "MARKETING_OPTED_OUT" : "ALLOWED", WORLD.marketing(id, shop), what);
            assertTrue(work.stream().noneMatch((isOut ? PUTS_BACK : REMOVES)::contains), what);
            assertTrue(!isOut || work.contains("REMOVAL DONE") || work.stream().anyMatch(REMOVES::contains), what);
        }
    }

    private static void begin(String shop, String id, String before) {
        if (!before.equals("nothing")) {
            says(WORLD, "request-opt-out", shop, id, 10);
        }
        if (!Set.of("nothing", "OPEN").contains(before)) {
            WORLD.pages("list-follow-ups", "followUps", "'businessId':'%s'".formatted(shop))
                    .forEach(open -> WORLD.step(
                            shop, textOf(open, "followUpId"), before.equals("CLAIMED") ? "CLAIM" : "COMPLETE", "ana"));
        }
        if (before.equals("back")) {
            says(WORLD, "request-opt-in", shop, id, 9);
        }
    }

    private static Set<String> work(String shop) {
        return Stream.of("OPEN", "DONE", "CLAIMED")
                .flatMap(state -> WORLD
                        .pages("list-follow-ups", "followUps", "'businessId':'%s','state':'%s'".formatted(shop, state))
                        .stream())
                .map(work -> textOf(work, "kind").replace("MARKETING_", "") + " " + textOf(work, "state"))
                .collect(Collectors.toSet());
    }

    private static void says(World world, String wish, String shop, String id, int daysAgo) {
        String at = WORLD.clock.instant().minus(Duration.ofDays(daysAgo)).toString();
        String when = daysAgo == 0 ? "" : ",'occurredAt':'" + at + "'";
        world.call(wish, "{'userId':'%s','businessId':'%s','requestId':'%s'%s}", id, shop, wish + daysAgo, when);
    }
}
