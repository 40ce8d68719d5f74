package consimt.record;

import consimt.answer.Caller;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Null for none, and from a person: nobody may link others with themselves. */
    public static @Nullable List<UserId> from(Fields in) {
        boolean isByPerson = in.caller().kind() == Caller.Kind.PERSON;
        List<UserId> told = in.optional(FIELD, Values.listOf(UserId.reading(), MOST));
        in.notAllowed(FIELD, isByPerson, "is for the business and the operator to tell");
        return isByPerson ? null : told;
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
        attempts.run(() -> link(statement.request(), told));
        if (!statement.isProtective()) {
            attempts.end();
            return recording.apply(statement);
        }
        List<Recorded> recorded = new ArrayList<>();
        attempts.run(() -> recorded.add(recording.apply(statement)));
        Relation own = statement.relation();
        Set<UserId> apart = new HashSet<>(told);
        apart.remove(own.userId());
        // As the refusal found it: an erasure may have come after the link.
        recorded.forEach(each -> apart.removeAll(each.standing().allIds()));
        apart.forEach(id ->
                attempts.run(() -> recorded.add(recording.apply(statement.about(new Relation(id, own.businessId()))))));
        attempts.end();
        return recorded.get(0);
    }

    /** Makes refusals count under each of the ids, but for those that a person has too many of. */
    public void link(Request request, List<UserId> told) {
        Relation own = request.relation();
        Set<UserId> all = new HashSet<>(told);
        all.add(own.userId());
        Map<UserId, Standing> read = recorder.standings().of(own.businessId(), all, Consistency.STRONG);
        Attempts.forEach(told, id -> {
            // A link that was cut off may lack a refusal of either side. It is finished only where that is noted,
            // unless the
            // other was erased since.
            boolean isThere = isLinked(read.get(own.userId()), id) && names(read.get(id), own.userId());
            if (!isThere && !id.equals(own.userId())) {
                recorder.record(Statement.ofLink(request, id));
            }
        });
    }

    private static boolean isLinked(@Nullable Standing standing, UserId id) {
        return standing != null && standing.ids().merged(true).contains(id);
    }

    private static boolean names(@Nullable Standing standing, UserId id) {
        return standing != null && standing.allIds().contains(id);
    }
}
