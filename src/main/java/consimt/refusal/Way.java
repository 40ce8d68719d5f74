package consimt.refusal;

import consimt.refusal.PhrasePattern.Gap;

/**
 * A way from one place of the net to what follows, as a number: the place that it comes from, and its rule.
 *
 * <p>The rule says how many other words may stand between the two. It may ask for one border between them, where one
 * clause ends and another begins, or for two. Then the words before the first border, those between the two and those
 * after the last are counted apart.
 */
final class Way {

    /** Where all phrases begin. It is before the first place. */
    static final int START = -1;

    private static final int MOST_BORDERS = 2;
    private static final int BORDERS = 0b11;
    private static final int GAPS_AT = 2;
    private static final int GAP_SIZE = 8;
    private static final int ANY = 0xFF;
    private static final int FROM_AT = 26;

    private Way() {}

    static long of(int from) {
        return (from + 1L) << FROM_AT;
    }

    /** Of two gaps without a word between them the longer counts. */
    static long withGap(long way, int words) {
        int borders = borders(rule(way));
        long longest = Math.min(Math.max(gap(rule(way), borders), words), ANY);
        int at = GAPS_AT + borders * GAP_SIZE;
        return way & ~((long) ANY << at) | longest << at;
    }

    /**
     * Two borders without a gap between them are one.
     *
     * @throws IllegalArgumentException if it is one border too many
     */
    static long withBorder(long way) {
        int borders = borders(rule(way));
        if (borders > 0 && gap(rule(way), borders) == 0) {
            return way;
        }
        if (borders == MOST_BORDERS) {
            throw new IllegalArgumentException("three borders and no word between them");
        }
        return way + 1;
    }

    static int from(long way) {
        return (int) (way >> FROM_AT) - 1;
    }

    static int rule(long way) {
        return (int) way & (1 << FROM_AT) - 1;
    }

    static int borders(int rule) {
        return rule & BORDERS;
    }

    /**
     * How many words may stand there.
     *
     * @param after how many borders
     */
    static int gap(int rule, int after) {
        int words = rule >> GAPS_AT + after * GAP_SIZE & ANY;
        return words == ANY ? Gap.ANY : words;
    }

    /** How many words may stand between the last border and the next word. */
    static int lastGap(int rule) {
        return gap(rule, borders(rule));
    }

    /** Whether the two may stand in different sentences. */
    static boolean hasAnyGap(int rule) {
        return gap(rule, 0) == Gap.ANY || gap(rule, 1) == Gap.ANY || gap(rule, 2) == Gap.ANY;
    }
}
