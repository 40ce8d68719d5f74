package consimt.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.HttpStatus;
import consimt.answer.Outcome;
import consimt.business.AskedScope;
import consimt.business.BusinessSettings;
import consimt.form.Fields;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.Entry;
import consimt.ledger.EntryView;
import consimt.ledger.Ledger;
import consimt.permission.ContactPermissions;
import consimt.permission.DirectContact;
import consimt.permission.Explanation;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.web.HttpGuarded;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind an answer of the check: the marks of the relation with their ledger entries, and the rules in their
 * order, with the one that answers. It is for those who look at their own machine. No deployment has it.
 */
@HttpGuarded
@Singleton
class ExplainStanding implements HttpFunction {

    private static final String NAME = "explain-standing";

    /** The latest entries. A mark of an older one is shown without its entry. */
    private static final int MOST_ENTRIES = 500;

    private final Standings standings;
    private final Ledger ledger;
    private final BusinessSettings settings;
    private final ContactPermissions permissions;
    private final ObjectMapper json;

    ExplainStanding(
            Standings standings,
            Ledger ledger,
            BusinessSettings settings,
            ContactPermissions permissions,
            ObjectMapper json) {
        this.standings = standings;
        this.ledger = ledger;
        this.settings = settings;
        this.permissions = permissions;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        if (!call.method().equals("POST")) {
            return HttpAnswer.onlyBy("POST");
        }
        Answer answer = Input.of(call.body(), Caller.OPERATOR).answer(Asked::from, this::explain);
        return new HttpAnswer(
                HttpStatus.of(answer),
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                written(answer),
                false);
    }

    private String written(Answer answer) {
        try {
            return json.writerFor(Answer.class).writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExplainedStanding explain(Asked asked) {
        Standing standing = standings.of(asked.relation, Consistency.STRONG);
        Explanation explanation = permissions.explain(
                asked.relation, standing, settings.of(asked.relation.businessId()), asked.contact, asked.scope);
        return new ExplainedStanding(
                marks(
                        standing.marks(),
                        ledger.read(asked.relation, null, MOST_ENTRIES).entries()),
                standing.heldSince(),
                standing.refusalSuspectedSince(),
                explanation);
    }

    private static List<MarkView> marks(Marks marks, List<Entry> entries) {
        return new TreeSet<>(marks.keys())
                .stream()
                        .map(key -> mark(key, Objects.requireNonNull(marks.get(key)), marks, entries))
                        .toList();
    }

    private static MarkView mark(Marks.Key key, Mark mark, Marks marks, List<Entry> entries) {
        EntryView entry = entries.stream()
                .filter(each -> isBehind(mark, each))
                .findFirst()
                .map(EntryView::of)
                .orElse(null);
        return new MarkView(
                key.kind(), key.scope(), mark.at(), key.kind().isProtective() ? marks.stands(key) : null, entry);
    }

    /** Marks of narrower scopes name their entries by short keys. */
    private static boolean isBehind(Mark mark, Entry entry) {
        Mark whole = new Mark(mark.at(), entry.id());
        return mark.equals(whole) || mark.equals(whole.in(SOME_SCOPE));
    }

    private static final Scope SOME_SCOPE = Scope.ofTopic("any");

    /**
     * @param scope empty for all marketing, and for marks that are not about marketing
     * @param inForce of a protective mark, whether no later mark lifts it; null for the others
     * @param entry behind the mark; null if it is not among the latest entries of this relation
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MarkView(
            MarkKind kind,
            Scope scope,
            Instant at,
            @Nullable Boolean inForce,
            @Nullable EntryView entry) {}

    /**
     * @param marks by kind and scope
     * @param heldSince since when an uncertain opt-out holds marketing; null if none does
     * @param suspectedSince since when a message that may be a refusal holds marketing; null if none does
     */
    @JsonPropertyOrder("outcome")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExplainedStanding(
            List<MarkView> marks,
            @Nullable Instant heldSince,
            @Nullable Instant suspectedSince,
            Explanation explanation)
            implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.FOUND;
        }
    }

    private record Asked(Relation relation, DirectContact contact, AskedScope scope) {

        static Supplier<Asked> from(Fields in) {
            var relation = Relation.from(in);
            var contact = in.optional("category", Values.oneOf(DirectContact.class));
            var scope = in.optional(AskedScope.FIELD, AskedScope.reading());
            return () ->
                    new Asked(relation.get(), contact.orElse(DirectContact.MARKETING), scope.orElse(AskedScope.ALL));
        }
    }
}
