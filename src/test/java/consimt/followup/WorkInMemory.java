package consimt.followup;

import consimt.business.Business;
import consimt.business.Business.RemovalPolicy;
import consimt.business.BusinessSettings;
import consimt.business.Businesses;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The work of a business that removes by hand, in memory, for the real desk. */
@SuppressWarnings("unchecked")
final class WorkInMemory {

    private static final Business SHOP = HandWork.business(
            "RO", ZoneId.of("Europe/Bucharest"), RemovalPolicy.DEFAULT_DAYS, RemovalPolicy.DayKind.BUSINESS);

    final Map<FollowUpId, FollowUp> work = new HashMap<>();
    private final Set<EntryId> entries = new HashSet<>();
    private final Runnable called;

    /** @param called before each call of the store */
    WorkInMemory(Runnable called) {
        this.called = called;
    }

    RemovalDesk desk(Clock clock) {
        BusinessSettings settings =
                new BusinessSettings(port(Businesses.class, (name, asked) -> Optional.of(SHOP)), clock, "operator");
        FollowUps followUps = port(FollowUps.class, this::followUps);
        return new RemovalDesk(followUps, HandWork.work(followUps, settings, clock), settings, clock);
    }

    /** A store of which the desk calls these methods alone. */
    private static <T> T port(Class<T> type, BiFunction<String, List<?>, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, asked) -> answer.apply(method.getName(), List.of(asked))));
    }

    private Object followUps(String method, List<?> asked) {
        called.run();
        return switch (method) {
            case "about" ->
                work.values().stream()
                        .filter(piece -> piece.relation().equals(asked.get(0)))
                        .toList();
            case "store" ->
                store((List<WorkChange>) asked.get(0), (List<FollowUp>) asked.get(1), (List<FollowUp>) asked.get(2));
            case "forget" -> store(List.of(), List.of((FollowUp) asked.get(0)), List.of()) == Stored.STORED;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    /** With the conditions of the real store. */
    private Stored store(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        Stream<Boolean> areAsRead = Stream.concat(
                changes.stream()
                        .map(change -> version(change.after().id())
                                == Optional.ofNullable(change.before())
                                        .map(FollowUp::version)
                                        .orElse(0)),
                Stream.concat(forgotten.stream(), unchanged.stream())
                        .map(note -> version(note.id()) == note.version()));
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
