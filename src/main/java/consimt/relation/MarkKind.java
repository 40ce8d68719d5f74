package consimt.relation;

import java.util.Arrays;
import java.util.List;

/**
 * The marks of a standing, and which of several facts of a kind each keeps.
 *
 * <p>A protective mark names the marks that lift it. What these mean follows from that: the protective one stands while no
 * later one lifts it.
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
    OPTED_OUT(OPTED_IN),
    /** An opt-in for which the business alone vouches. It lifts no opt-out but those told in the same way. */
    OPTED_IN_TOLD(Keeps.LATEST),
    /** An opt-out for which the business alone vouches. */
    OPTED_OUT_TOLD(OPTED_IN, OPTED_IN_TOLD),
    /** The operator decided that what was told to be one person up to here is not. */
    IDS_ACCEPTED(Keeps.LATEST),
    /** Another id was told than a person may have, so it is not known whose wishes count. */
    TOO_MANY_IDS(IDS_ACCEPTED);

    /** The one way in which a mark moves. */
    public enum Keeps {
        EARLIEST,
        LATEST
    }

    private static final List<MarkKind> PROTECTIVE =
            Arrays.stream(values()).filter(MarkKind::isProtective).toList();

    private final Keeps keeps;
    private final List<MarkKind> liftedBy;

    MarkKind(Keeps keeps) {
        this.keeps = keeps;
        this.liftedBy = List.of();
    }

    /** A protective mark. */
    MarkKind(MarkKind... liftedBy) {
        this.keeps = Keeps.LATEST;
        this.liftedBy = List.of(liftedBy);
    }

    public static List<MarkKind> protective() {
        return PROTECTIVE;
    }

    public Keeps keeps() {
        return keeps;
    }

    public boolean isProtective() {
        return !liftedBy.isEmpty();
    }

    /** Whether there may be one mark for each scope; of all others there is one. */
    public boolean isScoped() {
        return this == OPTED_OUT || this == OPTED_IN || isTold();
    }

    /** Whether the business alone vouches for it. */
    private boolean isTold() {
        return this == OPTED_OUT_TOLD || this == OPTED_IN_TOLD;
    }

    /** Whether it counts under an id that is the person's by the word of the business alone: what lifts a no does not. */
    boolean crosses() {
        return PROTECTIVE.stream().noneMatch(protective -> protective.liftedBy.contains(this));
    }

    /** The marks that say the opposite: those that lift a protective one, or those that this one lifts. */
    List<MarkKind> opposites() {
        return isProtective() ? liftedBy : lifts();
    }

    private List<MarkKind> lifts() {
        return PROTECTIVE.stream()
                .filter(protective -> protective.liftedBy.contains(this))
                .toList();
    }

    /** Whether a fact with the new mark moves one that stands. */
    boolean moves(Mark standing, Mark fact) {
        int order = fact.compareTo(standing);
        return keeps == Keeps.EARLIEST ? order < 0 : order > 0;
    }
}
