package consimt.record;

import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

public interface SuspectedRefusalWork {

    /**
     * Adds a message to the relation's open work, or opens work for it. Idempotent: a message is in one piece of work.
     *
     * @param text for the people who decide; null if there is none
     */
    void add(Relation relation, Mark message, @Nullable WrittenText text);

    /** Ends the relation's open work if the person opted in after all of its messages. */
    void withdraw(Relation relation, Instant optedIn);

    /** {@link #withdraw} if an opt-in of the standing answered the messages. */
    default void endAnswered(Relation relation, Standing standing) {
        Mark optedIn = standing.marks().get(Marks.Key.of(MarkKind.OPTED_IN));
        if (standing.lastSuspectedAt() != null && standing.refusalSuspectedSince() == null && optedIn != null) {
            withdraw(relation, optedIn.at());
        }
    }
}
