package consimt.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a protective statement that was recorded, whatever else was wrong with it. */
public interface Noted extends Answer {

    /** The problems of the recorded statement; null if it had none. */
    @Nullable List<Problem> notes();

    /** The notes as an answer shows them: null in place of an empty list. */
    static @Nullable List<Problem> shown(List<Problem> notes) {
        return notes.isEmpty() ? null : Problem.shown(notes);
    }
}
