package consimt.relation;

import org.jspecify.annotations.Nullable;

/** The marks of a standing, and which of several facts of a kind each keeps. */
public enum MarkKind {
    /** The business made its first contact. */
    CONTACTED(Keeps.EARLIEST),
    /** The person wrote to the business, which is agreement to the conversation. */
    IMPLIED(Keeps.EARLIEST),
    /** The person said yes to the conversation, or to marketing, which is more. */
    EXPRESSED(Keeps.EARLIEST),
    BLOCKED(Keeps.LATEST),
    UNBLOCKED(Keeps.LATEST),
    OPTED_OUT(Keeps.LATEST),
    OPTED_IN(Keeps.LATEST);

    /** The one way in which a mark moves. */
    public enum Keeps {
        EARLIEST,
        LATEST
    }

    private final Keeps keeps;

    MarkKind(Keeps keeps) {
        this.keeps = keeps;
    }

    public Keeps keeps() {
        return keeps;
    }

    /** The mark that says the opposite, or null. */
    public @Nullable MarkKind opposite() {
        return switch (this) {
            case BLOCKED -> UNBLOCKED;
            case UNBLOCKED -> BLOCKED;
            case OPTED_OUT -> OPTED_IN;
            case OPTED_IN -> OPTED_OUT;
            case CONTACTED, IMPLIED, EXPRESSED -> null;
        };
    }

    /** What sets this mark. */
    Fact.Kind fact() {
        return switch (this) {
            case CONTACTED -> Fact.Kind.FIRST_CONTACT;
            case IMPLIED -> Fact.Kind.MESSAGE_SENT;
            case EXPRESSED -> Fact.Kind.CONTINUE;
            case BLOCKED -> Fact.Kind.BLOCK;
            case UNBLOCKED -> Fact.Kind.UNBLOCK;
            case OPTED_OUT -> Fact.Kind.OPT_OUT;
            case OPTED_IN -> Fact.Kind.OPT_IN;
        };
    }

    /** Whether a fact with the new mark moves one that stands. */
    boolean moves(Mark standing, Mark fact) {
        int order = fact.compareTo(standing);
        return keeps == Keeps.EARLIEST ? order < 0 : order > 0;
    }
}
