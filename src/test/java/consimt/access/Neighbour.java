package consimt.access;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.ledger.Source;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A business with all that a business can have. Others may know some of its people and what belongs to them, which are
 * the handles; of the rest nobody else was ever told, and each text, name and instant of it bears a mark.
 */
final class Neighbour {

    static final String ID = "b";

    /** The id of a WhatsApp number of its. */
    static final String NUMBER = "1070999";

    /** In every name and text of its. */
    private static final String MARK = "colchicum";

    /** To the millisecond nobody else's. */
    private static final Instant THEN = Instant.parse("2026-11-23T10:00:00.777Z");

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final String MARK_OF_TIME = ".777z";

    private static final String STEP =
            "{'businessId':'b','followUpIds':['%s'],'action':'%s','actor':'Colchicum','note':'Colchicum','evidence':'Colchicum'}";

    private static final List<String> QUEUES = List.of("OPEN", "CLAIMED", "DONE", "SKIPPED", "WITHDRAWN");

    private final World world;
    private final List<String> people =
            IntStream.range(0, 10).mapToObj(i -> World.somebody()).toList();
    private final String scoped = "RO.hidden-at-b";

    /** By kind: what others may have got hold of. */
    final List<String> users = people.subList(0, 7);

    final List<String> work = new ArrayList<>();
    final List<String> entries = new ArrayList<>();
    final List<String> links = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();

    private final List<String> hidden = new ArrayList<>(people.subList(7, 10));
    private final Set<String> reviews = new HashSet<>();
    private final List<String> calls = new ArrayList<>();

    private Neighbour(World world) {
        this.world = world;
    }

    /** In a world where it is, with everything. */
    static Neighbour in(World world) {
        Neighbour neighbour = new Neighbour(world);
        Instant now = world.clock.instant();
        world.clock.set(THEN);
        neighbour.settle();
        for (int i = 0; i < neighbour.people.size(); i++) {
            neighbour.live(i, neighbour.people.get(i));
        }
        neighbour.gather();
        world.clock.set(now);
        return neighbour;
    }

    private void settle() {
        // What arrives before the number is its own is kept aside.
        assertEquals(
                200,
                world.webhook
                        .receive()
                        .answer(new Platform(Platform.SECRET)
                                .call(Envelopes.of(Envelopes.message(
                                        NUMBER, people.get(9), "wamid.b", "Stop " + MARK, THEN.getEpochSecond()))))
                        .statusCode());
        done("configure-business", """
                {'businessId':'b','name':'Colchicum','country':'RO','removal':{'mode':'MANUAL','days':9},
                 'marketingBasis':'OPT_IN','reasons':[{'code':'COLCHICUM','labels':{'en':'Colchicum'}}],
                 'whatsapp':{'phoneNumberIds':['%s']},'actor':'Colchicum'}""", NUMBER);
        done("configure-business", """
                {'businessId':'b','name':'Colchicum','country':'RO','removal':{'mode':'MANUAL','days':8},
                 'marketingBasis':'OPT_IN','reasons':[{'code':'COLCHICUM','labels':{'en':'Colchicum'}}],
                 'whatsapp':{'phoneNumberIds':['%s']},'actor':'Colchicum'}""", NUMBER);
    }

    /** Each person has another story. */
    private void live(int i, String person) {
        String who = "'userId':'%s','businessId':'b','channel':'colchicum'".formatted(person);
        done("open-conversation", "{%s,'requestId':'b-hello-%d'}", who, i);
        done("decide-consent", "{%s,'requestId':'b-yes-%d','decision':'CONTINUE'}", who, i);
        String work = textOf(
                done(
                        "request-opt-out",
                        "{%s,'requestId':'b-out-%d','reason':{'code':'COLCHICUM','text':'Colchicum'}}",
                        who,
                        i),
                "/removal/followUpId");
        calls.add(link("{'userId':'%s','purpose':'CALLS'}", person));
        link("{'userId':'%s','businessId':'b','purpose':'UNSUBSCRIBE'}", person);
        switch (i % 7) {
            case 0 -> done("resolve-follow-up", STEP, work, "CLAIM");
            case 1 -> done("resolve-follow-up", STEP, work, "COMPLETE");
            case 2 -> done("resolve-follow-up", STEP, work, "SKIP");
            case 3 -> done("request-opt-in", "{%s,'requestId':'b-in-%d'}", who, i);
            case 4 -> {
                done("decide-consent", "{%s,'requestId':'b-no-%d','decision':'BLOCK'}", who, i);
                done(
                        "decide-consent",
                        "{%s,'requestId':'b-bad-%d','decision':'REPORT','report':{'reason':'SCAM','details':'Colchicum'}}",
                        who,
                        i);
            }
            case 5 ->
                done(
                        "record-message",
                        "{'userId':'%s','businessId':'b','category':'MARKETING','messageId':'b-late-%d','sentAt':'%s'}",
                        person,
                        i,
                        world.clock.instant().plusSeconds(1));
            default ->
                done(
                        "decide-consent",
                        "{%s,'requestId':'b-wrote-%d','decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}",
                        who,
                        i);
        }
        if (i == 0) {
            world.recorder.record(Recorders.identity(
                    EntryId.ofRequest("b-moved"),
                    World.relation(scoped, ID),
                    new UserId(person),
                    Source.by(MARK),
                    THEN,
                    THEN));
            hidden.add(scoped);
        }
    }

