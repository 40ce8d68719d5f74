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
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** None from a person: nobody may link others with themselves. What is good of a list counts. */
    public static List<UserId> from(Fields in) {
        boolean isByPerson = in.caller().kind() == Caller.Kind.PERSON;
        List<UserId> told = in.list(FIELD, Values.goodOf(UserId.reading(), MOST));
        in.notAllowed(FIELD, isByPerson, "is for the business and the operator to tell");
        return isByPerson ? List.of() : told;
    }

    public Recorded record(Statement statement, List<UserId> told) {
        return record(statement, told, recorder::record);
    }

    /**
     * Links the ids, then records a statement. A refusal under an id that is not linked, for it may be another person's,
     * the person has too many or the store fails, is recorded there as a fact of its own.
     */
    public Recorded record(Statement statement, List<UserId> told, Function<Statement, Recorded> recording) {
        if (told.isEmpty()) {
            return recording.apply(statement);
        }
        Attempts attempts = new Attempts();
        Set<UserId> unlinked = new TreeSet<>();
        attempts.run(() -> unlinked.addAll(link(statement.request(), told)));
        if (!statement.isProtective()) {
            attempts.end();
            return recording.apply(statement).leavingOut(unlinked);
        }
        List<Recorded> recorded = new ArrayList<>();
        attempts.run(() -> recorded.add(recording.apply(statement)));
        Relation own = statement.relation();
        Set<UserId> apart =
                told.stream().flatMap(id -> id.readings().stream()).collect(Collectors.toCollection(HashSet::new));
        apart.removeAll(own.userId().readings());
        // As the refusal found it: an erasure may have come after the link.
        recorded.forEach(each -> apart.removeAll(each.standing().allIds()));
        apart.forEach(id ->
                attempts.run(() -> recorded.add(recording.apply(statement.about(new Relation(id, own.businessId()))))));
        attempts.end();
        return recorded.get(0).leavingOut(unlinked);
    }

    /**
     * Makes refusals count under each of the ids, but for those that a person has too many of. Where a spelling may mean
     * two people, nobody knows whose id it is.
     *
     * @return those that the person has too many of
     */
    public Set<UserId> link(Request request, List<UserId> told) {
        Relation own = request.relation();
        Set<UserId> all = Stream.concat(Stream.of(own.userId()), told.stream())
                .filter(id -> id.readings().size() == 1)
                .collect(Collectors.toCollection(TreeSet::new));
        if (all.size() == 1 || !all.contains(own.userId())) {
            return Set.of();
        }
        Set<UserId> unlinked = new TreeSet<>();
        Map<UserId, Standing> read = recorder.standings().of(own.businessId(), all, Consistency.STRONG);
        Attempts.forEach(all, id -> {
            // A link that was cut off may lack a refusal of either side. The own side notes when the link is finished.
            // An erasure of the other takes the link from its side alone.
            boolean isThere = isLinked(read.get(own.userId()), id) && names(read.get(id), own.userId());
            if (!isThere && !id.equals(own.userId())) {
                Recorded linked = recorder.record(Statement.ofLink(request, id));
                if (!linked.standing().allIds().contains(id)) {
                    unlinked.add(id);
                }
            }
        });
        return unlinked;
    }

    private static boolean isLinked(@Nullable Standing standing, UserId id) {
        return standing != null && standing.ids().merged(true).contains(id);
    }

    private static boolean names(@Nullable Standing standing, UserId id) {
        return standing != null && standing.allIds().contains(id);
    }
}
