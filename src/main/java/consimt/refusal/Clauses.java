package consimt.refusal;

import consimt.refusal.TextWords.TextWord;
import java.util.List;

/** Where the clauses of a text begin. Behind its last word another one begins. */
final class Clauses {

    private final int[] latest;
    private final int[] earliest;

    private Clauses(int[] latest, int[] earliest) {
        this.latest = latest;
        this.earliest = earliest;
    }

    static Clauses of(List<TextWord> words) {
        int size = words.size();
        int[] latest = new int[size + 1];
        int[] earliest = new int[size + 1];
        latest[size] = size;
        earliest[size] = size;
        for (int i = 1; i < size; i++) {
            latest[i] = words.get(i).startsClause() ? i : latest[i - 1];
        }
        for (int i = size - 1; i >= 0; i--) {
            earliest[i] = words.get(i).startsClause() ? i : earliest[i + 1];
        }
        return new Clauses(latest, earliest);
    }

    /** The first word of the clause in which a word stands. */
    int latest(int word) {
        return latest[word];
    }

    /** The word at which the next clause begins: this one, or one that follows. */
    int earliest(int word) {
        return earliest[word];
    }
}
