package consimt.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.Business.MessageTemplate;
import consimt.business.BusinessSettings;
import consimt.business.Businesses.PastSettings;
import consimt.business.Businesses.SettledBy;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.hours.Arrival.Whereabouts;
import consimt.ledger.BusinessLedger;
import consimt.ledger.Entry;
import consimt.ledger.EntryView;
import consimt.permission.ContactPermissions;
import consimt.permission.ContactPermissions.Moment;
import consimt.permission.Explanation;
import consimt.permission.Permission;
import consimt.permission.Question;
import consimt.person.PersonsPast.Reader;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind an answer of the check, now or at an instant of the past: the marks of the relation with their ledger
 * entries, the rules in their order with the one that answers, and the settings. The past is what was recorded up to the
 * instant. What nobody can know of it is named.
 */
@Singleton
public record ExplainStanding(
        Standings standings, PersonsPasts pasts, BusinessSettings settings, ContactPermissions permissions, Clock clock)
        implements Guarded {

    /** Of a person, under all ids. They take some two megabytes. */
    private static final int MOST_ENTRIES = 5_000;

    /** Of those that a business sees. So it learns nothing of the others, as long as there are a thousand at most. */
    private static final int MOST_SHOWN = 4_000;

    private static final String TOO_MANY =
            "at cannot be explained: over " + MOST_SHOWN + " entries are recorded about the person";

    /** So long may a fact be missing in an eventual read, or in a call that is going on. */
    private static final Duration UNSEEN = Duration.ofSeconds(2);

    @Funq("explain-standing")
    public Answer explainStanding(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS)
                .answer(in -> Asked.from(in, clock.instant()), this::explain));
    }

    private Answer explain(Asked asked) {
        return asked.at == null ? explainNow(asked) : explainPast(asked, asked.at);
    }

    private ExplainedStanding explainNow(Asked asked) {
        Standing standing = standings.of(asked.relation, Consistency.STRONG);
        PersonsPast past = pasts.of(asked.relation, standing, MOST_ENTRIES);
        Moment now = new Moment(clock.instant(), settings.fresh(asked.relation.businessId()), settings::ofOperator);
        return explained(asked, past, standing, now.at(), asked.explain(permissions, standing, now), null, null);
    }

    private Answer explainPast(Asked asked, Instant at) {
        PersonsPast past = pasts.upTo(at, asked.relation, asked.reader());
        if (past.isCut()) {
            return Rejected.because("at", Problem.Code.TOO_MANY, TOO_MANY);
        }
        List<PastSettings> its = settings.at(asked.relation.businessId(), at);
        // The operator's settings then, read where a law asks for them.
        List<PastSettings> operators = new ArrayList<>();
        Supplier<Business> operator = () -> {
            if (operators.isEmpty()) {
                operators.addAll(settings.at(settings.operator(), at));
            }
            return operators.get(0).business();
        };
        Standing standing = past.at(at);
        Moment then = new Moment(at, its.get(0).business(), operator);
        Explanation explanation = asked.explain(permissions, standing, then);
        List<NotKnown> notKnown = new ArrayList<>();
        doubt(notKnown, its, other -> asked.answer(permissions, standing, new Moment(at, other, operator)));
        doubt(
                notKnown,
                operators,
                other -> asked.answer(permissions, standing, new Moment(at, then.business(), () -> other)));
        for (Instant change : past.changesAfter(at.minus(UNSEEN))) {
            notKnown.add(
                    new NotKnown(NotKnown.Doubt.FACT, change, asked.answer(permissions, past.before(change), then)));
        }
        notKnown.removeIf(other -> explanation.answer().equals(other.otherwise));
        if (past.hasEntriesOfNewerCode()) {
            notKnown.add(new NotKnown(NotKnown.Doubt.NEWER_CODE, null, null));
        }
        return explained(asked, past, standing, at, explanation, its.get(0), notKnown.isEmpty() ? null : notKnown);
    }

    private static void doubt(List<NotKnown> notKnown, List<PastSettings> past, Function<Business, Permission> answer) {
        for (int i = 1; i < past.size(); i++) {
            notKnown.add(new NotKnown(
                    NotKnown.Doubt.SETTINGS,
                    past.get(i - 1).since(),
                    answer.apply(past.get(i).business())));
        }
    }

    private static ExplainedStanding explained(
            Asked asked,
            PersonsPast past,
            Standing standing,
            Instant at,
            Explanation explanation,
            @Nullable PastSettings settled,
            @Nullable List<NotKnown> notKnown) {
        return new ExplainedStanding(
                at,
                new TreeSet<>(standing.marks().keys())
                        .stream()
                                .map(key -> mark(key, standing.marks(), asked, past))
                                .toList(),
                standing.refusalSuspectedSince(),
                explanation,
                settled == null ? null : settled.by(),
                notKnown);
    }

    private static MarkView mark(Marks.Key key, Marks marks, Asked asked, PersonsPast past) {
        Mark mark = Objects.requireNonNull(marks.get(key));
        MarkView without = new MarkView(
                key.kind(), key.scope(), mark.at(), key.kind().isProtective() ? marks.stands(key) : null, null, null);
        return past.entries().entrySet().stream()
                .flatMap(its -> its.getValue().stream()
                        .filter(entry -> isBehind(mark, entry))
                        .map(entry -> without.by(asked.shown(entry), asked.otherThanAsked(its.getKey()))))
                .findFirst()
                .orElse(without);
    }

    /** Marks of narrower scopes name their entries by short keys. */
    private static boolean isBehind(Mark mark, Entry entry) {
        Mark whole = new Mark(mark.at(), entry.id());
        return mark.equals(whole) || mark.equals(whole.shortened());
    }

    /**
     * @param scope empty for all marketing, and for marks that are not about marketing
     * @param inForce of a protective mark, whether no later mark lifts it; null for the others
     * @param userId under which of the person's ids the entry is; null if under the one that was asked about
     * @param entry behind the mark; null if it was not read, or if it is hidden from the caller
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MarkView(
            MarkKind kind,
            Scope scope,
            Instant at,
            @Nullable Boolean inForce,
            @Nullable UserId userId,
            @Nullable EntryView entry) {

        private MarkView by(@Nullable EntryView its, @Nullable UserId under) {
            return new MarkView(kind, scope, at, inForce, its == null ? null : under, its);
        }
    }

    /** What might have changed the answer, and of which nobody can know whether the check had it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NotKnown(
            Doubt what,
            @Nullable Instant changedAt,
            @Nullable Permission otherwise) {

        public enum Doubt {
            /** They changed within the time for which a process remembers them. */
            SETTINGS,
            /** It was recorded within the time in which a read may lack it. */
            FACT,
            /** There are entries that only newer code can read. */
            NEWER_CODE
        }
    }

    /**
     * @param marks by kind and scope
     * @param suspectedSince since when a message that may be a refusal holds marketing; null if none does
     * @param settings which change made those of the past; null if now is asked about, or if nothing was configured then
     * @param notKnown null if nothing is in doubt
     */
    public record ExplainedStanding(
            Instant judgedAt,
            List<MarkView> marks,
            @Nullable Instant suspectedSince,
            Explanation explanation,
            @Nullable SettledBy settings,
            @Nullable List<NotKnown> notKnown)
            implements FoundAnswer {}

    /** @param at null for now */
    private record Asked(
            Relation relation,
            Question question,
            @Nullable String template,
            Whereabouts said,
            @Nullable Instant at,
            boolean byBusiness) {

        private static @Nullable Asked from(Fields in, Instant now) {
            var relation = Relation.from(in);
            var question = Question.ofContact(in);
            var template = in.optional("template", MessageTemplate.naming());
            var said = Whereabouts.from(in, Whereabouts.UNSAID);
            var at = in.optional("at", Values.instant(now));
            return relation == null
                    ? null
                    : new Asked(
                            relation, question, template, said, at, in.caller().isBusiness());
        }

        private Explanation explain(ContactPermissions permissions, Standing standing, Moment then) {
            return permissions.explain(relation, standing, question, template, said, then);
        }

        private Permission answer(ContactPermissions permissions, Standing standing, Moment then) {
            return explain(permissions, standing, then).answer();
        }

        private Reader reader() {
            return byBusiness
                    ? new Reader(MOST_ENTRIES, MOST_SHOWN, entry -> shown(entry) != null)
                    : Reader.ofAll(MOST_ENTRIES);
        }

        private @Nullable EntryView shown(Entry entry) {
            return byBusiness
                    ? BusinessLedger.shown(entry, relation.businessId()).orElse(null)
                    : EntryView.of(entry);
        }

        private @Nullable UserId otherThanAsked(UserId id) {
            return id.equals(relation.userId()) ? null : id;
        }
    }
}
