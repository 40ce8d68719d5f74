package consimt.removal;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.business.Businesses;
import consimt.business.RemovalPolicy;
import consimt.followup.FollowUp;
import consimt.followup.FollowUps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.followup.HandWork;
import consimt.kit.TestClock;
import consimt.ledger.Entry;
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
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A person with two ids at a business that removes by hand. The desk is the real one; the stores are maps. What is said
 * is recorded as the recorder does it: the promise, the marks of all ids that are one, the work.
 */
@SuppressWarnings("unchecked")
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

    private static final Business SHOP = HandWork.business(
            "RO", ZoneId.of("Europe/Bucharest"), RemovalPolicy.DEFAULT_DAYS, RemovalPolicy.DayKind.BUSINESS);

    final TestClock clock;
    final Map<Relation, Standing> standings = new HashMap<>();
    final Map<FollowUpId, FollowUp> work = new HashMap<>();
    private final Set<EntryId> entries = new HashSet<>();
    private final Set<Mark> told = new HashSet<>();
    private final Instant first;
    private final RemovalDesk desk;
    private boolean isOne;
    private int said;

    PersonInMemory(String start) {
        clock = new TestClock(start);
        first = clock.instant();
        BusinessSettings settings =
                new BusinessSettings(port(Businesses.class, (name, asked) -> Optional.of(SHOP)), clock, "operator");
        FollowUps followUps = port(FollowUps.class, this::followUps);
        desk = new RemovalDesk(followUps, HandWork.work(followUps, settings, clock), settings, clock);
    }

    /**
     * Says and does, in words. {@code out}, {@code in}: an opt-out of and an opt-in to a scope; {@code late}, {@code
     * lateOut}: said 1.5 seconds after the beginning; {@code past}: an opt-in of 30 hours ago; {@code done}, {@code skip}, {@code claim}, {@code back}: what people
     * do to open work of a scope, {@code back}, {@code take}: what they do to the work of putting the person back; {@code one}: the ids are one from
     * then on. {@code /2}: under the second id.
     */
    PersonInMemory does(String history) {
        Stream.of(history.split(" ")).forEach(this::step);
        return this;
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

    /** A store of which the desk calls these methods alone. */
    private static <T> T port(Class<T> type, BiFunction<String, List<?>, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, asked) -> answer.apply(method.getName(), List.of(asked))));
    }

    private Object followUps(String method, List<?> asked) {
        return switch (method) {
            case "about" ->
                work.values().stream()
                        .filter(piece -> piece.relation().equals(asked.get(0)))
                        .toList();
            case "store" -> store((List<WorkChange>) asked.get(0), (List<FollowUp>) asked.get(1));
            case "forget" -> store(List.of(), List.of((FollowUp) asked.get(0)));
            default -> throw new UnsupportedOperationException(method);
        };
    }

    /** With the conditions of the real store. */
    private Stored store(List<WorkChange> changes, List<FollowUp> forgotten) {
        Stream<Boolean> areAsRead = Stream.concat(
                changes.stream()
                        .map(change -> version(change.after().id())
                                == Optional.ofNullable(change.before())
                                        .map(FollowUp::version)
                                        .orElse(0)),
                forgotten.stream().map(note -> version(note.id()) == note.version()));
        if (!areAsRead.allMatch(isAsRead -> isAsRead)) {
            return Stored.CHANGED_MEANWHILE;
        }
        List<EntryId> steps = changes.stream()
                .flatMap(change -> Stream.ofNullable(change.entry()))
                .map(Entry::id)
                .toList();
        if (steps.stream().anyMatch(entries::contains)) {
            return Stored.ENTRY_WAS_THERE;
        }
        entries.addAll(steps);
        changes.forEach(change -> work.put(change.after().id(), change.after()));
        forgotten.forEach(note -> work.remove(note.id()));
        return Stored.STORED;
    }

    private int version(FollowUpId id) {
        return Optional.ofNullable(work.get(id)).map(FollowUp::version).orElse(0);
    }
}
