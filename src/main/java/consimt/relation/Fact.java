package consimt.relation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger entry says about the standing.
 *
 * @param kind what happened
 * @param mark when, and in which entry it stands
 * @param stopsBy for an opt-out at a business that removes by hand, the day by which it promised to; else null
 */
public record Fact(Kind kind, Mark mark, @Nullable LocalDate stopsBy) {

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
        OPT_IN(MarkKind.OPTED_IN, MarkKind.EXPRESSED);

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

        public boolean isOptOut() {
            return this == OPT_OUT || this == MESSAGE_THAT_OPTS_OUT;
        }
    }

    public static Fact of(Kind kind, Instant at, EntryId entry) {
        return new Fact(kind, new Mark(at, entry), null);
    }

    /** The same in a relation that the person has under another id: no work by hand begins there. */
    public Fact elsewhere() {
        return new Fact(kind, mark, null);
    }

    boolean isProtective() {
        return kind == Kind.BLOCK || kind.isOptOut();
    }

    /** Whether what the fact says is so in a standing that has it: a later opposite may stand instead. */
    boolean isInForce(Standing standing) {
        return switch (kind) {
            case BLOCK -> standing.isBlocked();
            case UNBLOCK -> !standing.isBlocked();
            case OPT_OUT, MESSAGE_THAT_OPTS_OUT -> standing.isOptedOut();
            case OPT_IN -> !standing.isOptedOut();
            case FIRST_CONTACT, MESSAGE_SENT, CONTINUE, REPORT, REPORT_AND_BLOCK -> true;
        };
    }
}
