package consimt.consent;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the operator lists of a business, imported at an empty one as {@code docs/lists.md} says: every check answers the
 * same. It refuses more only where something was held, where a person asked for a part again, or agreed to the
 * conversation after a no.
 */
class MovedListsTest {

    private static final int HISTORIES = Cases.of(12, 3_000);
    private static final int HISTORIES_OF_A_WORLD = Cases.of(12, 50);
    private static final int STEPS = 12;
    private static final int MOST_ROWS = 1_000;

    private static final List<String> BASES = List.of("CONVERSATION", "EXPRESSED", "OPT_IN");

    private static final List<String> QUESTIONS = List.of(
            "'MARKETING'",
            "'MARKETING','scope':{'topic':'offers'}",
            "'MARKETING','scope':{'channel':'sms'}",
            "'MARKETING','scope':{'channel':'email','topic':'news'}",
            "'MARKETING','scope':{'channel':'whatsapp','sender':'NUMBER'},'asOf':'2027-02-01'",
            "'MARKETING','scope':{'channel':'voice'},'asOf':'2027-02-01'",
            "'UTILITY'",
            "'UTILITY','scope':{'channel':'sms'}",
            "'UTILITY','scope':{'channel':'sms'},'asOf':'2027-02-01'",
            "'AUTHENTICATION','scope':{'channel':'email'}",
            "'SERVICE'",
            "'CALL'",
            "'CALL','asOf':'2027-02-01'");

