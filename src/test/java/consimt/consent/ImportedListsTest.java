package consimt.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Five lists in any order, with rows that stand in them twice, cut off anywhere, with what the people say themselves
 * between them: no refusal is undone, and nothing is refused that nobody refused.
 */
class ImportedListsTest {

    /** More of them with {@code -Pthorough}. */
    private static final int SHUFFLES = Cases.of(8, 1_000);

    private static final int FILES = 5;
    private static final int ROWS = 5;
    private static final List<String> TOPICS = List.of("offers", "news");
    private static final Instant FIRST = Instant.parse("2026-11-10T00:00:00Z");

    private final World world = World.fresh();
    private int cuts;
    private int refusals;
    private int allowed;

    /**
     * @param kind OUT, BLOCK, IN, UNBLOCK, CONTINUE, CLAIMED or AGREED
     * @param topic null for all marketing
     * @param at in seconds since the first instant; few, so that they often meet
     */
    private record Said(
            String person, String kind, @Nullable String topic, int at) {

        /** A refusal told in whole seconds counts from the end of its second, so at the same second it wins. */
        private boolean isBefore(Said yes) {
            return at < yes.at;
        }

        private boolean isAbout(String asked) {
            return topic == null || topic.equals(asked);
        }
    }

    @Test
    void noOrderOfListsUndoesARefusal() {
        world.settle(
                "shop", "'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}]");
        for (int seed = 0; seed < SHUFFLES; seed++) {
            shuffle(new Random(seed), seed);
        }
        assertTrue(cuts > SHUFFLES / 4, cuts + " cuts");
        assertTrue(refusals > SHUFFLES / 2 && allowed > SHUFFLES / 4, refusals + " refused, " + allowed + " allowed");
    }

