package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same history of three ids with links and without: a link makes nothing more allowed, in any order. */
class ToldIdsHistoriesTest {

    private static final World WORLD = World.fresh();
    private static final int HISTORIES = Boolean.getBoolean("consimt.thorough") ? 2_000 : 150;
    private static final List<String> SCOPES =
            List.of("", ",'scope':{'channel':'sms'}", ",'scope':{'channel':'email'}", ",'scope':{'topic':'news'}");

    private static int people;

    @BeforeAll
    static void settle() {
        String topics = ",'topics':[{'code':'news','labels':{'en':'News'}}]";
        WORLD.settle("shop", "'marketingBasis':'CONVERSATION'" + topics);
    }

    /**
     * A step of a history.
     *
     * @param id of whom, and {@code other} that is told with it
     */
    private record Step(int id, int other, boolean links, int what, int scope, Instant at) {

        void by(String[] ids, boolean withLinks) {
            String who = "'userId':'" + ids[id] + "','businessId':'shop'";
            String link = withLinks && links ? ",'alsoKnownAs':['" + ids[other] + "']" : "";
            String told = who + link + ",'occurredAt':'" + at + "'";
            String claimed = told + ",'proof':'p'";
            switch (what) {
                case 0, 1 -> WORLD.call("request-opt-out", "{" + told + SCOPES.get(scope) + "}");
                case 2 -> WORLD.call("request-opt-in", "{" + told + SCOPES.get(scope) + "}");
                case 3 -> WORLD.call("decide-consent", "{" + told + ",'decision':'BLOCK'}");
                case 4 -> WORLD.call("decide-consent", "{" + told + ",'decision':'UNBLOCK'}");
                case 5 -> WORLD.call("decide-consent", "{" + told + ",'decision':'CONTINUE'}");
                case 6 -> WORLD.byBusiness("shop", "request-opt-in", claimed + SCOPES.get(scope));
                case 7 -> WORLD.byBusiness("shop", "decide-consent", claimed + ",'decision':'CONTINUE'");
                case 8 ->
                    WORLD.call(
                            "decide-consent",
                            "{" + told + ",'decision':'MESSAGE_SENT','text':'please do not contact me again'}");
                case 9 -> WORLD.call("request-opt-out", "{" + told + ",'disownsClaims':true}");
                case 10 ->
                    WORLD.call(
                            "import-preferences",
                            "{'businessId':'shop','source':'l','rows':[{'userId':'" + ids[id] + "'" + link
                                    + ",'wish':'OPT_OUT','occurredAt':'" + at + "'}]}");
                case 11 -> WORLD.call("erase-person", "{'userId':'" + ids[id] + "','businessId':'shop'}");
                default -> WORLD.call("open-conversation", "{" + who + link + "}");
            }
        }
    }

    private static String[] ids() {
        int person = people++;
        return new String[] {
            String.valueOf(40_755_700_000L + person), "a" + person + "@example.org", "b" + person + "@example.org"
        };
    }

    private static List<String> answers(String[] ids) {
        List<String> answers = new ArrayList<>();
        for (String id : ids) {
            for (String asked : List.of("MARKETING", "UTILITY", "SERVICE")) {
                for (String scope : SCOPES.subList(0, asked.equals("MARKETING") ? 4 : 3)) {
                    answers.add(
                            WORLD.may("'userId':'" + id + "','businessId':'shop','category':'" + asked + "'" + scope));
                }
            }
        }
        return answers;
    }

    @Test
    void aLinkMakesNothingMoreAllowed() {
        int stricter = 0;
        for (int history = 0; history < HISTORIES; history++) {
            Random random = new Random(history);
            String[] linked = ids();
            String[] apart = ids();
            StringBuilder said = new StringBuilder("history " + history);
            boolean wasErased = false;
            int length = 3 + random.nextInt(9);
            for (int n = 0; n < length; n++) {
                WORLD.clock.pass(Duration.ofMinutes(1 + random.nextInt(600)));
                Instant at = random.nextBoolean()
                        ? WORLD.clock.instant()
                        : WORLD.clock.instant().minus(Duration.ofMinutes(random.nextInt(3_000)));
                int id = random.nextInt(3);
                Step step = new Step(
                        id,
                        (id + 1 + random.nextInt(2)) % 3,
                        random.nextBoolean(),
                        random.nextInt(13),
                        random.nextInt(SCOPES.size()),
                        at);
                wasErased |= step.what == 11;
                said.append('\n').append(step);
                step.by(linked, true);
                step.by(apart, false);
            }
            List<String> with = answers(linked);
            List<String> without = answers(apart);
            assertAllowsNoMore(with, without, said);
            for (int each = 0; each < with.size(); each++) {
                stricter += isMoreAllowed(without.get(each), with.get(each)) ? 1 : 0;
            }
            for (String id : linked) {
                JsonNode rebuilt = WORLD.call("rebuild-relation", "{'userId':'%s','businessId':'shop'}", id);
                assertEquals(
                        "FOUND",
                        rebuilt.path("outcome")
                                .asText()
                                .replace("REBUILT", "FOUND")
                                .replace("UNCHANGED", "FOUND"),
                        said::toString);
            }
            // An erased id knows nothing of others. Their ledgers still name it, and so a rebuild may be stricter.
            if (wasErased) {
                assertAllowsNoMore(answers(linked), with, said);
            } else {
                assertEquals(with, answers(linked), said::toString);
            }
        }
        assertTrue(stricter > HISTORIES);
    }

