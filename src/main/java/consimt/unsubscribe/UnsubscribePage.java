package consimt.unsubscribe;

import consimt.access.OneClick;
import consimt.relation.Scope;
import consimt.runtime.PackagedFile;
import consimt.web.HttpAnswer;
import consimt.words.Words;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page behind a link to unsubscribe. It needs no script and loads nothing. */
final class UnsubscribePage {

    /** The page loads and runs nothing, its form can only be sent to its own origin, and no other page may frame it. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    private static final String PAGE = resource();

    private UnsubscribePage() {}

    /** @param scope what the link is about */
    static HttpAnswer question(Words words, Scope scope) {
        String buttons = scope.isAll()
                ? button("first", Stop.ALL, words.unsubscribeButton())
                : button("first", Stop.ALL, words.unsubscribeAll())
                        + button("second", Stop.THIS, words.unsubscribeOnly(scope));
        return page(200, words, words.unsubscribeQuestion(), form(buttons));
    }

    /** @param isAll whether nothing is left to be stopped */
    static HttpAnswer done(Words words, String confirmation, boolean isAll) {
        String all = isAll ? "" : form(button("second", Stop.ALL, words.unsubscribeAll()));
        return page(200, words, confirmation, all + "<p>" + escaped(words.optBackIn()) + "</p>");
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

    /** @param look its class in the page's style */
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

    private static String resource() {
        return PackagedFile.read(
                UnsubscribePage.class,
                "unsubscribe.html",
                file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
}
