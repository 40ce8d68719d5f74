package consimt.person;

import static consimt.kit.Texts.textOf;
import static consimt.person.Persons.businessSays;
import static consimt.person.Persons.who;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Two or three ids are one by the word of the business, told at some moment or again. One of them, through which the others
 * are one, is erased, perhaps cut off, and the relations are lost and rebuilt. What was refused stays refused, and the
 * erased id gets nothing but refusals.
 */
class ErasureOfLinkedIdsTest {

    private static final int HISTORIES = Cases.of(25, 1_500);

    /** What a person said refuses, or may refuse. The other reasons say that nobody agreed. */
    private static final Set<String> REFUSED = Set.of(
            "BLOCKED_BY_USER", "CHANNEL_OPTED_OUT", "MARKETING_OPTED_OUT", "CALLS_OPTED_OUT", "REFUSAL_SUSPECTED");

    private static final List<String> STEPS = List.of(
            "request-opt-out {%s}",
            "request-opt-out {%s,'scope':{'channel':'sms'}}",
            "request-opt-out {%s,'scope':{'channel':'sms'},'categories':'ALL'}",
            "request-opt-out {%s,'scope':{'channel':'voice'}}",
            "request-opt-out {%s,'scope':{'topic':'offers'}}",
            "request-opt-out {%s,'disownsClaims':true}",
            "request-opt-in {%s}",
            "request-opt-in {%s,'scope':{'channel':'sms'}}",
            "request-opt-in {%s,'scope':{'topic':'offers'}}",
            "decide-consent {%s,'decision':'BLOCK'}",
            "decide-consent {%s,'decision':'REPORT','alsoBlock':true}",
            "decide-consent {%s,'decision':'UNBLOCK'}",
            "decide-consent {%s,'decision':'CONTINUE'}",
            "decide-consent {%s,'decision':'MESSAGE_SENT'}",
            "decide-consent {%s,'decision':'MESSAGE_SENT','text':'STOP'}",
            "decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}",
            "business decide-consent %s,'decision':'CONTINUE','proof':'a form','occurredAt':'2026-11-20T10:00:00Z'",
            "business request-opt-in %s,'proof':'a form','occurredAt':'2026-11-20T10:00:00Z','scope':{'topic':'offers'}");

    private final World world = World.fresh();

    @Test
    void whatWasRefusedStaysRefusedAndTheErasedIdGetsRefusalsAlone() {
        world.settle("shop", "'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(new Random(seed), seed).play();
        }
    }

