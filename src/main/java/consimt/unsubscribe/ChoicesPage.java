package consimt.unsubscribe;

import static consimt.unsubscribe.UnsubscribePage.button;
import static consimt.unsubscribe.UnsubscribePage.escaped;
import static consimt.unsubscribe.UnsubscribePage.held;
import static consimt.unsubscribe.UnsubscribePage.ofNobody;
import static consimt.unsubscribe.UnsubscribePage.page;
import static consimt.unsubscribe.UnsubscribePage.paragraph;

import consimt.consent.Decision;
import consimt.consent.Decision.ReportReason;
import consimt.web.HttpAnswer;
import consimt.words.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page of a link to the three choices. It says what each does, and nothing of what the person reported. */
final class ChoicesPage {

    private ChoicesPage() {}

    /**
     * @param no a sentence about the last no; null if nothing refuses
     * @param seen the sealed field of the third choice; null if it is not there
     */
    static HttpAnswer question(Words words, @Nullable String no, boolean isBlocked, @Nullable String seen) {
        String text = no == null ? words.say("choices.question") : no;
        String goOn = seen == null ? "" : goOn(words, seen);
        return shown(
                words, text, (isBlocked ? "" : block(words)) + report(words, !isBlocked) + (isBlocked ? "" : goOn));
    }

    static HttpAnswer chosenAfterTheEnd(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return ofNobody(200, words, words.say("choices.recorded"), "");
    }

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
        return form(press(words, Decision.BLOCK) + below(words, Decision.BLOCK));
    }

    /** What it needs to know is folded, so that a small screen has all three choices. */
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
        return "<details><summary>%s …</summary>%s</details>"
                .formatted(
                        escaped(label(words, Decision.REPORT)),
                        form(paragraph(effect(words, Decision.REPORT))
                                + why
                                + (mayBlock ? also : "")
                                + press(words, Decision.REPORT)));
    }

    private static String goOn(Words words, String seen) {
        return UnsubscribePage.form(
                UnsubscribePage.SEEN, seen, press(words, Decision.CONTINUE) + below(words, Decision.CONTINUE));
    }

    /** What it does stands below its button: above it, it would read as if it were done. */
    private static String below(Words words, Decision decision) {
        return "<p class=\"effect\">" + escaped(effect(words, decision)) + "</p>";
    }

    private static String form(String fields) {
        return "<form method=\"post\">" + fields + "</form>";
    }

    private static String press(Words words, Decision decision) {
        return button("button", Choices.DECISION, decision.name(), label(words, decision));
    }

    private static String label(Words words, Decision decision) {
        return words.say("choice." + decision + ".label");
    }

    private static String effect(Words words, Decision decision) {
        return words.say("choice." + decision + ".effect");
    }
}
