package consimt.person;

import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.answer.IdText;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Standing.Marketing;
import consimt.relation.Standings;
import consimt.relation.Standings.Stands;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A business's relations, page by page. What a business does not see, it does not see by a page either: where a page ends
 * follows from the relations that it sees alone. Only some ten megabytes of others may leave a page short.
 */
@Singleton
public record ListRelations(Standings standings) implements Guarded {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 1_000;

    /** How many relations a page with a filter looks at: some two hundred read units. */
    private static final int MOST_PASSED = 10_000;

    /** The limit of Queries for a page: ten more than so many of the longest relations take. */
    private static final int MOST_READS = 50;

    @Funq("list-relations")
    public Answer listRelations(Input input) {
        return guarded(
                () -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS).answer(Asked::from, this::list));
    }

    private RelationList list(Asked asked) {
        List<ListedRelation> found = new ArrayList<>();
        UserId read = asked.after;
        UserId seen = null;
        int passed = 0;
        int reads = 0;
        // With a filter, or past those that are not seen, many are read at once.
        int atOnce = asked.marketing == null ? asked.limit + 1 : MOST_PASSED;
        Page<Stands> page;
        do {
            UserId before = read;
            page = standings.ofBusiness(asked.businessId, read, atOnce);
            atOnce = MOST_PASSED;
            for (Stands one : page.items()) {
                read = one.relation().userId();
                ListedRelation relation = ListedRelation.of(one, asked.isByBusiness);
                if (asked.isByBusiness && relation.isEmpty()) {
                    continue;
                }
                if (seen != null && (found.size() == asked.limit || passed == MOST_PASSED)) {
                    return new RelationList(found, Token.of(seen.value()));
                }
                seen = read;
                passed++;
                if (asked.marketing == null || asked.marketing == relation.marketing()) {
                    found.add(relation);
                }
            }
            if (++reads >= MOST_READS && before != null && read != null && !page.isLast()) {
                String place = seen != null && seen.compareTo(before) > 0 ? seen.value() : between(before, read);
                if (place != null) {
                    return new RelationList(found, Token.of(place));
                }
            }
        } while (!page.isLast());
        return new RelationList(found, null);
    }

    /**
     * A place between two people that tells of neither: the shortest beginning of the later id that lies after the
     * earlier. Null if there is none.
     */
    private static @Nullable String between(UserId earlier, UserId later) {
        return IntStream.range(1, later.value().length())
                .mapToObj(length -> later.value().substring(0, length))
                .filter(place -> place.compareTo(earlier.value()) > 0)
                .filter(place ->
                        UserId.orNull(place) != null && IdText.oneForm(place).equals(place))
                .findFirst()
                .orElse(null);
    }

    /** One page. Only the last page has no {@code nextToken}, however little a page has. */
    public record RelationList(
            List<ListedRelation> relations, @Nullable String nextToken) implements FoundAnswer {}

    private record Asked(
            BusinessId businessId,
            @Nullable Marketing marketing,
            int limit,
            @Nullable UserId after,
            boolean isByBusiness) {

        private static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var marketing = in.optional("marketing", Values.oneOf(Marketing.class));
            int limit = in.optional("limit", Values.whole(1, MOST), DEFAULT_LIMIT);
            var after = in.optional("nextToken", Token.reading(UserId::new));
            return businessId == null
                    ? null
                    : new Asked(businessId, marketing, limit, after, in.caller().isBusiness());
        }
    }
}
