package consimt.person;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Ledgers;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import consimt.ledger.Entry.ChangeType;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.notice.ChangeId;
import consimt.notice.delivery.Undelivered;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.record.Recorders;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** After an erasure nothing is left of a person but what they refuse, and nothing brings it back in silence. */
class ErasePersonTest {

    private static final int HISTORIES = Cases.of(2, 3_000);

    /** Each call of the store with {@code -Pthorough}, else some of them. */
    private static final int STEP = Cases.of(29, 1);

    private static final int FIRST = 1 + STEP / 2;

    /** The histories of one run; each has tables of its own. */
    @Test
    void whatEverHappenedWhatRemainsIsTheNoAndNothingBringsTheRestBack() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Person person = new Person(World.fresh(), seed);
            person.exports();
            List<String> neighbour = person.itemsOf(person.neighbour);
            person.erase();
            person.assertErased(false);
            assertEquals(neighbour, person.itemsOf(person.neighbour), person.told);
            person.closeWork();
            person.erase();
            person.assertErased(true);

            person.history.comesAgain();
            person.assertNoPermission();
            person.assertNoConversation();
            person.closeWork();
            person.erase();
            person.assertErased(true);
            person.optsIn();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutAnywhereTheNoStandsAndTheSameCallGoesOn(Fault.When when) {
        boolean happened = true;
        for (int call = FIRST; happened; call += STEP) {
            Person person = new Person(World.fresh());
            Fault fault = new Fault(call, when);
            boolean isCut = person.isCut(person.history.world.with(fault));
            happened = fault.happened();
            assertEquals(happened, isCut);
            String told = when + " " + call;
            // The first calls of the store write nothing.
            if (person.isErased()) {
                person.assertNoPermission();
            }
            assertTrue(isCut || person.isErased(), told);
            person.erase();
            person.assertErased(false);
            person.closeWork();
            person.erase();
            person.assertErased(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-opt-out", "decide-consent", "move"})
    void aNoThatComesInTheMiddleStands(String what) {
        boolean happened = true;
        for (int call = FIRST; happened; call += STEP) {
            Person person = new Person(World.fresh());
            World world = person.history.world;
            String id = person.history.ids.get(1);
            String who = "'userId':'%s','businessId':'manual'".formatted(id);
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                World other = world.elsewhere();
                switch (what) {
                    case "move" -> other.move("m", "manual", id, person.neighbour);
                    case "decide-consent" -> other.call(what, "{%s,'decision':'BLOCK'}", who);
                    default -> other.call(what, "{%s,'scope':{'channel':'sms'}}", who);
                }
                world.clock.pass(Duration.ofSeconds(1));
            });
            assertFalse(person.isCut(world.with(between)));
            happened = between.happened();
            String told = what + " before call " + call;
            assertTrue(person.isErased(), told);
            person.assertNoPermission();
            if (happened && what.equals("decide-consent")) {
                assertEquals("BLOCKED_BY_USER", world.marketing(id, "manual"), told);
            }
            if (happened && what.equals("move")) {
                assertNotEquals("ALLOWED", world.marketing(person.neighbour, "manual"), told);
            }
        }
    }

    /** The moved id had a yes, so the no of the erased one alone refuses. */
    @ParameterizedTest
    @ValueSource(strings = {"BLOCK", "OPT_OUT"})
    void anIdThatIsMergedInTheMiddleGetsTheNoAndIsErasedToo(String no) {
        boolean happened = true;
        for (int call = Cases.of(2, 1); happened; call += Cases.of(3, 1)) {
            World world = World.fresh();
            world.settle("shop", "'marketingBasis':'CONVERSATION'");
            String from = World.somebody();
            String to = World.somebody();
            world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", from);
            world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", to);
            world.clock.pass(Duration.ofSeconds(1));
            world.call(
                    no.equals("BLOCK") ? "decide-consent" : "request-opt-out",
                    "{'userId':'%s','businessId':'shop'%s}",
                    from,
                    no.equals("BLOCK") ? ",'decision':'BLOCK'" : "");
            assertEquals("ALLOWED", world.marketing(to, "shop"));
            world.clock.pass(Duration.ofSeconds(1));
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                world.elsewhere().move("m", "shop", from, to);
                world.clock.pass(Duration.ofSeconds(1));
            });
            world.with(between).pages("erase-person", "erased", "'userId':'" + from + "'");
            happened = between.happened();
            String told = no + " and a merge before call " + call;
            String refused = no.equals("BLOCK") ? "BLOCKED_BY_USER" : "MARKETING_OPTED_OUT";
            assertEquals(refused, world.marketing(from, "shop"), told);
            assertEquals(happened ? refused : "ALLOWED", world.marketing(to, "shop"), told);
            assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"), told);
        }
    }

    @Test
    void aReportInTheMiddleIsErasedOrStays() {
        String said = "'decision':'REPORT','report':{'reason':'SPAM'}";
        boolean happened = true;
        for (int call = Cases.of(2, 1); happened; call += Cases.of(3, 1)) {
            World world = World.fresh();
            String id = World.somebody();
            world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", id);
            world.clock.pass(Duration.ofSeconds(1));
            Between between = new Between(call, () -> {
                world.clock.pass(Duration.ofSeconds(1));
                world.elsewhere().call("decide-consent", "{'userId':'%s','businessId':'shop',%s}", id, said);
                world.clock.pass(Duration.ofSeconds(1));
            });
            world.with(between).pages("erase-person", "erased", "'userId':'" + id + "'");
            happened = between.happened();
            assertEquals(
                    List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"), "before call " + call);
        }
    }

    /** A page of a dry run has no refusal behind it, so the erasure begins anew there. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyEntriesTakeSeveralCallsAndTheNoStandsFromTheFirst(boolean beginsDry) {
        World world = World.fresh();
        String id = World.somebody();
        String who = "'userId':'%s','businessId':'manual'".formatted(id);
        Ledgers.fill(world, World.relation(id, "manual"), Ledgers.entries(600, world.clock.instant()::plusMillis));
        world.clock.pass(Duration.ofSeconds(1));
        for (String decision : List.of("BLOCK", "UNBLOCK")) {
            world.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
            world.clock.pass(Duration.ofMillis(2));
        }
        JsonNode first = world.call("erase-person", "{%s,'dryRun':%s}", who, beginsDry);
        String token = textOf(first, "nextToken");
        world.clock.pass(Duration.ofSeconds(1));
        JsonNode second = world.call("erase-person", "{%s,'nextToken':'%s'}", who, token);
        assertEquals("MARKETING_OPTED_OUT", world.marketing(id, "manual"));
        if (beginsDry) {
            token = textOf(second, "nextToken");
            second = world.call("erase-person", "{%s,'nextToken':'%s'}", who, token);
        }
        assertFalse(second.has("nextToken"));
        assertEquals(List.of("PERSON_ERASED"), textsOf(world.pages("read-ledger", "entries", who), "kind"));
        assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"));
    }

    /** A delete with its indexes is three. */
    @Test
    void anEntryThatWasToldCostsThreeUnitsAndAHalfAtMost() {
        double entry = (unitsOfErasing(150) - unitsOfErasing(50)) / 100;
        assertTrue(entry > 0 && entry <= 3.5, () -> entry + " units");
    }

    private static double unitsOfErasing(int entries) {
        Meter meter = new Meter();
        World world = World.fresh(meter);
        String who = "'userId':'%s','businessId':'automatic'".formatted(World.somebody());
        for (int n = 0; n < entries; n++) {
            world.call(n % 2 == 0 ? "request-opt-out" : "request-opt-in", "{%s}", who);
            world.clock.pass(Duration.ofSeconds(1));
        }
        meter.take();
        world.call("erase-person", "{%s}", who);
        return meter.take().writeUnits();
    }

    @Test
    void aReservationWithoutARelationIsForgotten() {
        World world = World.fresh();
        String id = World.somebody();
        world.call("decide-consent", "{'userId':'%s','businessId':'b','decision':'CONTINUE'}", id);
        for (String business : List.of("a", "c")) {
            world.call("open-conversation", "{'userId':'%s','businessId':'%s','reserve':true}", id, business);
        }
        world.clock.pass(Duration.ofSeconds(1));
        assertEquals(
                List.of("a", "b", "c"),
                textsOf(world.pages("erase-person", "erased", "'userId':'" + id + "'"), "businessId"));
        assertFalse(world.items(world.tables.aside()).stream()
                .anyMatch(item -> item.get("of").s().startsWith("introduction#")));
    }

    /** The procedure of docs/operating.md, in its order, after each table alone was put back to before the erasure. */
    @ParameterizedTest
    @CsvSource({
        "relations, false",
        "ledger, false",
        "follow-ups, false",
        "aside, false",
        "businesses, false",
        "revocations, false",
        "relations, true",
        "ledger, true",
        "follow-ups, true",
        "aside, true",
    })
    void aTableThatWasPutBackIsErasedAgain(String restored, boolean isMoreSince) {
        Person person = new Person(World.fresh());
        World world = person.history.world;
        String id = person.history.ids.get(0);
        world.call("open-conversation", "{'userId':'%s','businessId':'signing','reserve':true}", id);
        person.anEndpointTakesNone();
        String table = Map.of(
                        "relations", world.tables.relations(),
                        "ledger", world.tables.ledger(),
                        "follow-ups", world.tables.followUps(),
                        "aside", world.tables.aside(),
                        "businesses", world.tables.businesses(),
                        "revocations", world.tables.revocations())
                .get(restored);
        List<Map<String, AttributeValue>> before = world.items(table);
        person.closeWork();
        world.clock.pass(Duration.ofMinutes(20));
        world.call("remind-follow-ups", "{}");
        person.erase();
        world.clock.pass(Duration.ofSeconds(5));
        Map<String, List<String>> erased = person.all();
        if (isMoreSince) {
            world.call("request-opt-in", "{'requestId':'yes','userId':'%s','businessId':'manual'}", id);
            world.move("new", "automatic", id, "a-new-id");
        }
        Map<String, List<String>> expected = person.all();
        world.restore(table, before);
        world.clock.pass(Duration.ofMinutes(2));

        if (restored.equals("aside")) {
            for (String business : RandomHistory.BUSINESSES) {
                for (JsonNode change : world.pages("list-changes", "changes", "'businessId':'" + business + "'")) {
                    if (textOf(change, "type").equals("consimt.person.erased")) {
                        world.pages(
                                "erase-person",
                                "erased",
                                "'again':true,'businessId':'" + business + "','userId':'"
                                        + textOf(change, "/data/userId") + "'");
                    }
                }
            }
        }
        world.pages("erase-person", "erased", "'again':true");
        if (!isMoreSince) {
            // No rebuild is needed for this.
            person.assertNoPermission();
            assertFalse(person.all().toString().contains(RandomHistory.MARKER));
        }
        world.pages("rebuild-relation", "differences", "'dryRun':false");

        Map<String, List<String>> now = person.all();
        Set<String> missing = less(expected, now);
        Set<String> added = less(now, expected);
        if (restored.equals("ledger") && isMoreSince) {
            // The proof of what came since is lost, and so is each permission.
            assertEquals(
                    Set.of(
                            "ledger " + id + "#manual yes",
                            "ledger " + id + "#automatic new",
                            "ledger a-new-id#automatic new",
                            "relations " + id + " manual"),
                    names(missing));
            assertEquals(
                    erased.get("relations").stream()
                            .filter(item -> item.contains("businessId=manual") && item.endsWith("userId=" + id + "}"))
                            .map(item -> "relations " + item)
                            .collect(Collectors.toSet()),
                    added);
            person.assertNoPermission();
            return;
        }
        assertEquals(Set.of(), missing);
        if (restored.equals("aside")) {
            // A notice that failed names no person. It comes back, and expires.
            assertEquals(Set.of("aside notices#manual"), names(added));
        } else {
            assertEquals(Set.of(), added);
        }
        assertEquals(isMoreSince ? "ALLOWED" : "MARKETING_OPTED_OUT", world.marketing(id, "manual"));
    }

    /** A rebuild that comes first takes up what a ledger has that was put back. */
    @Test
    void aRebuildBeforeTheErasuresAreRepeatedBringsThePersonBack() {
        Person person = new Person(World.fresh());
        World world = person.history.world;
        List<Map<String, AttributeValue>> before = world.items(world.tables.ledger());
        person.closeWork();
        person.erase();
        Map<String, List<String>> expected = person.all();
        world.restore(world.tables.ledger(), before);
        world.pages("rebuild-relation", "differences", "'dryRun':false");
        assertNotEquals(
                Set.of(),
                less(person.all(), expected).stream()
                        .filter(item -> !item.startsWith("ledger"))
                        .collect(Collectors.toSet()));
        person.assertNoPermission();
    }

    /** What the one has and the other lacks, each item with its table. */
    private static Set<String> less(Map<String, List<String>> one, Map<String, List<String>> other) {
        return one.entrySet().stream()
                .flatMap(table -> table.getValue().stream()
                        .filter(item -> !other.get(table.getKey()).contains(item))
                        .map(item -> table.getKey() + " " + item))
                .collect(Collectors.toSet());
    }

    /** Each item by its key. */
    private static Set<String> names(Set<String> items) {
        Map<String, List<String>> keys = Map.of(
                "ledger", List.of("relation", "entryId"),
                "relations", List.of("userId", "businessId"),
                "aside", List.of("of"));
        return items.stream()
                .map(item -> item.split(" ", 2))
                .map(item -> item[0]
                        + keys.get(item[0]).stream()
                                .map(key -> " " + item[1].replaceAll(".*[{ ]" + key + "=([^,}]*).*", "$1"))
                                .collect(Collectors.joining()))
                .collect(Collectors.toSet());
    }

    @Test
    void aDryRunTellsAndChangesNothing() {
        Person person = new Person(World.fresh());
        World world = person.history.world;
        Map<String, List<String>> before = person.all();
        String id = person.history.ids.get(0);
        JsonNode dry = world.call("erase-person", "{'userId':'%s','businessId':'manual','dryRun':true}", id);
        assertEquals(before, person.all());
        world.clock.pass(Duration.ofSeconds(1));
        JsonNode real = world.call("erase-person", "{'userId':'%s','businessId':'manual'}", id);
        assertEquals("FOUND", textOf(dry, "outcome"));
        assertEquals("RECORDED", textOf(real, "outcome"));
        for (String field : List.of("erased", "entries", "openWork", "unverifiedIds")) {
            assertEquals(dry.get(field), real.get(field), field);
        }
    }

    /** The business is told the id and nothing else. An id by its word alone is named, and keeps its refusals. */
    @Test
    void theBusinessIsToldAndAStrangerIsLeftAlone() {
        Person person = new Person(World.fresh());
        World world = person.history.world;
        String id = person.history.ids.get(0);
        String stranger = World.somebody();
        world.call("decide-consent", "{'userId':'%s','businessId':'manual','decision':'CONTINUE'}", stranger);
        world.recorder.record(Recorders.identity(
                EntryId.ofRequest("theirs"),
                World.relation(id, "manual"),
                new UserId(stranger),
                Source.by("whatsapp").signedBy(Signer.BUSINESS),
                world.clock.instant(),
                world.clock.instant()));
        List<String> items = person.itemsOf(stranger).stream()
                .filter(item -> !item.contains(id))
                .toList();
        world.clock.pass(Duration.ofSeconds(1));
        JsonNode answer = world.call("erase-person", "{'userId':'%s','businessId':'manual'}", id);
        assertEquals(World.tree("['%s']", stranger), answer.get("unverifiedIds"));
        // The refusals that stand under it have entries of its own now, and nothing tells whose they were.
        assertEquals(
                items,
                person.itemsOf(stranger).stream()
                        .filter(item -> !item.contains(id) && !item.contains("untold"))
                        .toList());
        world.clock.pass(Duration.ofMinutes(2));
        JsonNode told = world.pages("list-changes", "changes", "'businessId':'manual'").stream()
                .filter(change -> textOf(change, "type").equals("consimt.person.erased"))
                .filter(change -> textOf(change, "/data/userId").equals(id))
                .findFirst()
                .orElseThrow();
        Set<String> names = new TreeSet<>();
        told.get("data").fieldNames().forEachRemaining(names::add);
        assertEquals(Set.of("businessId", "userId", "entryId", "occurredAt", "recordedAt"), names);
    }

    /** One person with three ids, and a neighbour of whom nothing may change. */
    private static final class Person {

        final RandomHistory history;
        final String neighbour = World.somebody();
        final String told;
        private final World world;

        Person(World world, int seed) {
            this.world = world;
            this.history = new RandomHistory(world, seed).repeatingAll();
            neighbour();
            history.goesOn(24);
            history.ends();
            this.told = "history " + seed + ": " + history.steps;
            settleDown();
        }

        /** One who has done a bit of everything under two ids. */
        Person(World world) {
            this.world = world;
            this.history = new RandomHistory(world, 0);
            this.told = "";
            neighbour();
            String one = history.ids.get(0);
            String other = history.ids.get(1);
            for (String business : List.of("manual", "automatic")) {
                String who = "'businessId':'%s','userId':".formatted(business);
                say("decide-consent", "{%s'%s','decision':'CONTINUE'}", who, one);
                say("request-opt-in", "{%s'%s'}", who, other);
                world.move("moved-" + business, business, one, other);
                say("request-opt-out", "{%s'%s','scope':{'channel':'sms'}}", who, one);
                say(
                        "decide-consent",
                        "{%s'%s','decision':'REPORT','report':{'reason':'SPAM','details':'papagal'}}",
                        who,
                        one);
                say(
                        "decide-consent",
                        "{%s'%s','decision':'MESSAGE_SENT','text':'I do not wish to be contacted, papagal'}",
                        who,
                        other);
            }
            settleDown();
        }

        private void neighbour() {
            for (String business : RandomHistory.BUSINESSES) {
                world.call(
                        "decide-consent",
                        "{'userId':'%s','businessId':'%s','decision':'CONTINUE'}",
                        neighbour,
                        business);
                world.call("request-opt-out", "{'userId':'%s','businessId':'%s'}", neighbour, business);
            }
        }

        private void say(String function, String body, Object... values) {
            world.clock.pass(Duration.ofSeconds(1));
            world.call(function, body, values);
        }

        /** Notes of work that was cut off become work, or go. */
        private void settleDown() {
            world.clock.pass(Duration.ofMinutes(20));
            world.call("remind-follow-ups", "{}");
            world.clock.pass(Duration.ofSeconds(1));
        }

        void erase() {
            for (String id : history.ids) {
                world.clock.pass(Duration.ofSeconds(1));
                world.pages("erase-person", "erased", "'userId':'" + id + "'");
            }
            world.clock.pass(Duration.ofSeconds(1));
        }

        boolean isCut(World where) {
            world.clock.pass(Duration.ofSeconds(1));
            return Fault.cutsOff(() -> where.pages("erase-person", "erased", "'userId':'" + history.ids.get(0) + "'"));
        }

        /** The first notice of one of the businesses failed. */
        void anEndpointTakesNone() {
            String[] place = world.items(world.tables.ledger()).stream()
                    .filter(item -> item.get("relation").s().equals(history.ids.get(0) + "#manual"))
                    .flatMap(item -> Stream.ofNullable(item.get("changeAt")))
                    .map(AttributeValue::s)
                    .sorted()
                    .findFirst()
                    .orElseThrow()
                    .split("#");
            Instant now = world.clock.instant();
            world.stores
                    .undelivered()
                    .put(
                            new BusinessId("manual"),
                            new Undelivered(
                                    new ChangeId(Instant.parse(place[0]), place[1]),
                                    ChangeType.OPTED_OUT,
                                    1,
                                    false,
                                    new FailedTry(now, 500, null)),
                            now);
        }

        boolean isErased() {
            return world.items(world.tables.relations()).stream()
                    .filter(item -> item.get("userId").s().equals(history.ids.get(0)))
                    .allMatch(item -> item.containsKey("erased"));
        }

        /** What is decided may open further work. */
        void closeWork() {
            for (int round = 0; round < 3; round++) {
                closeSome();
            }
        }

        private void closeSome() {
            for (String queue : List.of("automatic", "manual", "signing", "operator")) {
                for (JsonNode work : world.pages("list-follow-ups", "followUps", "'businessId':'" + queue + "'")) {
                    if (!textOf(work, "userId").equals(neighbour)) {
                        world.clock.pass(Duration.ofSeconds(1));
                        world.step(queue, textOf(work, "followUpId"), "COMPLETE", "ana", ",'note':'papagal'");
                    }
                }
            }
            world.clock.pass(Duration.ofSeconds(1));
        }

        /** Each entry and each text, under whichever of the ids that are one. */
        void exports() {
            StringBuilder all = new StringBuilder();
            for (String id : history.ids) {
                String token = "";
                do {
                    JsonNode page = world.call("export-person", "{'userId':'%s'%s}", id, token);
                    all.append(page);
                    token = page.has("nextToken") ? ",'nextToken':'" + textOf(page, "nextToken") + "'" : "";
                } while (!token.isEmpty());
            }
            String exported = all.toString();
            Stream.of(world.tables.ledger(), world.tables.followUps())
                    .flatMap(table -> world.items(table).stream())
                    .filter(item -> item.containsKey("userId")
                            && history.ids.contains(item.get("userId").s()))
                    .flatMap(item ->
                            Stream.concat(Stream.ofNullable(item.get("entryId")).map(AttributeValue::s), texts(item)))
                    .forEach(text -> assertTrue(exported.contains(text), () -> text + " of " + told));
        }

        private static Stream<String> texts(Map<String, AttributeValue> item) {
            return item.values().stream()
                    .flatMap(value -> value.hasM()
                            ? texts(value.m())
                            : value.s() != null && value.s().contains(RandomHistory.MARKER)
                                    ? Stream.of(value.s())
                                    : Stream.empty());
        }

        void assertErased(boolean isWorkClosed) {
            assertNoPermission();
            for (Map.Entry<String, List<String>> table : all().entrySet()) {
                for (String item : table.getValue()) {
                    // Clerks work on what is the neighbour's, too.
                    if (item.contains(neighbour)) {
                        continue;
                    }
                    boolean isOfWork = table.getKey().equals("followUps");
                    if (!isWorkClosed && isOfWork) {
                        continue;
                    }
                    assertFalse(item.contains(RandomHistory.MARKER), () -> item + told);
                    boolean mayNameThem = table.getKey().equals("relations")
                            || item.contains("PERSON_ERASED")
                            || item.contains("#erasures");
                    assertTrue(mayNameThem || history.ids.stream().noneMatch(id -> names(item, id)), () -> item + told);
                }
            }
            for (String business : List.of("automatic", "manual", "signing", "operator")) {
                Map<LocalDate, Integer> due = new TreeMap<>();
                for (JsonNode work : world.pages("list-follow-ups", "followUps", "'businessId':'" + business + "'")) {
                    due.merge(LocalDate.parse(textOf(work, "due")), 1, Integer::sum);
                }
                assertEquals(due, world.stores.followUps().counts(new BusinessId(business)), told);
            }
            assertEquals(List.of(), world.pages("rebuild-relation", "differences", "'dryRun':true"), told);
        }

        private static boolean names(String item, String id) {
            return item.contains(id);
        }

        void assertNoPermission() {
            for (String business : RandomHistory.BUSINESSES) {
                for (String id : history.ids) {
                    assertNotEquals("ALLOWED", world.marketing(id, business), () -> id + business + told);
                }
            }
        }

        /** A claim opens none either. */
        void assertNoConversation() {
            for (String business : RandomHistory.BUSINESSES) {
                for (String id : history.ids) {
                    String utility = world.may("'userId':'%s','businessId':'%s','category':'UTILITY'", id, business);
                    assertNotEquals("ALLOWED", utility, () -> id + business + told);
                }
            }
        }

        void optsIn() {
            String who = "'userId':'%s','businessId':'automatic'".formatted(history.ids.get(0));
            world.clock.pass(Duration.ofSeconds(1));
            world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who);
            world.call("request-opt-in", "{%s}", who);
            assertEquals("ALLOWED", world.marketing(history.ids.get(0), "automatic"), told);
        }

        List<String> itemsOf(String id) {
            return all().values().stream()
                    .flatMap(List::stream)
                    .filter(item -> names(item, id))
                    .toList();
        }

        private static String text(Map<String, AttributeValue> item) {
            Map<String, String> all = new TreeMap<>();
            item.forEach((name, value) -> all.put(
                    name,
                    value.hasM()
                            ? text(value.m())
                            : value.hasSs()
                                    ? new TreeSet<>(value.ss()).toString()
                                    : value.s() == null ? value.n() : value.s()));
            return all.toString();
        }

        /** The places of changes are of when an item was stored; finished merges are not rebuilt, and count in the version. */
        Map<String, List<String>> all() {
            Map<String, List<String>> all = new TreeMap<>();
            Map.of(
                            "relations", world.tables.relations(),
                            "ledger", world.tables.ledger(),
                            "followUps", world.tables.followUps(),
                            "aside", world.tables.aside(),
                            "revocations", world.tables.revocations())
                    .forEach((name, table) -> all.put(
                            name,
                            world.items(table).stream()
                                    .map(HashMap::new)
                                    .peek(item -> item.keySet().removeAll(Set.of("changeAt", "mergedWith", "v")))
                                    .map(Person::text)
                                    .sorted()
                                    .toList()));
            return all;
        }
    }
}
