package consimt.relation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a standing, and which of several facts of a kind each keeps.
 *
 * <p>A protective mark names the mark that lifts it. What such a pair means follows from that: the protective one stands
 * while no later one lifts it.
 */
public enum MarkKind {
    /** The business made its first contact. */
    CONTACTED(Keeps.EARLIEST),
    /** The person wrote to the business, which is agreement to the conversation. */
    IMPLIED(Keeps.EARLIEST),
    /** The person said yes to the conversation, or to marketing, which is more. */
    EXPRESSED(Keeps.EARLIEST),
    UNBLOCKED(Keeps.LATEST),
    BLOCKED(UNBLOCKED),
    OPTED_IN(Keeps.LATEST),
    OPTED_OUT(OPTED_IN);

    /** The one way in which a mark moves. */
    public enum Keeps {
        EARLIEST,
        LATEST
    }

    private static final List<MarkKind> PROTECTIVE =
            Arrays.stream(values()).filter(MarkKind::isProtective).toList();

    private final Keeps keeps;
    private final @Nullable MarkKind liftedBy;

    MarkKind(Keeps keeps) {
        this.keeps = keeps;
        this.liftedBy = null;
    }

    /** A protective mark. */
    MarkKind(MarkKind liftedBy) {
        this.keeps = Keeps.LATEST;
        this.liftedBy = liftedBy;
    }

    public static List<MarkKind> protective() {
        return PROTECTIVE;
    }

    public Keeps keeps() {
        return keeps;
    }

    public boolean isProtective() {
        return liftedBy != null;
    }

    /** Whether there may be one mark for each scope; of all others there is one. */
    public boolean isScoped() {
        return this == OPTED_OUT || this == OPTED_IN;
    }

    /** The mark that says the opposite, or null. */
    public @Nullable MarkKind opposite() {
        return isProtective() ? liftedBy : lifts();
    }

    /** The protective mark that this one lifts, or null. */
    @Nullable MarkKind lifts() {
        return PROTECTIVE.stream()
                .filter(protective -> protective.liftedBy == this)
                .findFirst()
                .orElse(null);
    }

    /** Whether a fact with the new mark moves one that stands. */
    boolean moves(Mark standing, Mark fact) {
        int order = fact.compareTo(standing);
        return keeps == Keeps.EARLIEST ? order < 0 : order > 0;
    }
}
