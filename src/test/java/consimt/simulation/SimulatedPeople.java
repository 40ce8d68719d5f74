package consimt.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Baton;
import consimt.kit.World;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Scope;
import consimt.relation.ScopeOracle;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * One seed, one history: a customer of several ids, of whom up to four callers tell something at one moment. A call that is
 * cut off comes again. After each moment every check is held between two bounds, which plain sets of what was said give.
 */
final class SimulatedPeople {

    static final Map<Scope, String> SCOPES = scopes();
    private static final int IDS = 4;

    private final World world;
    private final Random random;
    private final String business;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, List<Fact>> facts = new HashMap<>();
    private final Map<String, Set<String>> links = new HashMap<>();
    private final StringBuilder steps = new StringBuilder();
    private int count;

    private static Map<Scope, String> scopes() {
        Map<Scope, String> all = new LinkedHashMap<>();
        all.put(Scope.ALL, "");
        all.put(Scope.ofTopic("offers"), ",'scope':{'topic':'offers'}");
        all.put(Scope.of(Channel.SMS), ",'scope':{'channel':'sms'}");
        all.put(Scope.of(Channel.EMAIL), ",'scope':{'channel':'email'}");
        all.put(Scope.of(Channel.SMS).with(Scope.ofTopic("offers")), ",'scope':{'channel':'sms','topic':'offers'}");
        return all;
    }

    /** @param fact null where a call tells none */
    private record Step(
            String id, String function, String input, Fact.Kind fact, Scope scope, String requestId, String other) {}

    SimulatedPeople(World world, long seed, String business) {
        this.world = world;
        this.random = new Random(seed);
        this.business = business;
        String phone = World.somebody();
        for (int each = 0; each < IDS; each++) {
            String id = each == 0 ? phone : phone + "." + each + "@example.org";
            ids.add(id);
            links.put(id, new HashSet<>(Set.of(id)));
            facts.put(id, new ArrayList<>());
            world.call(
                    "decide-consent",
                    "{'userId':'%s','businessId':'%s','decision':'CONTINUE','channel':'app'}",
                    id,
                    business);
        }
    }

