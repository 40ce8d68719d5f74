package consimt.consent;

import consimt.function.Fields;
import consimt.function.Problem;
import consimt.function.Values;
import consimt.ledger.Entry;
import consimt.ledger.Reason;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Request;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision, as a caller puts it.
 *
 * @param reason of a report or a block, where given
 */
record Decided(Request request, Decision decision, @Nullable Reason reason, boolean alsoBlock) {

    private static final int LONGEST_DETAILS = 1000;

    static Supplier<Decided> from(Fields in, Instant now) {
        Supplier<Request> request = Request.from(in, now);
        var decision = in.required("decision", Values.oneOf(Decision.class));
        var report = in.optional("report", Values.object(Decided::report));
        var alsoBlock = in.optional("alsoBlock", Values.yesOrNo());
        var blockReason = in.optional("blockReason", Values.oneOf(BlockReason.class));
        if (decision.orNull() == Decision.REPORT) {
            if (!in.has("report")) {
                in.problem("report", Problem.Code.REQUIRED, "is required with the decision REPORT");
            }
        } else if (decision.isGiven()) {
            onlyWith(in, "report", Decision.REPORT);
            onlyWith(in, "alsoBlock", Decision.REPORT);
        }
        if (decision.isGiven() && decision.get() != Decision.BLOCK) {
            onlyWith(in, "blockReason", Decision.BLOCK);
        }
        return () -> new Decided(
                request.get(),
                decision.get(),
                report.isGiven()
                        ? report.get()
                        : blockReason
                                .map(reason -> new Reason(reason.name(), null))
                                .orNull(),
                alsoBlock.orElse(false));
    }

    private static Supplier<Reason> report(Fields in) {
        var reason = in.required("reason", Values.oneOf(ReportReason.class));
        var details = in.optional("details", Values.text(LONGEST_DETAILS));
        return () -> new Reason(reason.get().name(), details.orNull());
    }

    private static void onlyWith(Fields in, String field, Decision decision) {
        if (in.has(field)) {
            in.problem(field, Problem.Code.NOT_ALLOWED, "goes with the decision " + decision + " only");
        }
    }

    Relation relation() {
        return request.relation();
    }

    Entry entry() {
        return Entry.of(
                        request,
                        Entry.Kind.CONSENT_DECISION,
                        decision.fact(alsoBlock).name(),
                        reason)
                .onBasis(decision.basis());
    }

    /** @param at the instant that the ledger has for it */
    Fact fact(Instant at) {
        return Fact.of(decision.fact(alsoBlock), at, request.id());
    }
}
