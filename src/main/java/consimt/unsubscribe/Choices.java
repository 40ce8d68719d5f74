package consimt.unsubscribe;

import consimt.access.Link;
import consimt.access.OneClick;
import consimt.business.Business;
import consimt.consent.Decision;
import consimt.consent.ReportReason;
import consimt.ledger.StatedReason;
import consimt.ledger.What;
import consimt.ledger.What.Claim;
import consimt.ledger.What.Claim.Yes;
import consimt.ledger.What.ConsentDecision;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.MarkKind;
import consimt.relation.Scope;
import consimt.web.FormField;
import consimt.web.HttpCall;
import consimt.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /** The most protective of the choices that a form has. With anything beside it that may be a no there is no yes. */
    static Optional<Decision> saidIn(HttpCall call) {
        List<String> values = PRESSED.valuesIn(call);
        boolean isYes = values.equals(List.of(Decision.CONTINUE.name()))
                && !OneClick.isIn(call)
                && !alsoBlocks(call)
                && !Stop.isIn(call);
        return Stream.of(Decision.BLOCK, Decision.REPORT)
                .filter(each -> values.stream().anyMatch(each.name()::equalsIgnoreCase))
                .findFirst()
                .or(() -> isYes ? Optional.of(Decision.CONTINUE) : Optional.empty());
    }

    private static boolean alsoBlocks(HttpCall call) {
        return !BLOCKS.valuesIn(call).isEmpty();
    }

    Recorded record(HttpCall call, Link link, Decision decision, Business business, @Nullable Locale locale, Instant now) {
        boolean isReport = decision == Decision.REPORT;
        boolean blocks = decision == Decision.BLOCK || isReport && alsoBlocks(call);
        StatedReason reason = isReport ? new StatedReason(reason(call).name(), null) : null;
        What said = decision == Decision.CONTINUE && !link.isOfOperator()
                ? new Claim(Yes.CONTINUE, Scope.ALL, proof(Words.of(business, locale)))
                : new ConsentDecision(decision.fact(blocks), reason);
        String click = String.join(
                ".",
                link.id(),
                decision.name(),
                reason == null ? "" : reason.code() + blocks,
                locale == null ? "" : locale.toLanguageTag(),
                "" + now.getEpochSecond());
        Request request = Clicks.request(click, link, locale, now, now);
        Recorded recorded = recorder.record(
                Statement.of(said instanceof Claim ? request.onCallOfTheBusiness() : request, said));
        if (!blocks || recorded.standing().isBlocked()) {
            return recorded;
        }
        // The press came after the unblocking that it met, also if that is of the same second or by a clock ahead.
        Instant unblocked = Objects.requireNonNull(recorded.standing().since(MarkKind.UNBLOCKED));
        return recorder.record(
                Statement.of(Clicks.request(click + ".after." + unblocked, link, locale, unblocked, now), said));
    }

    private static ReportReason reason(HttpCall call) {
        List<String> why = WHY.valuesIn(call);
        return Stream.of(ReportReason.values())
                .filter(each -> why.contains(each.name()))
                .findFirst()
                .orElse(ReportReason.OTHER);
    }

    /** What the page said. */
    private static String proof(Words words) {
        return words.say("choices.question") + " " + words.say("choice." + Decision.CONTINUE + ".label") + ": "
                + words.say("choice." + Decision.CONTINUE + ".effect");
    }
}
