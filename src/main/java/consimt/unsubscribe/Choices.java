package consimt.unsubscribe;

import consimt.access.Link;
import consimt.access.MadeLink.OneClick;
import consimt.business.Business;
import consimt.consent.Decision;
import consimt.consent.Decision.ReportReason;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.StatedWish.StatedReason;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.EntryId;
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

    /** A block and a report wait for no settings. */
    Recorded record(HttpCall call, Link link, Decision decision, @Nullable Locale locale, Instant now) {
        boolean isReport = decision == Decision.REPORT;
        boolean blocks = decision == Decision.BLOCK || isReport && alsoBlocks(call);
        StatedReason reason = isReport ? new StatedReason(reason(call).name(), null) : null;
        Statement said =
                Statement.of(request(link, "no", locale, now, now), new ConsentDecision(decision.fact(blocks), reason));
        Recorded recorded = recorder.record(said);
        if (!blocks || recorded.standing().isBlocked()) {
            return recorded;
        }
        // The press came after the unblocking that it met, also if that is of the same second or by a clock ahead.
        Instant unblocked = Objects.requireNonNull(recorded.standing().since(MarkKind.UNBLOCKED));
        return recorder.record(Statement.of(request(link, "after." + unblocked, locale, unblocked, now), said.what()));
    }

    Recorded goOn(Link link, Business business, @Nullable Locale locale, Instant now) {
        Request request = request(link, "yes", locale, now, now);
        return recorder.record(
                link.isOfOperator()
                        ? Statement.of(request, new ConsentDecision(Decision.CONTINUE.fact(false), null))
                        : Statement.of(
                                request.onCallOfTheBusiness(),
                                new Claim(Yes.CONTINUE, Scope.ALL, proof(Words.of(business, locale)))));
    }

    /**
     * A business knows the ids of its links and may guess the second. So no id tells whether it is of a block or of a
     * report. Two noes of one second are two entries, because a refusal whose id is taken gets another one.
     */
    private static Request request(Link link, String what, @Nullable Locale locale, Instant at, Instant now) {
        String language = locale == null ? "" : locale.toLanguageTag();
        String whose = link.isOfOperator() ? link.id() : EntryId.BY_ITS_OWN_LINK + link.id();
        String click = String.join(".", whose, what, language, "" + at.getEpochSecond());
        return Clicks.request(click, link, locale, at, now);
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
