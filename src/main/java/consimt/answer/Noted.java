package consimt.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a protective statement that was recorded, whatever else was wrong with it. */
public interface Noted extends Answer {

    /** What was wrong with it, or null where nothing was. */
    @Nullable List<Problem> notes();

    /** As an answer shows them. */
    static @Nullable List<Problem> shown(List<Problem> notes) {
        return notes.isEmpty() ? null : Problem.shown(notes);
    }
}