    /** What is not moved: the first contact, and who decides about what is held. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "AWAITING_DECISION", "FIRST_CONTACT_REQUIRED",
            "REFUSAL_SUSPECTED", "MARKETING_OPTED_OUT");

    private final Map<String, Integer> counted = new HashMap<>();

    @Test
    void whatTheOperatorListsAndImportsElsewhereAnswersTheSameOrRefusesWhatWasHeld() {
        for (int from = 0; from < HISTORIES; from += HISTORIES_OF_A_WORLD) {
            move(from);
        }
        int same = counted.values().stream().mapToInt(any -> any).sum();
        assertTrue(of("ALLOWED") > same / 10, counted::toString);
        assertTrue(of("stricter") < same / 10, counted::toString);
        for (String reason : List.of(
                "BLOCKED_BY_USER",
                "CHANNEL_OPTED_OUT",
                "MARKETING_OPTED_OUT",
                "CALLS_OPTED_OUT",
                "REFUSAL_SUSPECTED",
                "AWAITING_DECISION",
                "FIRST_CONTACT_REQUIRED",
                "NO_MARKETING_CONSENT")) {
            assertTrue(of(reason) > 0, () -> reason + " in " + counted);
        }
    }

    private int of(String answer) {
        return counted.getOrDefault(answer, 0);
    }

    private void move(int from) {
        World there = World.fresh();
        Random random = new Random(from);
        for (int seed = from; seed < from + HISTORIES_OF_A_WORLD; seed++) {
            RandomHistory history = new RandomHistory(there, seed);
            history.goesOn(STEPS / 2);
            claim(there, any(history.ids, random), any(RandomHistory.BUSINESSES, random), random.nextInt(3));
            history.goesOn(STEPS / 2);
        }
        // So no answer to a message that refused is left.
        there.clock.pass(Duration.ofDays(2));
        World elsewhere = World.fresh();
        elsewhere.clock.pass(Duration.between(elsewhere.clock.instant(), there.clock.instant()));
        for (int i = 0; i < RandomHistory.BUSINESSES.size(); i++) {
            String business = RandomHistory.BUSINESSES.get(i);
            String basis = BASES.get((i + from / HISTORIES_OF_A_WORLD) % BASES.size());
            Map<String, JsonNode> listed = new HashMap<>();
            there.pages("list-relations", "relations", "'businessId':'%s','limit':37".formatted(business))
                    .forEach(one -> listed.put(textOf(one, "userId"), one));
            List<String> rows = new ArrayList<>(
                    listed.values().stream().flatMap(one -> rows(one).stream()).toList());
            Collections.shuffle(rows, random);
            for (World each : List.of(there, elsewhere)) {
                settle(each, business, i + 1, basis);
            }
            for (int row = 0; row < rows.size(); row += MOST_ROWS) {
                imports(elsewhere, business, rows.subList(row, Math.min(row + MOST_ROWS, rows.size())));
            }
            // Settings may be a minute old.
            elsewhere.clock.pass(Duration.ofMinutes(2));
            there.clock.pass(Duration.ofMinutes(2));
            for (String question : QUESTIONS) {
                String asked = "'businessId':'%s','category':%s"
                        .formatted(business, question.replace("NUMBER", Integer.toString(i + 1)));
                compare(
                        asked,
                        listed,
                        answers(there, asked, listed.keySet()),
                        answers(elsewhere, asked, listed.keySet()));
            }
        }
    }

    private static String any(List<String> ones, Random random) {
        return ones.get(random.nextInt(ones.size()));
    }

    private static void claim(World there, String person, String business, int which) {
        String wish = List.of("AGREED", "MESSAGE_SENT", "OPT_IN").get(which);
        imports(there, business, List.of(row(person, wish, null, false, there.clock.instant())));
    }

    private static void settle(World where, String business, int number, String basis) {
        JsonNode answer = where.settle(
                business,
                "'country':'US','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':['%d','%1$d0']},'marketingBasis':'%s'",
                number,
                basis);
        assertTrue(textOf(answer, "outcome").matches("RECORDED|UNCHANGED"), answer::toString);
    }

    private static void imports(World where, String business, List<String> rows) {
        JsonNode answer = where.call(
                "import-preferences",
                "{'businessId':'%s','source':'a move','rows':[%s]}",
                business,
                String.join(",", rows));
        answer.get("rows")
                .forEach(row -> assertTrue(
                        !row.has("errors")
                                && row.at("/notes/0/code").asText("REFUSED").equals("REFUSED"),
                        () -> row + " in " + answer));
    }

    private void compare(
            String asked, Map<String, JsonNode> listed, Map<String, String> before, Map<String, String> after) {
        before.forEach((person, answer) -> {
            String now = after.get(person);
            boolean isSame = ELSEWHERE.getOrDefault(answer, answer).equals(now);
            counted.merge(isSame ? answer : "stricter", 1, Integer::sum);
            JsonNode one = listed.get(person);
            if (!isSame
                    && (now.equals("ALLOWED")
                            || !isHeld(one)
                                    && !isAskedForAgain(one)
                                    && !isAgreedAfterANo(one)
                                    && !one.has("claimsTooLate"))) {
                assertEquals(answer, now, () -> asked + ": " + one + " as " + rows(one));
            }
        });
    }

    private static Map<String, String> answers(World where, String asked, Set<String> people) {
        JsonNode answer = where.call(
                "filter-audience",
                "{%s,'userIds':[%s]}",
                asked,
                people.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",")));
        Map<String, String> answers = new HashMap<>();
        answer.get("allowed").forEach(each -> answers.put(each.textValue(), "ALLOWED"));
        answer.get("refused")
                .forEach(group ->
                        group.get("userIds").forEach(each -> answers.put(each.textValue(), textOf(group, "reason"))));
        assertEquals(people, answers.keySet());
        return answers;
    }

    private static boolean isHeld(JsonNode one) {
        return one.has("refusalSuspectedSince");
    }

    /** Whether an opt-in to a part came after a no. */
    private static boolean isAskedForAgain(JsonNode one) {
        Instant first = firstNo(one);
        return scopes(one, "OPTED_IN").anyMatch(in -> at(in, "since").isAfter(first));
    }

    /** Whether all that is listed of an agreement to the conversation came after a no. */
    private static boolean isAgreedAfterANo(JsonNode one) {
        Instant first = firstNo(one).truncatedTo(ChronoUnit.SECONDS);
        Stream<Instant> own =
                textOf(one, "conversation").equals("ACCEPTED") ? Stream.of(at(one, "conversationSince")) : Stream.of();
        List<Instant> agreed = Stream.concat(own, each(one, "claims").map(claim -> at(claim, "since")))
                .toList();
        return !agreed.isEmpty() && agreed.stream().noneMatch(each -> each.isBefore(first));
    }

