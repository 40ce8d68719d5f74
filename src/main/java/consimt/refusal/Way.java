package consimt.refusal;

import consimt.refusal.PhrasePattern.Gap;

/**
 * A way from one place of the net to the next, as a number: the place that it comes from, how many other words may come
 * before the next, whether the last word has to end its clause, and whether the next has to begin one.
 */
final class Way {

    /** Where all phrases begin. It is before the first place. */
    static final int START = -1;

    private static final int BEGINS = 1;
    private static final int ENDS = 2;
    private static final int GAP_AT = 2;
    private static final int ANY = 0xFF;
    private static final int FROM_AT = 10;

    private Way() {}

    static long of(int from) {
        return (from + 1L) << FROM_AT;
    }

    static long withGap(long way, int words) {
        int longest = Math.max(gap(way), words);
        return of(from(way)) | (long) Math.min(longest, ANY) << GAP_AT | (way & (ENDS | BEGINS));
    }

    static long endingClause(long way) {
        return way | ENDS;
    }

    static long beginningClause(long way) {
        return way | BEGINS;
    }

    static int from(long way) {
        return (int) (way >> FROM_AT) - 1;
    }

    static int gap(long way) {
        int words = (int) (way >> GAP_AT) & ANY;
        return words == ANY ? Gap.ANY : words;
    }

    static boolean endsClause(long way) {
        return (way & ENDS) != 0;
    }

    static boolean beginsClause(long way) {
        return (way & BEGINS) != 0;
    }
}
