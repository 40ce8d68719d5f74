package consimt.unsubscribe;

import static consimt.unsubscribe.UnsubscribePage.button;
import static consimt.unsubscribe.UnsubscribePage.escaped;
import static consimt.unsubscribe.UnsubscribePage.held;
import static consimt.unsubscribe.UnsubscribePage.page;
import static consimt.unsubscribe.UnsubscribePage.paragraph;

import consimt.consent.Decision;
import consimt.consent.ReportReason;
import consimt.web.HttpAnswer;
import consimt.words.Words;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The page of a link to the three choices. It says what each does, and nothing of what the person reported. */
final class ChoicesPage {

    private ChoicesPage() {}

    /**
     * @param blocked the day on which the person blocked the business; null if they did not
     * @param mayGoOn whether the third choice is there
     */
    static HttpAnswer question(Words words, @Nullable LocalDate blocked, boolean mayGoOn) {
        return blocked == null
                ? shown(words, words.say("choices.question"), block(words) + report(words, true) + goOn(words, mayGoOn))
                : shown(words, words.blocked(blocked), report(words, false));
    }

    /** @param decision what the person pressed */
    static HttpAnswer chosen(Words words, Decision decision, boolean isBlocked) {
        String text = decision == Decision.REPORT ? words.say("choices.reported") : effect(words, decision);
        String blocked = isBlocked && decision == Decision.REPORT ? paragraph(effect(words, Decision.BLOCK)) : "";
        String report = decision == Decision.REPORT ? "" : report(words, !isBlocked);
        return shown(words, text, blocked + held((isBlocked ? "" : block(words)) + report));
    }

    private static HttpAnswer shown(Words words, String text, String below) {
        return page(200, words, words.business().displayName(), text, below);
    }

    private static String block(Words words) {
        return form(words, Decision.BLOCK, "");
    }

    private static String report(Words words, boolean mayBlock) {
        StringBuilder reasons = new StringBuilder();
        for (ReportReason reason : ReportReason.values()) {
            reasons.append(
                    "<option value=\"%s\">%s</option>".formatted(reason, escaped(words.say("report." + reason))));
        }
        String why = "<label>%s <select name=\"%s\">%s</select></label>"
                .formatted(escaped(words.say("choices.why")), Choices.REASON, reasons);
        String also = "<label><input type=\"checkbox\" name=\"%s\" value=\"yes\"> %s</label>"
                .formatted(Choices.ALSO_BLOCK, escaped(words.say("choices.alsoBlock")));
        return form(words, Decision.REPORT, why + (mayBlock ? also : ""));
    }

    private static String goOn(Words words, boolean mayGoOn) {
        return mayGoOn ? form(words, Decision.CONTINUE, "") : "";
    }

    private static String form(Words words, Decision decision, String fields) {
        String label = words.say("choice." + decision + ".label");
        return "<form method=\"post\">" + paragraph(effect(words, decision)) + fields
                + button("button", Choices.DECISION, decision.name(), label) + "</form>";
    }

    private static String effect(Words words, Decision decision) {
        return words.say("choice." + decision + ".effect");
    }
}
