package consimt.record;

import consimt.answer.Caller;
import consimt.form.Fields;
import consimt.form.Given;
import consimt.form.Values;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Other ids of a customer that a caller tells: a number and an address. From then on a refusal of one of them refuses at
 * each of them, also one that was said before. Nothing else crosses: families share an address, and numbers change hands.
 */
@Singleton
public record ToldIds(Recorder recorder) {

    public static final String FIELD = "alsoKnownAs";

    /** A customer has a number, an address, and perhaps an older one of each. */
    private static final int MOST = 4;

    public static Given<List<UserId>> from(Fields in) {
        Given<List<UserId>> told = in.optional(FIELD, Values.listOf(UserId.reading(), MOST));
        in.notAllowed(FIELD, in.caller().kind() == Caller.Kind.PERSON, "is for the business and the operator to tell");
        return told;
    }

    /** @param told null for none */
    public Recorded record(Statement statement, @Nullable List<UserId> told) {
        return record(statement, told, recorder::record);
    }

    /**
     * Links the ids, then records a statement. A refusal under an id that is not linked, for the person has too many or
     * the store fails, is recorded there as a fact of its own.
     *
     * @param told null for none
     */
    public Recorded record(Statement statement, @Nullable List<UserId> told, Function<Statement, Recorded> recording) {
        if (told == null) {
            return recording.apply(statement);
        }
        Attempts attempts = new Attempts();
        List<UserId> apart = new ArrayList<>(told);
        attempts.run(() -> apart.removeAll(link(statement.request(), told)));
        if (!statement.isProtective()) {
            attempts.end();
            return recording.apply(statement);
        }
        List<Recorded> recorded = new ArrayList<>();
        attempts.run(() -> recorded.add(recording.apply(statement)));
        apart.forEach(id -> attempts.run(() -> recorded.add(recording.apply(
                statement.about(new Relation(id, statement.relation().businessId()))))));
        attempts.end();
        return recorded.get(0);
    }

    /**
     * Makes refusals count under each of the ids.
     *
     * @return those that are linked now; what a person has too many of is not
     */
    public List<UserId> link(Request request, List<UserId> told) {
        Relation own = request.relation();
        Standing standing = recorder.standings().of(own, Consistency.STRONG);
        List<UserId> linked = new ArrayList<>();
        Attempts.forEach(told, id -> {
            boolean isThere = id.equals(own.userId()) || standing.allIds().contains(id);
            if (isThere || recorder.joining().recordLink(Statement.ofLink(request, id), recorder::record)) {
                linked.add(id);
            }
        });
        return linked;
    }
}
