package consimt.relation;

import java.util.Arrays;
import java.util.List;

/**
 * The kinds of marks in a standing, and which of several facts of a kind a mark keeps.
 *
 * <p>A protective kind names the kinds that lift it. It is in force until a later mark lifts it.
 */
public enum MarkKind {
    /** The business made its first contact. */
    CONTACTED(Keeps.EARLIEST),
    /** The person wrote to the business. That is agreement to the conversation. */
    IMPLIED(Keeps.EARLIEST),
    /** The person said yes to the conversation, or to marketing, which includes it. */
    EXPRESSED(Keeps.EARLIEST),
    /** The person wrote a message that is an opt-out. The business may answer it, and nothing more. */
    REFUSED_BY_MESSAGE(Keeps.LATEST),
    UNBLOCKED(Keeps.LATEST),
    BLOCKED(UNBLOCKED),
    OPTED_IN(Keeps.LATEST),
    OPTED_OUT(OPTED_IN),
    /** An opt-in for which the business alone vouches. It lifts only opt-outs of the same origin. */
    OPTED_IN_TOLD(Keeps.LATEST),
    /** An opt-out for which the business alone vouches. */
    OPTED_OUT_TOLD(OPTED_IN, OPTED_IN_TOLD),
    /** A yes to a whole channel. {@link #OPTED_IN} has it too, and may lose it where there are too many scopes. */
    CHANNEL_OPTED_IN(Keeps.LATEST),
    /** A no to messages of every category by a channel. Its scope is the channel. */
    CHANNEL_OPTED_OUT(OPTED_IN, CHANNEL_OPTED_IN),
    /** An update named more ids than a person may have. So it is unknown whose wishes count. */
    TOO_MANY_IDS(OPTED_IN);

    /** The one direction in which a mark moves. */
    public enum Keeps {
        EARLIEST,
        LATEST
    }

    private static final List<MarkKind> PROTECTIVE =
            Arrays.stream(values()).filter(MarkKind::isProtective).toList();

    private static final List<MarkKind> OPT_OUTS =
            PROTECTIVE.stream().filter(MarkKind::isWish).toList();

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

    /** Those that refuse marketing, each for its scope. */
    static List<MarkKind> optOuts() {
        return OPT_OUTS;
    }

    public Keeps keeps() {
        return keeps;
    }

    public boolean isProtective() {
        return !liftedBy.isEmpty();
    }

    /** Whether it is a wish about marketing, with a mark for each scope of marketing. */
    public boolean isScoped() {
        return this == OPTED_OUT || this == OPTED_IN || isTold();
    }

    /** Whether there is one mark for each channel. These are no scopes of marketing, and have no limit of their own. */
    public boolean isByChannel() {
        return this == CHANNEL_OPTED_OUT || this == CHANNEL_OPTED_IN;
    }

    /** Whether it says what a person wants to get. The other kinds have one mark. */
    boolean isWish() {
        return isScoped() || isByChannel();
    }

    /** Whether the business alone vouches for marks of this kind. */
    private boolean isTold() {
        return this == OPTED_OUT_TOLD || this == OPTED_IN_TOLD;
    }

    /**
     * Whether it counts under an id that is the person's by the word of the business alone. A mark that lifts a refusal
     * does not.
     */
    boolean crosses() {
        return PROTECTIVE.stream().noneMatch(protective -> protective.liftedBy.contains(this));
    }

    /** The kinds that lift this protective one; none if it is not protective. */
    public List<MarkKind> liftedBy() {
        return liftedBy;
    }

    /** The opposite kinds: those that lift a protective one, or those that this one lifts. */
    public List<MarkKind> opposites() {
        return isProtective() ? liftedBy : lifts();
    }

    private List<MarkKind> lifts() {
        return PROTECTIVE.stream()
                .filter(protective -> protective.liftedBy.contains(this))
                .toList();
    }

    /** Whether a fact's mark replaces the stored one. */
    boolean moves(Mark standing, Mark fact) {
        int order = fact.compareTo(standing);
        return keeps == Keeps.EARLIEST ? order < 0 : order > 0;
    }
}
