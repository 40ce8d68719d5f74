package consimt.unsubscribe;

import consimt.access.Link;
import consimt.business.Business;
import consimt.consent.Decision;
import consimt.consent.ReportReason;
import consimt.ledger.StatedReason;
import consimt.ledger.What;
import consimt.ledger.What.Claim;
import consimt.ledger.What.Claim.Yes;
import consimt.ledger.What.ConsentDecision;
import consimt.record.Recorder;
import consimt.record.Statement;
import consimt.relation.Scope;
import consimt.web.FormField;
import consimt.web.HttpCall;
import consimt.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is pressed on the page of a link to the three choices. A block and a report are the person's, whoever had the link
 * made. To go on is the person's own decision only if the operator had it made: a business could press it, so it claims.
 */
record Choices(Recorder recorder) {

    static final String DECISION = "decision";
    static final String REASON = "why";
    static final String ALSO_BLOCK = "alsoBlock";

    private static final FormField PRESSED = new FormField(DECISION);
    private static final FormField WHY = new FormField(REASON);
    private static final FormField BLOCKS = new FormField(ALSO_BLOCK);

    /** The most protective of the choices that a form has; empty if it has none. */
    static Optional<Decision> saidIn(HttpCall call) {
        List<String> values = PRESSED.valuesIn(call);
        return Stream.of(Decision.BLOCK, Decision.REPORT, Decision.CONTINUE)
                .filter(each -> values.contains(each.name()))
                .findFirst();
    }

    /** Whether the press of it blocks the business. */
    static boolean blocks(HttpCall call, Decision decision) {
        return decision == Decision.BLOCK
                || decision == Decision.REPORT && !BLOCKS.valuesIn(call).isEmpty();
    }

    void record(HttpCall call, Link link, Decision decision, Business business, @Nullable Locale locale, Instant now) {
        ReportReason reason = Stream.of(ReportReason.values())
                .filter(each -> WHY.valuesIn(call).contains(each.name()))
                .findFirst()
                .orElse(ReportReason.OTHER);
        boolean isReport = decision == Decision.REPORT;
        String click = String.join(
                ".",
                link.id(),
                decision + (isReport ? "." + reason + "." + blocks(call, decision) : ""),
                Long.toString(now.getEpochSecond()));
        var request = Clicks.request(click, link, locale, now, now);
        if (decision == Decision.CONTINUE && !link.isOfOperator()) {
            String proof = proof(Words.of(business, locale));
            recorder.record(Statement.of(request.onCallOfTheBusiness(), new Claim(Yes.CONTINUE, Scope.ALL, proof)));
            return;
        }
        What decided = new ConsentDecision(
                decision.fact(blocks(call, decision)), isReport ? new StatedReason(reason.name(), null) : null);
        recorder.record(Statement.of(request, decided));
    }

    /** What the page said. */
    private static String proof(Words words) {
        return words.say("choices.question") + " " + words.say("choice." + Decision.CONTINUE + ".label") + ": "
                + words.say("choice." + Decision.CONTINUE + ".effect");
    }
}
