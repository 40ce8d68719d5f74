package consimt.unsubscribe;

import consimt.access.MadeLink.OneClick;
import consimt.consent.Confirmation;
import consimt.consent.Confirmation.AskReason;
import consimt.ledger.StatedWish.StatedReason;
import consimt.relation.Scope;
import consimt.runtime.PackagedFile;
import consimt.runtime.Sha256;
import consimt.unsubscribe.WayBack.Stopped;
import consimt.web.HttpAnswer;
import consimt.words.Words;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page behind a link to unsubscribe. It needs no script and loads nothing. */
final class UnsubscribePage {

    /** The fields by which buttons say why, and that the person wants the marketing again. */
    static final String REASON = "reason";

    static final String RETURN = "return";

    /** The field by which the button of a link to subscribe says yes. */
    static final String SUBSCRIBE = "subscribe";

    static final String YES = "yes";

    /** The sealed field of its form, which names the noes that the page showed. */
    static final String SEEN = "seen";

    /** The look of all pages, and what only this one has. */
    private static final String STYLE = file("base.css") + file("unsubscribe.css");

    /**
     * The page loads and runs nothing, has no style but its own, its form can only be sent to its own origin, and no other
     * page may frame it.
     */
    private static final String POLICY = "default-src 'none'; style-src '" + hash(STYLE) + "'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    private static final String PAGE = file("unsubscribe.html").replace("{style}", STYLE);

    private UnsubscribePage() {}

    static HttpAnswer question(Words words, Scope scope) {
        return page(200, words, words.say("unsubscribe.question"), form(stops(words, scope)));
    }

    /** @param no a sentence about the last no; null if nothing refuses */
    static HttpAnswer offer(Words words, @Nullable String no, Scope scope, String seen) {
        String button = button("button first", SUBSCRIBE, YES, words.say("subscribe.button"));
        String question = words.subscribeQuestion(scope);
        String form = form(SEEN, seen, button) + paragraph(words.say("subscribe.unasked"));
        return no == null
                ? page(200, words, words.say("subscribe.button"), question, form)
                : page(200, words, words.say("subscribe.button"), no, paragraph(question) + held(form));
    }

    private static String stops(Words words, Scope scope) {
        return scope.isAll()
                ? button("button first", Stop.ALL, words.say("unsubscribe.button"))
                : button("button first", Stop.ALL, words.say("unsubscribe.all"))
                        + button("button", Stop.THIS, words.unsubscribeOnly(scope));
    }

    /**
     * @param until the last day on which a message may still come; null if none may
     * @param isAll whether nothing is left to be stopped
     */
    static HttpAnswer stopped(Words words, String text, @Nullable LocalDate until, boolean isAll) {
        return page(200, words, text, until(words, until) + all(words, isAll) + howBack(words));
    }

    /**
     * @param mayReturn whether the way back is a button
     * @param isAll whether nothing is left to be stopped
     */
    static HttpAnswer done(Words words, Confirmation confirmation, String field, boolean mayReturn, boolean isAll) {
        StringBuilder buttons = new StringBuilder();
        AskReason asked = confirmation.askReason();
        if (asked != null) {
            asked.options().forEach(each -> buttons.append(button("button", REASON, each.code(), each.label())));
            buttons.append(button("button", REASON, StatedReason.DECLINED, words.say("unsubscribe.decline")));
        }
        String reasons = asked == null ? "" : paragraph(asked.text()) + answer(field, buttons.toString());
        String back = wayBack(words, field, mayReturn);
        return page(200, words, confirmation.text(), held(all(words, isAll) + reasons + back));
    }

    /** @param until as above */
    static HttpAnswer explained(
            Words words, StatedReason reason, @Nullable LocalDate until, String field, boolean mayReturn, Scope scope) {
        String text = reason.code().equals(StatedReason.DECLINED)
                ? words.say("unsubscribe.declined")
                : words.say("unsubscribe.thanks");
        String forms = held(all(words, scope.isAll()) + wayBack(words, field, mayReturn));
        return page(200, words, text, until(words, until) + forms);
    }