    /** Two callers at once: the second comes between two calls of the store by the first. */
    @Test
    void noIdReadsDoneWhileItIsRefusedByHandAndNobodyRemovedIt() {
        int histories = Cases.of(150, 10_000);
        int open = 0;
        int done = 0;
        for (int history = 0; history < histories; history++) {
            String shop = "hand" + history;
            WORLD.settle(shop, "'removal':{'mode':'MANUAL'}");
            Random random = new Random(history);
            String[] ids = ids();
            Set<String> offTheList = new HashSet<>();
            StringBuilder said = new StringBuilder("history " + history);
            int length = 3 + random.nextInt(7);
            for (int n = 0; n < length; n++) {
                WORLD.clock.pass(Duration.ofMinutes(1 + random.nextInt(6_000)));
                String first = byHand(ids, random);
                String second = byHand(ids, random);
                boolean areAtOnce = random.nextInt(3) == 0;
                said.append('\n').append(first).append(areAtOnce ? " | " + second : "");
                World here = areAtOnce
                        ? WORLD.with(new Between(1 + random.nextInt(14), () -> said(WORLD.elsewhere(), shop, second)))
                        : WORLD;
                said(here, shop, first);
                for (String id : ids) {
                    JsonNode stands = WORLD.call("read-relation", "{'userId':'%s','businessId':'%s'}", id, shop);
                    boolean isRefused =
                            stands.at("/relation/marketing").asText().equals("OPTED_OUT");
                    if (isRefused
                            && stands.at("/relation/removal/status").asText().equals("DONE")) {
                        done++;
                        assertTrue(offTheList.contains(id), () -> said + "\n" + id + " reads " + stands);
                    }
                }
                for (JsonNode piece : WORLD.pages("list-follow-ups", "followUps", "'businessId':'" + shop + "'")) {
                    open++;
                    if (random.nextInt(3) == 0) {
                        String id = piece.path("userId").asText();
                        boolean isRemoval = piece.path("kind").asText().equals("MARKETING_REMOVAL");
                        said.append(isRemoval ? "\nremoved " : "\nput back ").append(id);
                        WORLD.step(shop, piece.path("followUpId").asText(), "COMPLETE", "ana");
                        boolean unused = isRemoval ? offTheList.add(id) : offTheList.remove(id);
                    }
                }
            }
        }
        assertTrue(open > histories && done > histories / 4, open + " open, " + done + " done");
    }

    private static String byHand(String[] ids, Random random) {
        int id = random.nextInt(3);
        String who = "'userId':'" + ids[id] + "'";
        String link = random.nextBoolean() ? ",'alsoKnownAs':['" + ids[(id + 1 + random.nextInt(2)) % 3] + "']" : "";
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> "request-opt-out " + who + link;
            case 3, 4 -> "request-opt-in " + who + link;
            case 5 -> "open-conversation " + who + link;
            case 6 -> "rebuild-relation " + who;
            default -> "request-opt-out " + who;
        };
    }

    private static void said(World world, String shop, String step) {
        String[] parts = step.split(" ", 2);
        world.call(parts[0], "{'businessId':'" + shop + "'," + parts[1] + "}");
    }

    /** Where a no that crossed forbids a first contact, nobody waits for its answer. */
    private static boolean isMoreAllowed(String one, String other) {
        return one.equals("ALLOWED") && !other.equals("ALLOWED") && !other.equals("AWAITING_DECISION");
    }

    private static void assertAllowsNoMore(List<String> these, List<String> others, StringBuilder said) {
        for (int each = 0; each < these.size(); each++) {
            assertFalse(isMoreAllowed(these.get(each), others.get(each)), () -> said + "\n" + these + "\n" + others);
        }
    }
}
