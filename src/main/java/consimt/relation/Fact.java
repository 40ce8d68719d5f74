package consimt.relation;

import consimt.relation.Standing.Basis;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger entry does to the standing.
 *
 * @param kind what happened
 * @param scope which marketing a wish is about; else {@link Scope#ALL}
 * @param mark when it counts, and in which entry it stands
 * @param stopsBy for an opt-out at a business that removes by hand, the promised last day; else null
 */
public record Fact(
        Kind kind, Scope scope, Mark mark, @Nullable LocalDate stopsBy) {

    /** What can happen, and which marks each kind moves. */
    public enum Kind {
        FIRST_CONTACT(MarkKind.CONTACTED),
        MESSAGE_SENT(MarkKind.IMPLIED),
        CONTINUE(MarkKind.EXPRESSED),
        BLOCK(MarkKind.BLOCKED),
        UNBLOCK(MarkKind.UNBLOCKED),
        REPORT,
        REPORT_AND_BLOCK(MarkKind.BLOCKED),
        OPT_OUT(MarkKind.OPTED_OUT),
        /** A message that is an opt-out is also agreement to the conversation. */
        MESSAGE_THAT_OPTS_OUT(MarkKind.OPTED_OUT, MarkKind.IMPLIED),
        /** An opt-in is also an expressed yes to the conversation. */
        OPT_IN(MarkKind.OPTED_IN, MarkKind.EXPRESSED),
        /** The same three kinds, if the business alone vouches for them. */
        OPT_OUT_TOLD(MarkKind.OPTED_OUT_TOLD),
        MESSAGE_THAT_OPTS_OUT_TOLD(MarkKind.OPTED_OUT_TOLD, MarkKind.IMPLIED),
        OPT_IN_TOLD(MarkKind.OPTED_IN_TOLD, MarkKind.EXPRESSED),
        /** An update named ids that would be too many for one person. */
        TOO_MANY_IDS(MarkKind.TOO_MANY_IDS),
        /** The operator decided that these ids are different persons. */
        IDS_ACCEPTED(MarkKind.IDS_ACCEPTED),
        /** An uncertain refusal came. The mark is that of the held opt-out. */
        HOLD,
        /** Somebody decided about the held opt-out of the mark's entry. */
        HOLD_RELEASED,
        /** The person sent a message that may be a refusal. It is no agreement. */
        REFUSAL_SUSPECTED,
        /** Somebody read the message of the mark's entry: it is no refusal. */
        REFUSAL_CLEARED;

        private final Set<MarkKind> moves;

        Kind(MarkKind... moves) {
            this.moves = Set.of(moves);
        }

        public Set<MarkKind> moves() {
            return moves;
        }

        public boolean isReport() {
            return this == REPORT || this == REPORT_AND_BLOCK;
        }

        /** Whether it begins or ends a hold. Such a fact moves no mark. */
        public boolean isAboutHolding() {
            return this == HOLD || this == REFUSAL_SUSPECTED || endsAHold();
        }

        private boolean endsAHold() {
            return this == HOLD_RELEASED || this == REFUSAL_CLEARED;
        }

        public boolean isOptOut() {
            return isWish() && isProtective();
        }

        public boolean isOptIn() {
            return isWish() && !isProtective();
        }

        /** Whether it is a wish about marketing. */
        public boolean isWish() {
            return moves.stream().anyMatch(MarkKind::isScoped);
        }

        private Kind told() {
            return switch (this) {
                case OPT_OUT -> OPT_OUT_TOLD;
                case MESSAGE_THAT_OPTS_OUT -> MESSAGE_THAT_OPTS_OUT_TOLD;
                case OPT_IN -> OPT_IN_TOLD;
                default -> this;
            };
        }

        /** Whether it protects the person: an opt-out, a block, a report, or what may be one. */
        public boolean isProtective() {
            return isAboutHolding() && !endsAHold()
                    || isReport()
                    || moves.stream().anyMatch(MarkKind::isProtective);
        }

        /** The basis of consent that it gives, or null. */
        public @Nullable Basis basis() {
            if (moves.contains(MarkKind.EXPRESSED)) {
                return Basis.EXPRESSED;
            }
            return moves.contains(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
        }
    }

    /** A fact about all marketing, without a promised day. */
    public static Fact of(Kind kind, Instant at, EntryId entry) {
        return of(kind, new Mark(at, entry));
    }

    public static Fact of(Kind kind, Mark mark) {
        return new Fact(kind, Scope.ALL, mark, null);
    }

    /** The same fact for a relation of another id of the person. No work by hand begins there. */
    public Fact elsewhere() {
        return new Fact(kind, scope, mark, null);
    }

    /** The same fact if the business alone vouches for it. Wishes about marketing then move marks of their own. */
    public Fact told() {
        return new Fact(kind.told(), scope, mark, stopsBy);
    }

    /**
     * The part that counts under an id which is the person's by the word of the business alone; null if there is none.
     * An unblock does not count there. Of an opt-in only the agreement to the conversation counts. That a message is no
     * refusal counts there too: it ends the hold by this one message.
     */
    public @Nullable Fact crossing() {
        if (kind == Kind.HOLD_RELEASED) {
            return null;
        }
        if (kind.moves.stream().allMatch(MarkKind::crosses)) {
            return elsewhere();
        }
        return kind.isOptIn() ? of(Kind.CONTINUE, mark) : null;
    }

    /** The marks that it moves. */
    public Set<Marks.Key> keys() {
        return kind.moves.stream().map(this::key).collect(Collectors.toUnmodifiableSet());
    }

    private Marks.Key key(MarkKind moved) {
        return new Marks.Key(moved, moved.isScoped() ? scope : Scope.ALL);
    }

    /** Whether the fact is in force in a standing that has it. A later opposite fact may be in force instead. */
    boolean isInForce(Standing standing) {
        if (kind == Kind.REFUSAL_SUSPECTED) {
            return standing.isHeldBy(mark);
        }
        return keys().stream().allMatch(key -> isInForce(key, standing.marks()));
    }

    /** The mark that lifts this refusal in a standing that has it; empty if the refusal is in force. */
    public Optional<Mark> liftedBy(Standing standing) {
        if (kind == Kind.REFUSAL_SUSPECTED) {
            return isInForce(standing) ? Optional.empty() : Optional.of(endedBy(standing));
        }
        return keys().stream()
                .filter(key -> key.kind().isProtective() && !isInForce(key, standing.marks()))
                .flatMap(key -> key.opposites().stream())
                .flatMap(lifting -> Stream.ofNullable(standing.marks().get(lifting)))
                .max(Comparator.naturalOrder());
    }

    /** The opt-in after this suspicion; else the decision that the message is no refusal. */
    private Mark endedBy(Standing standing) {
        Mark optedIn = standing.mark(MarkKind.OPTED_IN);
        return optedIn != null && mark.at().isBefore(optedIn.at())
                ? optedIn
                : new Mark(mark.at(), EntryId.ofRefusalCleared(mark.entry()));
    }

    private static boolean isInForce(Marks.Key moved, Marks marks) {
        if (moved.kind().isProtective()) {
            return marks.stands(moved);
        }
        // An opt-in is not in force while any opt-out is, whoever vouches for either.
        return MarkKind.protective().stream()
                .filter(no ->
                        moved.kind().isScoped() ? no.isScoped() : no.opposites().contains(moved.kind()))
                .noneMatch(no -> marks.stands(new Marks.Key(no, moved.scope())));
    }
}
