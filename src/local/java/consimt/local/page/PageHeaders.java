package consimt.local.page;

import java.util.Map;
import java.util.TreeMap;

/** What a browser is told with each file of the pages. The distribution in AWS says the same. */
final class PageHeaders {

    /**
     * Scripts come from the pages' own address only, and no text becomes markup but by lit-html's own templates. The
     * styles are adopted by the scripts, so none has to be loaded.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types lit-html";

    static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            POLICY,
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-cache");

    /**
     * The playground of one's own machine has the other pages in frames. All else is as strict there.
     *
     * @return the headers that pages may frame each other with
     */
    static Map<String, String> framed() {
        Map<String, String> framed = new TreeMap<>(ALL);
        framed.put(
                "Content-Security-Policy",
                POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'; frame-src 'self'"));
        framed.put("X-Frame-Options", "SAMEORIGIN");
        return framed;
    }

    private PageHeaders() {}
}