    /** Of a chain X – A – B – Y, first A is erased and then B, and the ids of either order are the smaller ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalStandsAtTheOtherEndOfAChainWhoseMiddleIsErased(boolean isMiddleSmaller) {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        List<String> ids =
                new ArrayList<>(List.of(World.somebody(), World.somebody(), World.somebody(), World.somebody()));
        String x = ids.remove(isMiddleSmaller ? 2 : 0);
        String y = ids.remove(isMiddleSmaller ? 2 : 0);
        List<String> chain = List.of(x, ids.get(0), ids.get(1), y);
        for (int n = 1; n < chain.size(); n++) {
            businessSays(world, "chain." + n, chain.get(n - 1), chain.get(n));
            world.clock.pass(Duration.ofSeconds(2));
        }
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'}}", who(y));
        for (String erased : List.of(chain.get(1), chain.get(2), chain.get(1))) {
            world.clock.pass(Duration.ofSeconds(2));
            world.pages("erase-person", "erased", who(erased));
        }
        assertTheLastOnesNoStandsAtTheFirst(chain);
    }

    /** As the documents say: rebuilt, then erased again. Later the relations are lost too. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aRefusalStandsAtTheOtherEndOfAChainAfterTheLedgerAloneWasRestored(int turned) {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        List<String> ids = four(turned);
        for (int n = 0; n < 3; n++) {
            businessSays(world, "chain" + n, ids.get(n), ids.get(n + 1));
            world.clock.pass(Duration.ofSeconds(2));
        }
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'}}", who(ids.get(3)));
        world.clock.pass(Duration.ofSeconds(2));
        List<Map<String, AttributeValue>> ledger = world.items(world.tables.ledger());
        for (String erased : ids.subList(1, 3)) {
            world.pages("erase-person", "erased", who(erased));
            world.clock.pass(Duration.ofSeconds(2));
        }
        world.restore(world.tables.ledger(), ledger);
        world.pages("rebuild-relation", "differences", "");
        World.answers(token -> world.call("erase-person", "{'again':true%s}", token));
        assertTheLastOnesNoStandsAtTheFirst(ids);
    }

    /** X, B, A and Y in a chain; A was erased before anybody linked it. Each is once the smallest id. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anIdThatWasLinkedAfterItsErasureStaysLinked(int turned) {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        List<String> ids = four(turned);
        for (String id : ids) {
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(id));
        }
        world.clock.pass(Duration.ofSeconds(2));
        world.pages("erase-person", "erased", who(ids.get(2)));
        for (int n = 0; n < 3; n++) {
            world.clock.pass(Duration.ofSeconds(2));
            businessSays(world, "link" + n, ids.get(n), ids.get(n + 1));
        }
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'}}", who(ids.get(3)));
        world.pages("erase-person", "erased", who(ids.get(1)));
        assertTheLastOnesNoStandsAtTheFirst(ids);
    }

    /** Four ids, of which another one is the smallest each time. */
    private static List<String> four(int turned) {
        List<String> ids =
                new ArrayList<>(List.of(World.somebody(), World.somebody(), World.somebody(), World.somebody()));
        Collections.rotate(ids, turned);
        return ids;
    }

    /** After the relations are lost and made anew. */
    private void assertTheLastOnesNoStandsAtTheFirst(List<String> chain) {
        world.restore(world.tables.relations(), List.of());
        chain.forEach(user -> world.pages("rebuild-relation", "differences", who(user)));
        String sms = "%s,'category':'MARKETING','scope':{'channel':'sms'}";
        assertEquals("MARKETING_OPTED_OUT", world.may(sms, who(chain.get(0))));
    }

    /** The relation of the erased id has lost its links by then. */
    @Test
    void aRefusalThatARestoreOfTheLedgerBringsBackIsHandedOverWhenTheErasureIsRepeated() {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        String erased = World.somebody();
        String other = World.somebody();
        businessSays(world, "restored", erased, other);
        world.call("request-opt-out", "{%s,'scope':{'channel':'sms'}}", who(erased));
        world.clock.pass(Duration.ofSeconds(2));
        List<Map<String, AttributeValue>> ledger = world.items(world.tables.ledger());
        world.pages("erase-person", "erased", who(erased));
        world.restore(world.tables.ledger(), ledger);
        World.answers(token -> world.call("erase-person", "{'again':true%s}", token));
        world.restore(world.tables.relations(), List.of());
        world.pages("rebuild-relation", "differences", who(other));
        String sms = "%s,'category':'MARKETING','scope':{'channel':'sms'}";
        assertEquals("MARKETING_OPTED_OUT", world.may(sms, who(other)));
    }

    private final class History {

        private final Random random;
        private final String id = World.somebody();
        private final String other = World.somebody();
        private final List<String> others = new ArrayList<>(List.of(other));
        private final List<String> told = new ArrayList<>();
        private int links;

        History(Random random, int seed) {
            this.random = random;
            told.add("seed " + seed);
            if (seed % 2 == 1) {
                others.add(World.somebody());
            }
        }

        void play() {
            steps(1 + random.nextInt(7), true);
            link();
            steps(random.nextInt(5), true);
            Map<String, Set<String>> refused =
                    others.stream().collect(Collectors.toMap(Function.identity(), this::refused));
            erase();
            assertEquals(Set.of(), allowed(id), told::toString);
            refused.forEach((user, before) -> assertRefused(user, before, "after the erasure"));
            others.forEach(this::lose);
            others.forEach(user -> world.pages("rebuild-relation", "differences", who(user)));
            refused.forEach((user, before) -> assertRefused(user, before, "after a rebuild"));

            steps(random.nextInt(4), false);
            if (random.nextBoolean()) {
                link();
            }
            steps(random.nextInt(4), false);
            assertEquals(Set.of(), allowed(id), told::toString);
            Set<String> then = refused(id);
            world.pages("rebuild-relation", "differences", who(other));
            world.pages("rebuild-relation", "differences", who(id));
            assertEquals(Set.of(), allowed(id), told::toString);
            Set<String> less = new TreeSet<>(then);
            less.removeAll(refused(id));
            assertEquals(Set.of(), less, told::toString);
        }