    void run(int rounds) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            world.clock.pass(Duration.ofMillis(60_137 + random.nextInt(3) * 3_600_000L));
            List<Step> all = new ArrayList<>();
            int many = 1 + random.nextInt(4);
            for (int each = 0; each < many; each++) {
                all.add(each > 0 && random.nextInt(6) == 0 ? all.get(0) : any());
            }
            Instant at = world.clock.instant();
            meet(all);
            for (Step step : all) {
                tell(step, at);
            }
            look();
        }
    }

    private Step any() {
        String id = ids.get(random.nextInt(IDS));
        String other = random.nextInt(3) == 0 ? ids.get(random.nextInt(IDS)) : null;
        String request = "r" + count++;
        List<Scope> all = List.copyOf(SCOPES.keySet());
        Scope scope = all.get(random.nextInt(all.size()));
        String also = other == null ? "" : ",'alsoKnownAs':['" + other + "']";
        String who = "'userId':'%s','businessId':'%s','requestId':'%s-%s','channel':'app'"
                .formatted(id, business, id, request);
        return switch (random.nextInt(9)) {
            case 0 ->
                new Step(
                        id,
                        "decide-consent",
                        who + ",'decision':'BLOCK'" + also,
                        Fact.Kind.BLOCK,
                        Scope.ALL,
                        request,
                        other);
            case 1 ->
                new Step(
                        id,
                        "decide-consent",
                        who + ",'decision':'UNBLOCK'",
                        Fact.Kind.UNBLOCK,
                        Scope.ALL,
                        request,
                        null);
            case 2 ->
                new Step(id, "decide-consent", who + ",'decision':'CONTINUE'" + also, null, Scope.ALL, request, other);
            case 3, 4 ->
                new Step(id, "request-opt-in", who + SCOPES.get(scope), Fact.Kind.OPT_IN, scope, request, null);
            case 5 ->
                new Step(
                        id,
                        "rebuild-relation",
                        "'userId':'" + id + "','businessId':'" + business + "'",
                        null,
                        Scope.ALL,
                        request,
                        null);
            default ->
                new Step(
                        id,
                        "request-opt-out",
                        who + also + SCOPES.get(scope),
                        Fact.Kind.OPT_OUT,
                        scope,
                        request,
                        other);
        };
    }

    /** All at once, and again what was cut off. */
    private void meet(List<Step> all) throws InterruptedException {
        Baton baton = new Baton(random);
        List<Callable<JsonNode>> at = new ArrayList<>();
        for (Step step : all) {
            steps.append('\n').append(world.clock.instant()).append(' ').append(step);
            World where = world.with(baton);
            at.add(() -> where.call(step.function, "{" + step.input + "}"));
        }
        List<Object> answers = baton.run(at);
        for (int each = 0; each < answers.size(); each++) {
            Object answer = answers.get(each);
            if (answer instanceof StoreUnavailable) {
                steps.append("\n  cut ").append(all.get(each).requestId);
                answer = world.elsewhere().call(all.get(each).function, "{" + all.get(each).input + "}");
            }
            assertTrue(
                    answer instanceof JsonNode json
                            && !json.path("outcome").asText().matches("REJECTED|CONFLICT"),
                    answer + steps.toString());
        }
    }

    private void tell(Step step, Instant at) {
        if (step.other != null) {
            Set<String> one = new HashSet<>(links.get(step.id));
            one.addAll(links.get(step.other));
            one.forEach(id -> links.put(id, one));
        }
        if (step.fact != null) {
            facts.get(step.id)
                    .add(new Fact(
                            step.fact,
                            step.scope,
                            new Mark(at, EntryId.ofRequest(step.id + "-" + step.requestId)),
                            null));
        }
    }

    private void look() {
        for (String id : ids) {
            for (Scope scope : SCOPES.keySet()) {
                String is = world.may(
                        "'userId':'%s','businessId':'%s','category':'MARKETING'%s", id, business, SCOPES.get(scope));
                boolean isRefused = is.equals("MARKETING_OPTED_OUT") || is.equals("BLOCKED_BY_USER");
                assertTrue(isRefused || is.equals("ALLOWED"), is + steps);
                assertTrue(isRefused || !mustRefuse(id, scope), () -> id + " " + scope + " lost a refusal" + steps);
                assertTrue(
                        !isRefused || mayRefuse(id, scope),
                        () -> id + " " + scope + " is refused by nobody " + is + steps);
            }
        }
    }

    /** Whether something that was said at one of the ids still stands there, and no yes at this id lifts it. */
    private boolean mustRefuse(String id, Scope scope) {
        return links.get(id).stream().anyMatch(other -> {
            List<Fact> noes = facts.get(other).stream()
                    .filter(fact -> fact.kind() == Fact.Kind.BLOCK || fact.kind() == Fact.Kind.OPT_OUT)
                    .filter(fact -> stands(fact, facts.get(other), fact.scope()))
                    .toList();
            return noes.stream().anyMatch(no -> stands(no, facts.get(id), scope));
        });
    }

    private boolean mayRefuse(String id, Scope scope) {
        return links.get(id).stream()
                .flatMap(other -> facts.get(other).stream())
                .filter(fact -> fact.kind() == Fact.Kind.BLOCK || fact.kind() == Fact.Kind.OPT_OUT)
                .anyMatch(no -> stands(no, facts.get(id), scope));
    }

    /** Whether a no refuses by itself, beside what else was said at an id that lifts. */
    private static boolean stands(Fact no, List<Fact> said, Scope scope) {
        if (no.kind() == Fact.Kind.BLOCK) {
            return said.stream()
                    .noneMatch(fact -> fact.kind() == Fact.Kind.UNBLOCK
                            && fact.mark().at().isAfter(no.mark().at()));
        }
        List<Fact> all = new ArrayList<>(
                said.stream().filter(fact -> fact.kind() == Fact.Kind.OPT_IN).toList());
        all.add(no);
        return ScopeOracle.of(all, scope).refused() != null;
    }
}
