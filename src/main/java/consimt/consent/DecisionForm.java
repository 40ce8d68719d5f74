package consimt.consent;

import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.consent.Decision.ReportReason;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.StatedWish.StatedReason;
import consimt.record.ClaimForm;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.WrittenText;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.Channel;
import consimt.relation.Fact.Categories;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class DecisionForm {

    static final String DECISION = "decision";
    static final String SUBJECT = "subject";
    static final String TEXT = "text";
    static final String ANSWERED = "answeredCategory";

    private static final int LONGEST_DETAILS = 1000;

    private DecisionForm() {}

    /**
     * @param judged what a message says; {@link Judgement#TALK} if it has no words
     * @param stopping which marketing an opt-out of this scope is about
     * @return null if it lacks a field without which a block or a report cannot be recorded
     */
    static @Nullable Statement from(Fields in, Judgement judged, Function<AskedScope, Scope> stopping, Instant now) {
        Request request = Request.from(in, now);
        var decision = in.required(DECISION, Values.oneOf(Decision.class));
        var report = in.optional("report", Values.object(DecisionForm::report));
        // An unreadable "alsoBlock" counts as true, the more protective of the two.
        boolean alsoBlocks = in.optional("alsoBlock", Values.yesOrNo(), in.has("alsoBlock"));
        var blockReason = in.optional("blockReason", Values.oneOf(BlockReason.class));
        WrittenText words = WrittenText.of(
                words(in.optional(SUBJECT, Values.anyText(), ""), in.optional(TEXT, Values.anyText(), "")));
        in.optional(ANSWERED, Values.oneOf(MessageCategory.class));
        in.notAllowed(ANSWERED, in.caller().kind() != Caller.Kind.OPERATOR, "is for the operator alone to say");
        if (in.caller().kind() == Caller.Kind.STAFF
                && decision != null
                && !Decision.isProtective(decision.name())
                && !judged.mayRefuse()) {
            in.problem(Caller.CALLER, Problem.Code.NOT_ALLOWED, "gives no yes by a token of the operator's people");
        }
        var proof = ClaimForm.proof(in);
        AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
        in.goOnlyWith(DECISION, Decision.MESSAGE_SENT, decision, SUBJECT, TEXT, ANSWERED, AskedScope.FIELD);
        if (decision == Decision.REPORT && !in.has("report")) {
            in.problem("report", Problem.Code.REQUIRED, "is required with the decision REPORT");
        }
        in.goOnlyWith(DECISION, Decision.REPORT, decision, "report", "alsoBlock");
        in.goOnlyWith(DECISION, Decision.BLOCK, decision, "blockReason");
        // With a requestId and no time, the call may be a retry. Then the time is the one in the ledger's first entry.
        // By the words of the first call, its text may have been a refusal. Only the ledger tells.
        boolean isTimeSettled = !in.has("requestId") || in.has("occurredAt") && !in.has(TEXT) && !in.has(SUBJECT);
        if (request == null || decision == null) {
            return null;
        }
        if (judged.mayRefuse()) {
            Statement refusal = judged == Judgement.OPT_OUT
                    ? Statement.of(request, optOut(stopping.apply(scope)))
                    : Statement.ofSuspected(request, null);
            return refusal.writing(words);
        }
        if (in.caller().isBusiness()) {
            return proof == null ? null : Statement.of(request, new Claim(Yes.CONTINUE, Scope.ALL, proof));
        }
        StatedReason blocked = blockReason == null ? null : new StatedReason(blockReason.name(), null);
        StatedReason reason = decision == Decision.REPORT ? report : blocked;
        Statement statement = Statement.of(request, new ConsentDecision(decision.fact(alsoBlocks), reason))
                .writing(words);
        return isTimeSettled ? statement.unlessItChangesNothing() : statement;
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

    private static @Nullable StatedReason report(Fields in) {
        var reason = in.required("reason", Values.oneOf(ReportReason.class));
        var details = in.optional("details", Values.text(LONGEST_DETAILS));
        return reason == null ? null : new StatedReason(reason.name(), details);
    }

    enum BlockReason {
        NO_LONGER_NEEDED,
        DID_NOT_SIGN_UP,
        SPAM,
        OFFENSIVE,
        OTHER
    }
}
