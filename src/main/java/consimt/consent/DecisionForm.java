package consimt.consent;

import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.ledger.StatedReason;
import consimt.ledger.What.Claim;
import consimt.ledger.What.Claim.Yes;
import consimt.ledger.What.ConsentDecision;
import consimt.ledger.What.OptOut;
import consimt.record.ClaimForm;
import consimt.record.MessageText;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.refusal.Judgement;
import consimt.relation.Categories;
import consimt.relation.Channel;
import consimt.relation.Fact;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a person's decision from an input. */
final class DecisionForm {

    static final String DECISION = "decision";
    static final String SUBJECT = "subject";
    static final String TEXT = "text";
    static final String ANSWERED = "answeredCategory";

    /** The fields without which a block or a report cannot be recorded. */
    static final Set<String> NEEDED = Set.of("userId", "businessId", DECISION);

    private static final int LONGEST_DETAILS = 1000;

    private DecisionForm() {}

    /**
     * @param judged what a message says; {@link Judgement#TALK} if it has no words
     * @param stopping which marketing an opt-out of this scope is about
     */
    static Supplier<Statement> from(Fields in, Judgement judged, Function<AskedScope, Scope> stopping, Instant now) {
        Supplier<Request> request = Request.from(in, now);
        var decision = in.required(DECISION, Values.oneOf(Decision.class));
        var report = in.optional("report", Values.object(DecisionForm::report));
        var alsoBlock = in.optional("alsoBlock", Values.yesOrNo());
        var blockReason = in.optional("blockReason", Values.oneOf(BlockReason.class));
        var subject = in.optional(SUBJECT, Values.anyText());
        var text = in.optional(TEXT, Values.anyText());
        in.optional(ANSWERED, Values.oneOf(MessageCategory.class));
        in.notAllowed(ANSWERED, in.caller().kind() != Caller.Kind.OPERATOR, "is for the operator alone to say");
        if (in.caller().kind() == Caller.Kind.STAFF
                && decision.isGiven()
                && !Decision.isProtective(decision.get().name())
                && !judged.mayRefuse()) {
            in.problem(Caller.CALLER, Problem.Code.NOT_ALLOWED, "gives no yes by a token of the operator's people");
        }
        var proof = ClaimForm.proof(in);
        var scope = in.optional(AskedScope.FIELD, AskedScope.reading());
        in.goOnlyWith(DECISION, Decision.MESSAGE_SENT, decision, SUBJECT, TEXT, ANSWERED, AskedScope.FIELD);
        if (decision.orNull() == Decision.REPORT && !in.has("report")) {
            in.problem("report", Problem.Code.REQUIRED, "is required with the decision REPORT");
        }
        in.goOnlyWith(DECISION, Decision.REPORT, decision, "report", "alsoBlock");
        in.goOnlyWith(DECISION, Decision.BLOCK, decision, "blockReason");
        // With a requestId and no time, the call may be a retry. Then the time is the one in the ledger's first entry.
        // By the words of the first call, its text may have been a refusal. Only the ledger tells.
        boolean isTimeSettled = !in.has("requestId") || in.has("occurredAt") && !in.has(TEXT) && !in.has(SUBJECT);
        return () -> {
            MessageText words = MessageText.of(words(subject.orElse(""), text.orElse("")));
            if (judged.mayRefuse()) {
                Statement refusal = judged == Judgement.OPT_OUT
                        ? Statement.of(request.get(), optOut(stopping.apply(scope.orElse(AskedScope.ALL))))
                        : Statement.ofSuspected(request.get(), null);
                return refusal.writing(words);
            }
            if (in.caller().isBusiness()) {
                return Statement.of(request.get(), new Claim(Yes.CONTINUE, Scope.ALL, proof.get()));
            }
            @Nullable StatedReason reason = decision.get() == Decision.REPORT
                    ? report.orNull()
                    : blockReason.map(why -> new StatedReason(why.name(), null)).orNull();
            // An unreadable "alsoBlock" counts as true, the more protective of the two.
            Fact.Kind fact = decision.get().fact(alsoBlock.orElse(in.has("alsoBlock")));
            Statement statement = Statement.of(request.get(), new ConsentDecision(fact, reason))
                    .writing(words);
            return isTimeSettled ? statement.unlessItChangesNothing() : statement;
        };
    }

    /** An opt-out word. Where carriers stop everything after it, all of it is refused. */
    private static OptOut optOut(Scope scope) {
        Channel channel = scope.channel();
        return OptOut.of(true, scope)
                .refusing(channel != null && channel.isStoppedByCarriers() ? Categories.ALL : null);
    }

    /** The words of a message, as people read them who decide about it. */
    private static String words(String subject, String text) {
        return subject.isBlank() ? text : subject + "\n" + text;
    }

    private static Supplier<StatedReason> report(Fields in) {
        var reason = in.required("reason", Values.oneOf(ReportReason.class));
        var details = in.optional("details", Values.text(LONGEST_DETAILS));
        return () -> new StatedReason(reason.get().name(), details.orNull());
    }
}
