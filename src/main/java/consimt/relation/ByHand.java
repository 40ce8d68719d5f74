package consimt.relation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The removals that people at the business do by hand, by scope. They keep what was promised first. So, unlike the
 * marks, they depend on the order of arrival.
 */
public record ByHand(Map<Scope, InScope> scopes) {

    public static final ByHand NOTHING = new ByHand(Map.of());

    public ByHand {
        scopes = Map.copyOf(scopes);
    }

    /**
     * The work of one scope.
     *
     * @param removal the one of the last change from not opted out to opted out
     * @param isDone whether somebody at the business has done it
     * @param before the removal that it replaced
     */
    public record InScope(
            @Nullable Removal removal,
            boolean isDone,
            @Nullable Removal before) {

        public static final InScope NOTHING = new InScope(null, false, null);

        private InScope replacedBy(@Nullable Removal next) {
            return new InScope(next, false, removal == null ? before : removal);
        }
    }

    public static ByHand of(Scope scope, InScope work) {
        return NOTHING.with(scope, work);
    }

    public InScope in(Scope scope) {
        return scopes.getOrDefault(scope, InScope.NOTHING);
    }

    public ByHand with(Scope scope, InScope work) {
        Map<Scope, InScope> next = new TreeMap<>(scopes);
        if (work.equals(InScope.NOTHING)) {
            next.remove(scope);
        } else {
            next.put(scope, work);
        }
        return new ByHand(next);
    }

    ByHand replacedBy(Scope scope, @Nullable Removal next) {
        return with(scope, in(scope).replacedBy(next));
    }

    /** All removals, of which an opt-in may have ended some. */
    public Stream<Removal> removals() {
        return new TreeMap<>(scopes).values().stream().map(InScope::removal).flatMap(Stream::ofNullable);
    }

    /** The last day of all removals, also of those that were replaced; empty if there is none. */
    Optional<LocalDate> lastDay() {
        return scopes.values().stream()
                .flatMap(work -> Stream.of(Optional.ofNullable(work.removal()), Optional.ofNullable(work.before())))
                .flatMap(Optional::stream)
                .map(Removal::stopsBy)
                .max(Comparator.naturalOrder());
    }

    /** Whether somebody at the business has done this removal. */
    public boolean isDone(Removal removal) {
        return Optional.of(in(removal.scope()))
                .filter(work -> removal.equals(work.removal()))
                .filter(InScope::isDone)
                .isPresent();
    }

    /** The removal that this one replaced, or null. */
    public @Nullable Removal before(Removal removal) {
        return in(removal.scope()).before();
    }
}
