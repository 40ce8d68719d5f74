package consimt.relation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The removals by hand of one relation, as its marks judge them: which are for an opt-out in force, and which ended. */
public record RelationRemovals(Marks marks, ByHand byHand) {

    /** The removals for opt-outs in force, done or not. */
    public List<Removal> current() {
        return byHand.removals().filter(this::isCurrent).toList();
    }

    /** The removal in force, done or not, that covers a scope: a further opt-out of the scope needs none. */
    public Optional<Removal> covering(Scope scope) {
        return byHand.removals()
                .filter(this::isCurrent)
                .filter(removal -> covers(removal, byHand.isDone(removal), scope))
                .findFirst();
    }

    /**
     * Whether a removal in force covers a scope. One that is done does not if the person has asked for a part of the
     * scope since, because people may have put the number back on that list.
     */
    public boolean covers(Removal removal, boolean isDone, Scope scope) {
        Scope standing = marks.standing(scope);
        return removal.scope().covers(standing) && !(isDone && isAskedForSince(removal, standing));
    }

    private boolean isAskedForSince(Removal removal, Scope scope) {
        return MarkKind.optOutsByScope().stream()
                .map(kind -> new Marks.Key(kind, marks.standing(removal.scope())))
                .anyMatch(key -> marks.liftingSomeOf(key, scope) != null);
    }

    /**
     * Whether people may have put the number back on a part of the list after a removal that was done, though not on the
     * whole. With too many scopes, the marks have no opt-ins to parts. Then it is so if no opt-in to all ended the removal:
     * another one began because a part was asked for.
     */
    public boolean mayBeBackInPartAfter(Removal done) {
        List<Scope> since = marks.keys().stream()
                .filter(key -> MarkKind.optInsByScope().contains(key.kind()))
                .filter(key -> Stream.ofNullable(marks.get(key))
                        .anyMatch(asked -> done.optOut().at().isBefore(asked.at())))
                .map(Marks.Key::scope)
                .toList();
        return marks.isCollapsed()
                ? since.isEmpty()
                : since.stream().anyMatch(part -> done.scope().covers(part) && !part.equals(done.scope()));
    }

    /** The removals that an opt-in ended. */
    public List<Removal> ended() {
        return byHand.removals().filter(removal -> !isCurrent(removal)).toList();
    }

    boolean isCurrent(Removal removal) {
        return marks.isOptedOutOf(removal.scope());
    }

    /** When an opt-in last ended a removal of this scope; null if none did. */
    public @Nullable Instant optedInOver(Removal ended) {
        Scope scope = marks.standing(ended.scope());
        return MarkKind.optInsByScope().stream()
                .flatMap(kind -> Stream.ofNullable(marks.covering(kind, scope)))
                .map(Mark::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * The work by hand without the removals that an opt-in ended and that further marks would bring back: these were
     * not for the opt-outs that count now. Too many scopes do so, or marks from another id.
     */
    ByHand leftIn(Marks next) {
        ByHand left = byHand;
        for (Removal ended : ended()) {
            left = next.isOptedOutOf(ended.scope()) ? left.replacedBy(ended.scope(), null) : left;
        }
        return left;
    }
}