    private void shuffle(Random random, int seed) {
        List<String> people = Stream.generate(World::somebody).limit(2).toList();
        List<Said> all = new ArrayList<>();
        List<Runnable> steps = new ArrayList<>();
        List<Runnable> wholeFiles = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            int exportedAt = random.nextInt(8);
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                rows.add(row(random, people.get(random.nextInt(people.size())), exportedAt, all));
            }
            String head = "'businessId':'shop','source':'list %d','exportedAt':'%s'".formatted(file, at(exportedAt));
            for (int part = 0; part < 2; part++) {
                List<String> some = new ArrayList<>(rows);
                some.addAll(rows.subList(0, random.nextInt(ROWS)));
                Collections.shuffle(some, random);
                List<String> these = some.subList(0, 1 + random.nextInt(some.size()));
                int cutAfter = random.nextInt(3 * these.size());
                steps.add(() -> cutOff(head, these, cutAfter));
            }
            wholeFiles.add(() -> imports(world, head, rows));
        }
        for (int own = 0; own < 6; own++) {
            String person = people.get(random.nextInt(people.size()));
            steps.add(own(random, person, all));
        }
        Collections.shuffle(steps, random);
        steps.addAll(steps.size() / 2, wholeFiles);
        steps.forEach(Runnable::run);
        for (String person : people) {
            for (String topic : TOPICS) {
                List<Said> said =
                        all.stream().filter(each -> each.person.equals(person)).toList();
                assertEquals(expected(said, topic), verdict(person, topic), () -> "shuffle " + seed + ": " + said);
            }
        }
    }

    /** By all that was said, whenever it came. */
    private String expected(List<Said> said, String topic) {
        List<Said> ins = of(said, "IN").filter(in -> in.isAbout(topic)).toList();
        boolean isOut = of(said, "OUT")
                .filter(out -> out.isAbout(topic))
                .anyMatch(out -> ins.stream().noneMatch(out::isBefore));
        boolean isBlocked =
                of(said, "BLOCK").anyMatch(block -> of(said, "UNBLOCK").noneMatch(block::isBefore));
        boolean isAgreed =
                said.stream().anyMatch(each -> List.of("IN", "CONTINUE").contains(each.kind))
                        || first(said, "CLAIMED", "AGREED") < first(said, "OUT");
        refusals += isOut || isBlocked ? 1 : 0;
        if (isBlocked || isOut) {
            return isBlocked ? "BLOCKED_BY_USER" : "MARKETING_OPTED_OUT";
        }
        if (!isAgreed) {
            return "FIRST_CONTACT_REQUIRED";
        }
        boolean isCovered = !ins.isEmpty() || of(said, "CLAIMED").anyMatch(claim -> claim.isAbout(topic));
        allowed += isCovered ? 1 : 0;
        return isCovered ? "ALLOWED" : "NO_MARKETING_CONSENT";
    }

    /** A claim opens the conversation if it is from before each opt-out. */
    private static int first(List<Said> said, String... kinds) {
        return said.stream()
                .filter(each -> List.of(kinds).contains(each.kind))
                .mapToInt(Said::at)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static Stream<Said> of(List<Said> said, String kind) {
        return said.stream().filter(each -> each.kind.equals(kind));
    }

    /** Of refusals, half tell no time. */
    private static String row(Random random, String person, int exportedAt, List<Said> all) {
        int kind = random.nextInt(12);
        String wish = kind < 3 ? "OPT_OUT" : kind == 3 ? "BLOCK" : kind < 10 ? "OPT_IN" : "AGREED";
        String topic = wish.startsWith("OPT") && random.nextBoolean() ? TOPICS.get(random.nextInt(2)) : null;
        boolean isRefusal = kind <= 3;
        boolean isDated = !isRefusal || random.nextBoolean();
        int at = isDated ? random.nextInt(8) : exportedAt;
        String counts = isRefusal ? (kind < 3 ? "OUT" : "BLOCK") : kind < 10 ? "CLAIMED" : "AGREED";
        all.add(new Said(person, counts, topic, at));
        return "{'userId':'%s','wish':'%s'%s%s%s}"
                .formatted(
                        person,
                        wish,
                        topic == null ? "" : ",'scope':{'topic':'" + topic + "'}",
                        isDated ? ",'occurredAt':'" + at(at) + "'" : "",
                        isRefusal ? "" : ",'proof':'a form'");
    }

    private Runnable own(Random random, String person, List<Said> all) {
        String kind = List.of("IN", "IN", "IN", "OUT", "BLOCK", "UNBLOCK", "UNBLOCK", "CONTINUE")
                .get(random.nextInt(8));
        boolean isWish = kind.equals("IN") || kind.equals("OUT");
        String topic = isWish && random.nextBoolean() ? TOPICS.get(random.nextInt(2)) : null;
        int at = random.nextInt(10);
        all.add(new Said(person, kind, topic, at));
        String function = isWish ? "request-opt-" + kind.toLowerCase(java.util.Locale.ROOT) : "decide-consent";
        String more =
                isWish ? (topic == null ? "" : ",'scope':{'topic':'" + topic + "'}") : ",'decision':'" + kind + "'";
        return () ->
                world.call(function, "{'userId':'%s','businessId':'shop','occurredAt':'%s'%s}", person, at(at), more);
    }

    private static Instant at(int seconds) {
        return FIRST.plusSeconds(seconds);
    }

    private void cutOff(String head, List<String> rows, int after) {
        try {
            imports(world.with(new Fault(1 + after, Fault.When.AFTER)), head, rows);
        } catch (StoreUnavailable asItShould) {
            cuts++;
        }
    }

    private static void imports(World where, String head, List<String> rows) {
        where.call("import-preferences", "{%s,'rows':[%s]}", head, rows.stream().collect(Collectors.joining(",")));
    }

    private String verdict(String person, String topic) {
        return world.may(
                "'businessId':'shop','userId':'%s','category':'MARKETING','scope':{'topic':'%s'}", person, topic);
    }
}