    private JsonNode done(String function, String body, Object... values) {
        world.clock.pass(A_MINUTE);
        JsonNode answer = world.call(function, body, values);
        assertTrue(Set.of("RECORDED", "FIRST_CONTACT").contains(textOf(answer, "outcome")), () -> function + answer);
        return answer;
    }

    /** @return its token */
    private String link(String body, String person) {
        JsonNode link = world.call("issue-person-link", body, person);
        links.add(textOf(link, "linkId"));
        return textOf(link, "token");
    }

    private void gather() {
        for (String state : QUEUES) {
            for (JsonNode each : pages("list-follow-ups", "followUps", "'businessId':'b','state':'%s'", state)) {
                boolean isKnown = users.contains(textOf(each, "userId"));
                (isKnown ? work : hidden).add(textOf(each, "followUpId"));
            }
        }
        pages("list-follow-ups", "followUps", "'businessId':'%s'", "operator")
                .forEach(review -> reviews.add(textOf(review, "followUpId")));
        work.addAll(reviews);
        for (String user : users) {
            pages("read-ledger", "entries", "'businessId':'b','userId':'%s'", user)
                    .forEach(entry -> entries.add(given(textOf(entry, "entryId"))));
        }
        pages("read-ledger", "entries", "'businessId':'%s'", ID);
        done("decide-consent", "{'userId':'%s','businessId':'c','decision':'CONTINUE'}", users.get(0));
        pages("read-relation", "relations", "'userId':'%s'", users.get(0));
    }

    /** The id that was given for an entry: others that give the same one have an entry of the same name. */
    private static String given(String entry) {
        return entry.replaceFirst("^(first-contact|message)~", "");
    }

    /** Item by item, to come by many tokens. */
    private List<JsonNode> pages(String function, String list, String asked, String value) {
        List<JsonNode> pages =
                World.answers(token -> world.call(function, "{%s,'limit':1%s}", asked.formatted(value), token));
        pages.stream().filter(page -> page.has("nextToken")).forEach(page -> tokens.add(textOf(page, "nextToken")));
        return pages.stream().flatMap(page -> page.get(list).valueStream()).toList();
    }

    /** All handles are good: who may use them, can. */
    void useAll() {
        Gateway gateway = new Gateway(world);
        for (int i = 0; i < people.size(); i++) {
            String own = "{'userId':'%s','businessId':'b'}".formatted(people.get(i));
            assertEquals("FOUND", gateway.outcome("read-relation", calls.get(i), own));
            String why = own.replace("}", ",'entryId':'b-out-%d','reason':'DECLINED'}".formatted(i));
            assertEquals("RECORDED", gateway.outcome("explain-opt-out", calls.get(i), why));
        }
        String business = Access.ISSUER.token(ID, world.clock.instant());
        JsonNode next = gateway.call(
                "list-follow-ups", business, "{'businessId':'b','limit':1,'nextToken':'%s'}".formatted(tokens.get(0)));
        assertEquals(1, next.get("followUps").size());
        for (String each : work) {
            JsonNode answer = world.step(reviews.contains(each) ? "operator" : ID, each, "CLAIM", "dan");
            assertNotEquals("REJECTED", textOf(answer, "/results/0/outcome"));
        }
    }

    /** All that others may have got hold of. */
    Stream<String> handles() {
        return Stream.of(users, work, entries, links, tokens).flatMap(List::stream);
    }

    /**
     * What of it stands in an answer.
     *
     * @param told the handles that whoever asks brought along, now or before, and others within them
     */
    Set<String> in(JsonNode answer, Set<String> told) {
        String text = answer.toString() + read(answer.path("nextToken").asText(""));
        Set<String> found = new HashSet<>();
        Stream.of(users, work, entries, links, hidden)
                .flatMap(List::stream)
                .filter(each -> text.contains(each) && told.stream().noneMatch(brought -> brought.contains(each)))
                .forEach(found::add);
        Stream.of(MARK, MARK_OF_TIME)
                .filter(text.toLowerCase(Locale.ROOT)::contains)
                .forEach(found::add);
        return found;
    }

    /** What a token holds that goes on in a list. */
    private static String read(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