        private void assertRefused(String user, Set<String> refused, String when) {
            Set<String> less = new TreeSet<>(refused);
            less.removeAll(refused(user));
            assertEquals(Set.of(), less, () -> when + " " + told);
        }

        private void link() {
            told.add("link");
            others.forEach(user -> businessSays(world, "link." + links++, id, user));
            world.clock.pass(Duration.ofSeconds(2));
        }

        /** @param ofBoth whether the id that is to be erased says something too */
        private void steps(int number, boolean ofBoth) {
            for (int n = 0; n < number; n++) {
                int which = !ofBoth || random.nextBoolean() ? random.nextInt(others.size()) : -1;
                String step = STEPS.get(random.nextInt(STEPS.size()));
                told.add((which < 0 ? "id " : "other " + which + " ") + step);
                String[] parts = step.split(" ", 3);
                String said = who(which < 0 ? id : others.get(which));
                if (parts[0].equals("business")) {
                    world.byBusiness("shop", parts[1], parts[2], said);
                } else {
                    world.call(parts[0], step.substring(parts[0].length() + 1), said);
                }
                world.clock.pass(Duration.ofSeconds(random.nextInt(3)));
            }
        }

        private void erase() {
            world.clock.pass(Duration.ofSeconds(2));
            int failing = 1 + random.nextInt(30);
            told.add("erase, failing at " + failing);
            Fault.When when = random.nextBoolean() ? Fault.When.BEFORE : Fault.When.AFTER;
            World cut = world.with(new Fault(failing, when));
            Fault.cutsOff(() -> cut.pages("erase-person", "erased", who(id)));
            world.clock.pass(Duration.ofSeconds(1));
            world.pages("erase-person", "erased", who(id));
            world.clock.pass(Duration.ofSeconds(2));
        }

        private void lose(String user) {
            world.client.deleteItem(delete -> delete.tableName(world.tables.relations())
                    .key(Map.of("userId", AttributeValue.fromS(user), "businessId", AttributeValue.fromS("shop"))));
        }

        private Set<String> allowed(String user) {
            return asked(user, Set.of("ALLOWED"));
        }

        private Set<String> refused(String user) {
            return asked(user, REFUSED);
        }

        private Set<String> asked(String user, Set<String> answers) {
            List<String> asks = new ArrayList<>();
            for (String category : List.of("MARKETING", "UTILITY", "AUTHENTICATION", "SERVICE", "CALL")) {
                List<String> scopes = category.equals("CALL")
                        ? List.of("{}", "{'topic':'offers'}")
                        : List.of(
                                "{}",
                                "{'channel':'sms'}",
                                "{'channel':'email'}",
                                "{'channel':'sms','topic':'offers'}",
                                "{'channel':'email','topic':'offers'}",
                                "{'channel':'voice'}");
                scopes.forEach(scope ->
                        asks.add("{'userId':'%s','category':'%s','scope':%s}".formatted(user, category, scope)));
            }
            JsonNode results = world.call(
                            "check-permission", "{'businessId':'shop','asks':[%s]}", String.join(",", asks))
                    .get("results");
            Set<String> found = new TreeSet<>();
            for (int n = 0; n < asks.size(); n++) {
                JsonNode result = results.get(n);
                String answer = textOf(result, result.has("reason") ? "reason" : "permission");
                if (answers.contains(answer)) {
                    found.add(asks.get(n).substring(asks.get(n).indexOf("'category'")));
                }
            }
            return found;
        }
    }
}
