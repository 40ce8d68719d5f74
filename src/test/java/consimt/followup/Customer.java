package consimt.followup;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A person at a business of their own, which removes by hand. It has two WhatsApp numbers ({@code wa1}, {@code wa2}) and
 * the topics {@code offers}, {@code news} and {@code parcels}. {@code sms+offers} is the topic by that channel.
 */
public final class Customer {

    private static final Map<String, String> PARTS = Map.of(
            "wa", "'channel':'whatsapp'",
            "wa1", "'channel':'whatsapp','sender':'@1'",
            "wa2", "'channel':'whatsapp','sender':'@2'",
            "sms", "'channel':'sms'",
            "email", "'channel':'email'",
            "push", "'channel':'push'",
            "rcs", "'channel':'rcs'",
            "offers", "'topic':'offers'",
            "news", "'topic':'news'",
            "parcels", "'topic':'parcels'");

    public final World world;
    public final String id = World.somebody();
    public final String otherId = "RO." + id;
    public final String shop = "shop-" + id;

    private final Instant first;

    private int said;

    public Customer(World world) {
        this.world = world;
        this.first = world.clock.instant();
        removes("MANUAL");
    }

    /** From now on the business removes in this mode. */
    void removes(String mode) {
        JsonNode settled = world.settle(
                shop,
                "'removal':{'mode':'%s'},'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['%s','%s']},'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}},{'code':'parcels','labels':{'en':'Parcels'}}]",
                mode,
                number(1),
                number(2));
        assertEquals("RECORDED", textOf(settled, "outcome"), settled::toString);
    }

    public String number(int which) {
        return id + which;
    }

    public String who() {
        return "'userId':'%s','businessId':'%s'".formatted(id, shop);
    }

    /** The second id is the same person's from now on. */
    public Customer isAlsoKnown() {
        world.move("one", shop, id, otherId);
        return this;
    }

    public Relation relation(String under) {
        return World.relation(under, shop);
    }

    /**
     * {@code out:X} is an opt-out of X, {@code stop:X} one of all categories by its channel, {@code in:X} an opt-in to X, {@code done:X} the removal of X completed. {@code
     * late:X} is an opt-in to X that was said just after the first of the wishes, and {@code lateOut:X} an opt-out.
     */
    public Customer says(String wishes) {
        for (String wish : wishes.split(" ")) {
            world.clock.pass(Duration.ofSeconds(1));
            JsonNode answer = does(world, id, wish, "r" + said++);
            assertTrue(
                    Set.of("RECORDED", "UNCHANGED", "SUPERSEDED").contains(textOf(answer, "outcome")),
                    () -> wish + ": " + answer);
        }
        world.clock.pass(Duration.ofSeconds(1));
        return this;
    }

    public JsonNode does(World where, String under, String wish, String requestId) {
        String[] words = wish.split(":");
        return switch (words[0]) {
            case "out" -> asks(where, "request-opt-out", under, scope(words[1]), requestId);
            case "stop" -> asks(where, "request-opt-out", under, scope(words[1]) + ",'categories':'ALL'", requestId);
            case "in" -> asks(where, "request-opt-in", under, scope(words[1]), requestId);
            case "late" -> asks(where, "request-opt-in", under, scope(words[1]) + early(), requestId);
            case "lateOut" -> asks(where, "request-opt-out", under, scope(words[1]) + early(), requestId);
            case "done" -> resolves(where, "COMPLETE", removal(words[1]));
            default -> throw new IllegalArgumentException(wish);
        };
    }

    private JsonNode asks(World where, String function, String under, String fields, String requestId) {
        return where.call(
                function, "{'requestId':'%s','userId':'%s','businessId':'%s'%s}", requestId, under, shop, fields);
    }

    /** After the first wish, and before the second one. */
    private String early() {
        return ",'occurredAt':'%s'".formatted(first.plusMillis(1_500));
    }

    public JsonNode resolves(World where, String action, String followUpId) {
        return where.step(shop, followUpId, action, "ana", ",'note':'n'");
    }

    public JsonNode sends(String messageId, String scope) {
        return world.sent(who() + scope(scope), messageId, world.clock.instant());
    }

    public JsonNode reads(String under) {
        return world.call("read-relation", "{'userId':'%s','businessId':'%s'}", under, shop)
                .get("relation");
    }

