package consimt.unsubscribe;

import consimt.access.OneClick;
import consimt.relation.Scope;
import consimt.runtime.PackagedFile;
import consimt.web.HttpAnswer;
import consimt.words.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page behind a link to unsubscribe. It needs no script and loads nothing. */
final class UnsubscribePage {

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

    /** @param scope what the link is about */
    static HttpAnswer question(Words words, Scope scope) {
        String buttons = scope.isAll()
                ? button("button first", Stop.ALL, words.unsubscribeButton())
                : button("button first", Stop.ALL, words.unsubscribeAll())
                        + button("button", Stop.THIS, words.unsubscribeOnly(scope));
        return page(200, words, words.unsubscribeQuestion(), form(buttons));
    }

    /** @param isAll whether nothing is left to be stopped */
    static HttpAnswer done(Words words, String confirmation, boolean isAll) {
        String all = isAll ? "" : form(button("button", Stop.ALL, words.unsubscribeAll()));
        return page(200, words, confirmation, all + "<p>" + escaped(words.optBackIn()) + "</p>");
    }

    static HttpAnswer questionAfterTheEnd(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return page(
                200, words, words.unsubscribeButton(), form(button("button first", Stop.ALL, words.unsubscribeAll())));
    }

    static HttpAnswer doneAfterTheEnd(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return page(200, words, words.unsubscribeRecorded(), "");
    }

    /** @param locale the person's; the business, and so its language, is not known here */
    static HttpAnswer gone(@Nullable Locale locale) {
        Words words = Words.ofNobody(locale);
        return page(404, words, words.unsubscribeGone(), "");
    }

    private static String form(String buttons) {
        return """
                <form method="post"><input type="hidden" name="%s" value="%s">%s</form>""".formatted(OneClick.FIELD, OneClick.VALUE, buttons);
    }

    /** @param look its classes in the style of all pages */
    private static String button(String look, Stop stop, String label) {
        return """
                <button class="%s" name="%s" value="%s">%s</button>""".formatted(look, Stop.FIELD, stop.word(), escaped(label));
    }

    private static HttpAnswer page(int status, Words words, String text, String below) {
        return HttpAnswer.page(
                        status,
                        PAGE.replace("{lang}", words.language())
                                .replace("{title}", escaped(words.unsubscribeButton()))
                                .replace("{below}", below)
                                .replace("{text}", escaped(text)))
                .with("Content-Security-Policy", POLICY)
                .with("Content-Language", words.language());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{", "&#123;");
    }

    /** As a policy names it. */
    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    private static String file(String name) {
        return PackagedFile.read(
                UnsubscribePage.class, name, file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
}
