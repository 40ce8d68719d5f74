package consimt.followup;

import consimt.kit.TestClock;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.record.RemovalWork.Promise;
import consimt.record.Removals;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A person with two ids at a business that removes by hand. The desk is the real one; the stores are maps. What is said
 * is recorded as the recorder does it: the promise, the marks of all ids that are one, the work.
 */
final class PersonInMemory {

    private static final Map<String, Scope> PARTS = new TreeMap<>(Map.of(
            "all", Scope.ALL,
            "offers", Scope.ofTopic("offers"),
            "news", Scope.ofTopic("news"),
            "parcels", Scope.ofTopic("parcels"),
            "wa", Scope.of(Channel.WHATSAPP),
            "wa1", new Scope(Channel.WHATSAPP, "1", null),
            "wa2", new Scope(Channel.WHATSAPP, "2", null),
            "sms", Scope.of(Channel.SMS),
            "email", Scope.of(Channel.EMAIL),
            "push", Scope.of(Channel.PUSH)));

    static {
        PARTS.put("sms+offers", PARTS.get("sms").with(PARTS.get("offers")));
    }

    static final Relation ONE = new Relation(new UserId("40700000001"), new BusinessId("shop"));
    static final Relation OTHER = new Relation(new UserId("RO.40700000001"), ONE.businessId());

    final TestClock clock;
    final Map<Relation, Standing> standings = new HashMap<>();
    final Map<FollowUpId, FollowUp> work;
    private final Set<Mark> told = new HashSet<>();
    private final Instant first;
    private final RemovalDesk desk;
    private boolean isOne;
    private int said;

    PersonInMemory(String start) {
        clock = new TestClock(start);
        first = clock.instant();
        WorkInMemory stored = new WorkInMemory(() -> {});
        work = stored.work;
        desk = stored.desk(clock);
    }

    /**
     * Says and does, in words. {@code out}, {@code in}: an opt-out of and an opt-in to a scope; {@code late}, {@code
     * lateOut}: said 1.5 seconds after the beginning; {@code past}: an opt-in of 30 hours ago; {@code done}, {@code
     * skip}, {@code claim}: what people do to open work of a scope; {@code back}, {@code take}: what they do to the work of
     * putting the person back; {@code one}: the ids are one from then on. {@code /2}: under the second id.
     */
    PersonInMemory does(String history) {
        Stream.of(history.split(" ")).forEach(this::step);
        return this;
    }

    /** Of what the person says an hour later. */
    Mark nextMark(String requestId) {
        clock.pass(Duration.ofHours(1));
        return new Mark(clock.instant(), EntryId.ofRequest(requestId));
    }

    private void step(String step) {
        clock.pass(Duration.ofHours(20));
        String[] words = step.split("[:/]");
        Relation under = step.endsWith("/2") ? OTHER : ONE;
        switch (words[0]) {
            case "one" -> unite();
            case "done" -> close(Kind.MARKETING_REMOVAL, words[1], State.DONE);
            case "skip" -> close(Kind.MARKETING_REMOVAL, words[1], State.SKIPPED);
            case "claim" -> close(Kind.MARKETING_REMOVAL, words[1], State.CLAIMED);
            case "back" -> close(Kind.MARKETING_REINSTATEMENT, words[1], State.DONE);
            case "take" -> close(Kind.MARKETING_REINSTATEMENT, words[1], State.CLAIMED);
            default -> {
                Instant at = words[0].startsWith("late")
                        ? first.plusMillis(1_500)
                        : clock.instant().minus(Duration.ofHours(words[0].startsWith("past") ? 30 : 0));
                Mark mark = new Mark(at, EntryId.ofRequest("r" + said++));
                boolean isOut = words[0].equals("out") || words[0].equals("lateOut");
                say(under, PARTS.get(words[1]), mark, isOut, Reach.WORK);
            }
        }
    }

    /** What a call comes to before it is cut off: the marks of its own id, those of all ids that are one, or the work. */
    enum Reach {
        OWN_ID,
        ALL_IDS,
        WORK
    }

    void say(Relation under, Scope scope, Mark mark, boolean isOut, Reach reach) {
        Promise promise = isOut ? desk.intend(under, scope, mark, mark.at(), () -> standing(under)) : null;
        Fact fact = new Fact(
                isOut ? Fact.Kind.OPT_OUT : Fact.Kind.OPT_IN, scope, mark, promise == null ? null : promise.stopsBy());
        Move joined = join(under, fact, reach != Reach.OWN_ID);
        Move move = told.add(mark) ? joined : joined.again();
        if (reach != Reach.WORK) {
            return;
        }
        if (promise == null) {
            desk.reconcile(under, fact, move);
        } else {
            Removals unused = promise.keeping().apply(fact, move);
        }
    }

    /** Nothing moved. */
    void reconcile() {
        standings.forEach(
                (under, standing) -> desk.reconcile(under, null, new Move(standing, standing, false, Map.of())));
    }

    private Move join(Relation under, Fact fact, boolean isOfAll) {
        Standing before = standing(under);
        standings.replaceAll(
                (each, standing) -> each.equals(under) || isOne && isOfAll ? standing.with(fact) : standing);
        standings.putIfAbsent(under, before.with(fact));
        Map<Relation, Standing> elsewhere = new HashMap<>(isOne ? standings : Map.of());
        elsewhere.remove(under);
        // The fact alone is written. The work follows from what all ids have.
        Standing after = elsewhere.values().stream().reduce(standing(under), Standing::with);
        return new Move(before, after, !standing(under).equals(before), elsewhere);
    }

    private void unite() {
        Standing before = standing(OTHER);
        Standing both = standing(ONE).with(before).knownAs(Set.of(ONE.userId(), OTHER.userId()));
        standings.put(ONE, both);
        standings.put(OTHER, both);
        isOne = true;
        desk.reconcile(OTHER, null, new Move(before, both, true, Map.of(ONE, both)));
    }

    Standing standing(Relation relation) {
        return standings.getOrDefault(relation, Standing.UNKNOWN);
    }

    /** The first open work of a scope, if there is such work. */
    private void close(Kind kind, String scope, State state) {
        work.values().stream()
                .filter(piece -> piece.kind() == kind && piece.state().isWork())
                .filter(piece -> piece.scope().equals(PARTS.get(scope)))
                .min(Comparator.comparing(FollowUp::state).thenComparing(FollowUp::openedAt))
                .ifPresent(piece -> work.put(
                        piece.id(),
                        state == State.CLAIMED ? piece.as(state) : piece.closed(state, "ana", clock.instant())));
    }

    /** All work in words: whose it is, since how many milliseconds, its state and its day. A claim lapses before the next step. */
    String told() {
        return work.values().stream()
                .map(piece -> (piece.kind() == Kind.MARKETING_REMOVAL ? "" : "back ")
                        + name(piece.scope())
                        + (piece.relation().equals(ONE) ? "@1#" : "@2#")
                        + Duration.between(first, piece.openedAt()).toMillis()
                        + " " + (piece.state() == State.CLAIMED ? State.OPEN : piece.state())
                        + " " + piece.due())
                .sorted()
                .collect(
                        Collectors.collectingAndThen(Collectors.joining("; "), all -> all.isEmpty() ? "nothing" : all));
    }

    private static String name(Scope scope) {
        return PARTS.entrySet().stream()
                .filter(each -> each.getValue().equals(scope))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static Set<Scope> scopes() {
        return Set.copyOf(PARTS.values());
    }
}