    static HttpAnswer back(Words words, String confirmation, Scope scope) {
        return page(200, words, confirmation, held(form(stops(words, scope))));
    }

    private static String until(Words words, @Nullable LocalDate until) {
        return until == null ? "" : paragraph(words.unsubscribeUntil(until));
    }

    private static String all(Words words, boolean isAll) {
        return isAll ? "" : form(button("button", Stop.ALL, words.say("unsubscribe.all")));
    }

    private static String wayBack(Words words, String field, boolean mayReturn) {
        String button = button("button", RETURN, YES, words.say("unsubscribe.back"));
        return mayReturn ? paragraph(words.say("optOut.optBackIn")) + answer(field, button) : howBack(words);
    }

    private static String howBack(Words words) {
        return paragraph(words.say("unsubscribe.howBack"));
    }

    static String paragraph(String text) {
        return "<p>" + escaped(text) + "</p>";
    }

    static HttpAnswer questionAfterTheEnd(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return ofNobody(
                200,
                words,
                words.say("unsubscribe.button"),
                form(button("button first", Stop.ALL, words.say("unsubscribe.all"))));
    }

    static HttpAnswer doneAfterTheEnd(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return ofNobody(200, words, words.say("unsubscribe.recorded"), "");
    }

    /** @param locale the person's; the business, and so its language, is not known here */
    static HttpAnswer gone(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return ofNobody(404, words, words.say("unsubscribe.gone"), "");
    }

    static HttpAnswer subscribeGone(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return ofNobody(404, words, words.say("subscribe.gone"), "");
    }

    static HttpAnswer nothingToPress(Words words, String text) {
        return page(200, words, words.business().displayName(), text, "");
    }

    private static String form(String buttons) {
        return form(OneClick.FIELD, OneClick.VALUE, buttons);
    }

    /** A form that answers what the page asks after a click. */
    private static String answer(String field, String buttons) {
        return form(Stopped.FIELD, field, buttons);
    }

    /** After a click its forms take no press for a moment, so that a second click presses nothing. */
    static String held(String forms) {
        return forms.replace("<form ", "<form class=\"held\" ");
    }

    static String form(String field, String value, String buttons) {
        return """
                <form method="post"><input type="hidden" name="%s" value="%s">%s</form>""".formatted(field, value, buttons);
    }

    /** @param look its classes in the style of all pages */
    private static String button(String look, Stop stop, String label) {
        return button(look, Stop.FIELD, stop.word(), label);
    }

    static String button(String look, String field, String value, String label) {
        return """
                <button class="%s" name="%s" value="%s">%s</button>""".formatted(look, field, value, escaped(label));
    }

    private static HttpAnswer page(int status, Words words, String text, String below) {
        return page(status, words, words.say("unsubscribe.button"), text, below);
    }

    /** Under the name of the business. */
    static HttpAnswer page(int status, Words words, String title, String text, String below) {
        return made(status, words, title, words.business().displayName(), paragraph(text) + below);
    }

    /** Where no business is named, what the page says is its heading. */
    static HttpAnswer ofNobody(int status, Words words, String text, String below) {
        return made(status, words, text, text, below);
    }

    private static HttpAnswer made(int status, Words words, String title, String heading, String below) {
        return HttpAnswer.page(
                        status,
                        PAGE.replace("{lang}", words.language())
                                .replace("{title}", escaped(title))
                                .replace("{below}", below)
                                .replace("{heading}", escaped(heading)))
                .with("Content-Security-Policy", POLICY)
                .with("Content-Language", words.language());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{", "&#123;");
    }

    /** As a policy names it. */
    private static String hash(String style) {
        return "sha256-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(style)));
    }

    private static String file(String name) {
        return PackagedFile.read(
                UnsubscribePage.class, name, file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
}