    private static Instant firstNo(JsonNode one) {
        return Stream.of(scopes(one, "OPTED_OUT"), each(one, "liftedOptOuts"), each(one, "optedOutChannels"))
                .flatMap(all -> all)
                .map(no -> at(no, "since"))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** A listed relation as rows, by the table of the documents. */
    private static List<String> rows(JsonNode one) {
        String id = textOf(one, "userId");
        List<String> rows = new ArrayList<>();
        if (one.path("blocked").booleanValue()) {
            rows.add(row(id, "BLOCK", null, false, at(one, "blockedSince")));
        }
        List<String> channels = each(one, "optedOutChannels")
                .map(channel -> textOf(channel, "channel"))
                .toList();
        List<JsonNode> outs = Stream.concat(scopes(one, "OPTED_OUT"), each(one, "liftedOptOuts"))
                .toList();
        outs.forEach(out -> {
            JsonNode scope = out.get("scope");
            boolean isWhole = channels.contains(scope.path("channel").textValue());
            rows.add(row(id, "OPT_OUT", scope, isWhole, at(out, "since")));
        });
        each(one, "optedOutChannels")
                .filter(channel ->
                        outs.stream().noneMatch(out -> channel.get("channel").equals(out.at("/scope/channel"))))
                .forEach(channel -> rows.add(row(
                        id,
                        "OPT_OUT",
                        World.tree("{'channel':'%s'}", textOf(channel, "channel")),
                        true,
                        at(channel, "since"))));
        if (one.has("refusalSuspectedSince")) {
            rows.add(row(id, "OPT_OUT", null, false, at(one, "refusalSuspectedSince")));
        }
        scopes(one, "OPTED_IN").forEach(in -> rows.add(row(id, "OPT_IN", in.get("scope"), false, at(in, "since"))));
        String conversation = textOf(one, "conversation");
        if (conversation.equals("ACCEPTED")) {
            boolean isExpressed = textOf(one, "basis").equals("EXPRESSED");
            rows.add(row(id, isExpressed ? "AGREED" : "MESSAGE_SENT", null, false, at(one, "conversationSince")));
        }
        if (!conversation.equals("CONTACTED") && !one.has("claimsTooLate")) {
            each(one, "claims").forEach(claim -> {
                String value = textOf(claim, "value");
                String wish = value.equals("CONTINUE") ? "AGREED" : value;
                rows.add(row(id, wish, claim.get("scope"), false, at(claim, "since")));
            });
        }
        return rows;
    }

    /** What stands by scope. Without scopes, it is about all marketing. */
    private static Stream<JsonNode> scopes(JsonNode one, String marketing) {
        Stream<JsonNode> all = one.has("scopes") || textOf(one, "marketing").equals("UNSET")
                ? each(one, "scopes")
                : Stream.of(World.tree(
                        "{'scope':{},'marketing':'%s','since':'%s'}",
                        textOf(one, "marketing"), textOf(one, "marketingSince")));
        return all.filter(each -> textOf(each, "marketing").equals(marketing));
    }

    private static Stream<JsonNode> each(JsonNode one, String field) {
        return StreamSupport.stream(one.path(field).spliterator(), false);
    }

    private static Instant at(JsonNode one, String field) {
        return Instant.parse(one.get(field).textValue());
    }

    private static String row(String id, String wish, @Nullable JsonNode scope, boolean isWholeChannel, Instant at) {
        boolean isYes = !wish.equals("OPT_OUT") && !wish.equals("BLOCK");
        return "{'userId':'%s','wish':'%s'%s%s,'occurredAt':'%s'%s}"
                .formatted(
                        id,
                        wish,
                        scope == null ? "" : ",'scope':" + scope.toString().replace('"', '\''),
                        isWholeChannel ? ",'categories':'ALL'" : "",
                        at,
                        isYes ? ",'proof':'the list of the old place'" : "");
    }
}
