package consimt.relation;

import java.util.ArrayList;
import java.util.List;

/**
 * The kinds of marks in a standing, each with its shape: which of several facts of the kind a mark keeps, what lifts it,
 * and what its marks are about. All that reads or stores marks derives from the shape.
 *
 * <p>A protective kind names the kinds that lift it. It keeps the latest fact, and is in force until a later mark lifts
 * it.
 */
public enum MarkKind {
    CONTACTED(Keeps.EARLIEST),
    /** The person wrote to the business. That is agreement to the conversation. */
    IMPLIED(Keeps.EARLIEST),
    /** The person said yes to the conversation, or to marketing, which includes it. */
    EXPRESSED(Keeps.EARLIEST),
    /** The person wrote a message that is an opt-out. The business may answer it, and nothing more. */
    REFUSED_BY_MESSAGE(Keeps.LATEST),
    UNBLOCKED(Keeps.LATEST),
    BLOCKED(UNBLOCKED),
    OPTED_IN(About.SCOPE, "i"),
    OPTED_OUT(About.SCOPE, "o", OPTED_IN),
    /** A no to messages of every category by a channel. Its scope is the channel. */
    CHANNEL_OPTED_OUT(About.CHANNEL, "c", OPTED_IN),
    /** A no to one part of marketing too many, which is one to all. So an opt-in to another part must not lift it. */
    FURTHER_OPTED_OUT(About.FURTHER_PART, "", OPTED_IN),
    /** The person opted out, and was promised a day: people at the business remove by hand. Work may be there. */
    PROMISED(Keeps.LATEST),
    /** The business says that the person asked for its marketing: a claim. It lifts nothing. */
    CLAIMED(About.CLAIM, "k"),
    CLAIMED_AGREEMENT(Keeps.EARLIEST),
    CLAIMED_MESSAGE(Keeps.EARLIEST),
    /** The first claim of an opt-in. {@link #CLAIMED} keeps the latest, for a list may come again. */
    FIRST_CLAIMED(Keeps.EARLIEST),
    /** The first opt-out, of whatever scope, or what holds marketing like one. No claim after it opens the conversation. */
    FIRST_REFUSED(Keeps.EARLIEST),
    /** The person disowns the claims of the business. Then none counts, whenever it was made. */
    DISOWNED(Keeps.LATEST),
    /** The person was erased. What allows more and counts from then or before counts no more, and no claim ever does. */
    ERASED(Keeps.LATEST);

    /** The one direction in which a mark moves. */
    public enum Keeps {
        EARLIEST,
        LATEST
    }

    /** What the marks of a kind are about. Those about a part are wishes: they say what a person wants to get. */
    private enum About {
        ALL,
        SCOPE,
        CHANNEL,
        /** One mark is about all parts for which there was no room. */
        FURTHER_PART,
        /** As {@link #SCOPE}, but it is no wish of the person's. */
        CLAIM
    }

    public static final List<MarkKind> PROTECTIVE = those(true, About.values());

    /** Those that refuse marketing, each for its scope or its channel, or all of it. */
    public static final List<MarkKind> OPT_OUTS = those(true, About.SCOPE, About.CHANNEL, About.FURTHER_PART);

    private final Keeps keeps;
    private final About about;
    private final String letter;
    private final List<MarkKind> liftedBy;

    MarkKind(Keeps keeps) {
        this(keeps, About.ALL, "");
    }

    /** A protective mark. */
    MarkKind(MarkKind... liftedBy) {
        this(Keeps.LATEST, About.ALL, "", liftedBy);
    }

    /** About a part. The letter is its own, and stored for good. */
    MarkKind(About about, String letter, MarkKind... liftedBy) {
        this(Keeps.LATEST, about, letter, liftedBy);
    }

    MarkKind(Keeps keeps, About about, String letter, MarkKind... liftedBy) {
        this.keeps = keeps;
        this.about = about;
        this.letter = letter;
        this.liftedBy = List.of(liftedBy);
    }

    /** Each start of a function comes here, so no stream is made. */
    private static List<MarkKind> those(boolean areProtective, About... about) {
        List<MarkKind> those = new ArrayList<>();
        for (MarkKind kind : values()) {
            if (kind.isProtective() == areProtective && List.of(about).contains(kind.about)) {
                those.add(kind);
            }
        }
        return List.copyOf(those);
    }

    public Keeps keeps() {
        return keeps;
    }

    public boolean isProtective() {
        return !liftedBy.isEmpty();
    }

    public boolean isScoped() {
        return about == About.SCOPE;
    }

    public boolean isByScope() {
        return isScoped() || about == About.CLAIM;
    }

    public boolean isByChannel() {
        return about == About.CHANNEL;
    }

    public boolean isWish() {
        return isScoped() || isLiftedAsAWhole();
    }

    /** Whether an opt-in to a part of what it is about lifts nothing of it. */
    boolean isLiftedAsAWhole() {
        return isByChannel() || about == About.FURTHER_PART;
    }

    /** Among the marks of a scope it stands for the kind. Empty if the kind has one mark. */
    public String letter() {
        return letter;
    }

    /**
     * Whether it counts under an id that is the person's by the word of the business alone: a refusal with what belongs to
     * it, and the first contact. What allows more does not.
     */
    boolean crosses() {
        return this != ERASED && outlastsErasure() || this == CONTACTED;
    }

    /** Whether a mark from before an erasure counts after it: it refuses, or says that there may be work. */
    public boolean outlastsErasure() {
        return isProtective() || this == FIRST_REFUSED || this == PROMISED || this == DISOWNED || this == ERASED;
    }

    /** The kinds that lift this protective one; none if it is not protective. */
    public List<MarkKind> liftedBy() {
        return liftedBy;
    }

    /** The protective kinds that this one lifts. */
    List<MarkKind> lifts() {
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
