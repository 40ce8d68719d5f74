package consimt.relation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The removals by hand that begin besides that of a new opt-out. At a business that removes by hand, each opt-out in
 * force is under a removal that is going on:
 *
 * <ul>
 *   <li>An opt-in ends a removal. The opt-outs that were under it, and that the opt-in does not lift, get their own.
 *   <li>The scopes become too many. Then all marketing gets a removal.
 * </ul>
 *
 * The first kind keeps the day that was promised. The second has the day of the fact, else the last one that was promised.
 */
final class FurtherRemovals {

    /** A scope comes before all that it covers. */
    private static final Comparator<Scope> WIDER_FIRST =
            Comparator.comparing(FurtherRemovals::parts).thenComparing(Comparator.naturalOrder());

    private final Standing before;
    private Standing after;

    /**
     * @param before the standing before its marks moved
     * @param after the standing after it, with the removal of a new opt-out
     */
    FurtherRemovals(Standing before, Standing after) {
        this.before = before;
        this.after = after;
    }

    /** The work by hand after a fact. An opt-out that promises no day begins no removal of all either. */
    ByHand after(Fact fact) {
        return fact.kind().isWish()
                ? all(!fact.kind().isOptOut() || fact.stopsBy() != null, fact.stopsBy())
                : after.byHand();
    }

    /** The work by hand after the marks of another id of the person came. */
    ByHand afterAMerge() {
        return all(true, null);
    }

    private ByHand all(boolean isForTooManyScopes, @Nullable LocalDate day) {
        insteadOfEnded();
        if (isForTooManyScopes && after.marks().isCollapsed() && !before.marks().isCollapsed()) {
            ofAll(day);
        }
        return after.byHand();
    }

    private void insteadOfEnded() {
        List<Removal> ended = before.removals().current().stream()
                .filter(removal -> !after.removals().isCurrent(removal))
                .toList();
        if (!ended.isEmpty()) {
            optOuts()
                    .forEach(scope -> ended.stream()
                            .filter(removal -> removal.scope().covers(scope))
                            .map(Removal::stopsBy)
                            .max(Comparator.naturalOrder())
                            .ifPresent(day -> beginUnlessCovered(scope, day)));
        }
    }

    private void ofAll(@Nullable LocalDate ofTheFact) {
        Optional.ofNullable(ofTheFact)
                .or(before.byHand()::lastDay)
                .filter(day -> !isAllCovered())
                .ifPresent(day -> begin(Scope.ALL, day));
    }

    /** The marks no longer tell whether a part was asked for after the removal was done. Those before do. */
    private boolean isAllCovered() {
        return after.removals()
                .covering(Scope.ALL)
                .filter(removal ->
                        before.removals().covers(removal, after.byHand().isDone(removal), Scope.ALL))
                .isPresent();
    }

    private Set<Scope> optOuts() {
        Set<Scope> scopes = new TreeSet<>(WIDER_FIRST);
        after.marks().keys().stream()
                .filter(key -> key.kind().isScoped() && key.kind().isProtective())
                .map(Marks.Key::scope)
                .forEach(scopes::add);
        return scopes;
    }

    private void beginUnlessCovered(Scope scope, LocalDate day) {
        if (after.removals().covering(scope).isEmpty()) {
            begin(scope, day);
        }
    }

    private void begin(Scope scope, LocalDate day) {
        Mark optOut = after.marks().optOutOf(scope);
        if (optOut != null) {
            after = after.with(after.byHand().replacedBy(scope, next(new Removal(scope, day, optOut))));
        }
    }

    /** A second removal of one opt-out has its short key, so that its work is another one. */
    private Removal next(Removal next) {
        ByHand.InScope there = after.byHand().in(next.scope());
        return Stream.of(Optional.ofNullable(there.removal()), Optional.ofNullable(there.before()))
                        .flatMap(Optional::stream)
                        .anyMatch(earlier -> earlier.isOf(next.optOut().entry()))
                ? new Removal(next.scope(), next.stopsBy(), next.optOut().shortened())
                : next;
    }

    private static long parts(Scope scope) {
        return Stream.<@Nullable Object>of(scope.channel(), scope.sender(), scope.topic())
                .filter(part -> part != null)
                .count();
    }
}
