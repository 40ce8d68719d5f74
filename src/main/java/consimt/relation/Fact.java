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
 * What a ledger entry says about the standing.
 *
 * @param kind what happened
 * @param scope of a wish about marketing, what the wish is about; else {@link Scope#ALL}
 * @param mark when, and in which entry it stands
 * @param stopsBy for an opt-out at a business that removes by hand, the day by which it promised to; else null
 */
public record Fact(
        Kind kind, Scope scope, Mark mark, @Nullable LocalDate stopsBy) {

    /** What can happen, and the marks that it moves. */
    public enum Kind {
        FIRST_CONTACT(MarkKind.CONTACTED),
        MESSAGE_SENT(MarkKind.IMPLIED),
        CONTINUE(MarkKind.EXPRESSED),
        BLOCK(MarkKind.BLOCKED),
        UNBLOCK(MarkKind.UNBLOCKED),
        REPORT,
        REPORT_AND_BLOCK(MarkKind.BLOCKED),
        OPT_OUT(MarkKind.OPTED_OUT),
        /** A message with which the person opts out is agreement to the conversation all the same. */
        MESSAGE_THAT_OPTS_OUT(MarkKind.OPTED_OUT, MarkKind.IMPLIED),
        /** An explicit yes to marketing is an expressed yes to the conversation too. */
        OPT_IN(MarkKind.OPTED_IN, MarkKind.EXPRESSED),
        /** The same three, where the business alone vouches for them. */
        OPT_OUT_TOLD(MarkKind.OPTED_OUT_TOLD),
        MESSAGE_THAT_OPTS_OUT_TOLD(MarkKind.OPTED_OUT_TOLD, MarkKind.IMPLIED),
        OPT_IN_TOLD(MarkKind.OPTED_IN_TOLD, MarkKind.EXPRESSED),
        /** Ids were told to be one that would be too many for one person. */
        TOO_MANY_IDS(MarkKind.TOO_MANY_IDS),
        /** The operator decided that they are not one person. */
        IDS_ACCEPTED(MarkKind.IDS_ACCEPTED),
        /** What may be a refusal came; the mark is that of what is held. */
        HOLD,
        /** Somebody decided about what the mark's entry told. */
        HOLD_RELEASED;

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

        /** Whether it holds marketing, or ends that: it moves no mark. */
        public boolean isAboutHolding() {
            return this == HOLD || this == HOLD_RELEASED;
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

        /** Whether it is a person's no: an opt-out, a block, a report; or may be one. */
        public boolean isProtective() {
            return this == HOLD || isReport() || moves.stream().anyMatch(MarkKind::isProtective);
        }

        /** How consent to the conversation is given by it, or null. */
        public @Nullable Basis basis() {
            if (moves.contains(MarkKind.EXPRESSED)) {
                return Basis.EXPRESSED;
            }
            return moves.contains(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
        }
    }

    /** A fact about all of what its kind is about, that nobody promised a day for. */
    public static Fact of(Kind kind, Instant at, EntryId entry) {
        return of(kind, new Mark(at, entry));
    }

    public static Fact of(Kind kind, Mark mark) {
        return new Fact(kind, Scope.ALL, mark, null);
    }

    /** The same in a relation that the person has under another id: no work by hand begins there. */
    public Fact elsewhere() {
        return new Fact(kind, scope, mark, null);
    }

    /** The same where the business alone vouches for it: a wish about marketing is kept apart from the person's own. */
    public Fact told() {
        return new Fact(kind.told(), scope, mark, stopsBy);
    }

    /**
     * What of it counts under an id that is the person's by the word of the business alone; null where nothing does. An
     * unblock does not, and of an opt-in only the agreement to the conversation.
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

    /** Which marks it moves. */
    public Set<Marks.Key> keys() {
        return kind.moves.stream().map(this::key).collect(Collectors.toUnmodifiableSet());
    }

    private Marks.Key key(MarkKind moved) {
        return new Marks.Key(moved, moved.isScoped() ? scope : Scope.ALL);
    }

    /** Whether what the fact says is so in a standing that has it: a later opposite may stand instead. */
    boolean isInForce(Standing standing) {
        return keys().stream().allMatch(key -> isInForce(key, standing.marks()));
    }

    /** The mark that lifts a refusal in a standing which has the refusal; empty where it is in force. */
    public Optional<Mark> liftedBy(Standing standing) {
        return keys().stream()
                .filter(key -> key.kind().isProtective() && !isInForce(key, standing.marks()))
                .flatMap(key -> key.opposites().stream())
                .flatMap(lifting -> Stream.ofNullable(standing.marks().get(lifting)))
                .max(Comparator.naturalOrder());
    }

    private static boolean isInForce(Marks.Key moved, Marks marks) {
        if (moved.kind().isProtective()) {
            return marks.stands(moved);
        }
        // An opt-in, by whosever word, is none while an opt-out stands, by whosever word.
        return MarkKind.protective().stream()
                .filter(no ->
                        moved.kind().isScoped() ? no.isScoped() : no.opposites().contains(moved.kind()))
                .noneMatch(no -> marks.stands(new Marks.Key(no, moved.scope())));
    }
}
