package consimt.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Token;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.RelationView;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The standing with one business, or with every business of a person. The read with one business is consistent. */
@Guarded
@Singleton
public class ReadRelation {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    private final Standings standings;

    public ReadRelation(Standings standings) {
        this.standings = standings;
    }

    @Funq("read-relation")
    public Answer readRelation(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(Asked::from, this::read);
    }

    private Answer read(Asked asked) {
        if (asked.businessId != null) {
            Relation relation = new Relation(asked.userId, asked.businessId);
            return new OneRelation(views(
                            List.of(new Standings.Stands(relation, standings.of(relation, Consistency.STRONG))))
                    .get(0));
        }
        Standings.StandingPage page = standings.of(asked.userId, asked.blockedOnly, asked.after, asked.limit);
        return new ManyRelations(
                views(page.relations()),
                page.next() == null ? null : Token.of(page.next().value()));
    }

    private List<RelationView> views(List<Standings.Stands> ones) {
        Map<Relation, Standing> elsewhere = standings.withRemovals(ones);
        return ones.stream()
                .map(one -> RelationView.of(one.relation(), one.standing(), elsewhere))
                .toList();
    }

    @JsonPropertyOrder("outcome")
    public record OneRelation(RelationView relation) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.FOUND;
        }

        @Override
        public Answer shownTo(Caller caller) {
            return new OneRelation(relation.shownTo(caller));
        }
    }

    /** One page. The last page has no {@code nextToken}. */
    @JsonPropertyOrder("outcome")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ManyRelations(
            List<RelationView> relations, @Nullable String nextToken) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.FOUND;
        }

        @Override
        public Answer shownTo(Caller caller) {
            return new ManyRelations(
                    relations.stream().map(relation -> relation.shownTo(caller)).toList(), nextToken);
        }
    }

    private record Asked(
            UserId userId,
            @Nullable BusinessId businessId,
            boolean blockedOnly,
            int limit,
            @Nullable BusinessId after) {

        private static Supplier<Asked> from(Fields in) {
            var userId = in.required("userId", UserId.reading());
            var businessId = in.optional("businessId", BusinessId.reading());
            var blocked = in.optional("blocked", Values.yesOrNo());
            var limit = in.optional("limit", Values.whole(1, MOST));
            var after = in.optional("nextToken", Token.reading(BusinessId::new));
            for (String ofAList : List.of("blocked", "limit", "nextToken")) {
                if (in.has("businessId") && in.has(ofAList)) {
                    in.problem(ofAList, Problem.Code.NOT_ALLOWED, "is for a list, so not with businessId");
                }
            }
            return () -> new Asked(
                    userId.get(),
                    businessId.orNull(),
                    blocked.orElse(false),
                    limit.orElse(DEFAULT_LIMIT),
                    after.orNull());
        }
    }
}