    public String scope(String words) {
        if (words.equals("all")) {
            return "";
        }
        List<String> parts = Stream.of(words.split("\\+"))
                .map(word -> PARTS.get(word).replace("@", id))
                .toList();
        return ",'scope':{%s}".formatted(String.join(",", parts));
    }

    /** The words for a scope in an answer. */
    public String words(JsonNode scope) {
        List<String> words = new ArrayList<>();
        String channel = scope.path("channel").asText("");
        if (scope.has("sender")) {
            words.add("wa" + textOf(scope, "sender").substring(id.length()));
        } else if (!channel.isEmpty()) {
            words.add(channel.equals("whatsapp") ? "wa" : channel);
        }
        if (scope.has("topic")) {
            words.add(textOf(scope, "topic"));
        }
        return words.isEmpty() ? "all" : String.join("+", words);
    }

    /** All work that is shown: its kind, scope and state, and in brackets how many late messages it has, if any. */
    public List<String> work() {
        return work(followUps());
    }

    public List<String> work(List<JsonNode> followUps) {
        return followUps.stream()
                .map(each -> String.join(
                                " ",
                                textOf(each, "kind").replace("MARKETING_", "").toLowerCase(),
                                words(each.path("scope")),
                                textOf(each, "state"))
                        + (each.get("lateMessages").intValue() == 0 ? "" : " (" + each.get("lateMessages") + ")"))
                .toList();
    }

    /** In the order in which it was caused. */
    public List<JsonNode> followUps() {
        List<JsonNode> all = new ArrayList<>();
        for (String state : List.of("OPEN", "CLAIMED", "DONE", "SKIPPED", "WITHDRAWN")) {
            all.addAll(world.pages(
                    "list-follow-ups", "followUps", "'businessId':'%s','state':'%s'".formatted(shop, state)));
        }
        all.sort(Comparator.comparing((JsonNode each) -> textOf(each, "openedAt"))
                .thenComparing(each -> textOf(each, "kind"))
                .thenComparing(each -> words(each.path("scope"))));
        return all;
    }

    /** The id of the last removal of a scope. */
    public String removal(String scope) {
        return textOf(
                followUps().stream()
                        .filter(each -> textOf(each, "kind").equals("MARKETING_REMOVAL"))
                        .filter(each -> words(each.path("scope")).equals(scope))
                        .reduce((one, later) -> later)
                        .orElseThrow(),
                "followUpId");
    }

    /** The entries behind all work. */
    public List<String> causes() {
        return causes(followUps());
    }

    public List<String> causes(List<JsonNode> followUps) {
        return followUps.stream()
                .map(each -> world.stores
                        .followUps()
                        .find(new BusinessId(shop), new FollowUpId(textOf(each, "followUpId")))
                        .orElseThrow()
                        .cause()
                        .value())
                .toList();
    }

    /** What stands, as the relation tells it: all first, and then by scope. */
    public List<String> standing(String under) {
        return standing(under, followUps());
    }

    public List<String> standing(String under, List<JsonNode> followUps) {
        JsonNode relation = reads(under);
        List<String> standing = new ArrayList<>();
        standing.add(textOf(relation, "marketing") + removal(relation.path("removal"), followUps));
        for (JsonNode each : relation.path("scopes")) {
            standing.add(words(each.get("scope")) + " " + textOf(each, "marketing")
                    + removal(each.path("removal"), followUps));
        }
        return standing;
    }

    public List<String> standing() {
        return standing(id);
    }

    /** A removal that no work is of was made at once. */
    private String removal(JsonNode removal, List<JsonNode> followUps) {
        if (removal.isMissingNode() || removal.isNull()) {
            return "";
        }
        String status = " " + textOf(removal, "status");
        return removal.has("followUpId")
                ? status + " " + of(textOf(removal, "followUpId"), followUps)
                : status + " at once";
    }

    private String of(String followUpId, List<JsonNode> followUps) {
        return followUps.stream()
                .filter(each -> textOf(each, "followUpId").equals(followUpId))
                .map(each -> words(each.path("scope")))
                .findFirst()
                .orElse("unseen");
    }

    public void scheduleRuns() {
        world.clock.pass(Duration.ofMinutes(20));
        world.call("remind-follow-ups", "{}");
    }
}
