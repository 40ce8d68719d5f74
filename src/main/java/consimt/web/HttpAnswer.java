package consimt.web;

import java.util.Map;

/** An answer in the form that API Gateway and function URLs take, in either version of their payload. */
public record HttpAnswer(int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public static HttpAnswer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    public static HttpAnswer page(int status, String html) {
        return of(status, "text/html; charset=utf-8", html);
    }

    public static HttpAnswer xml(String xml) {
        return of(200, "text/xml; charset=utf-8", xml);
    }

    /** Nothing was done. The sender repeats the call later. */
    static HttpAnswer unavailable() {
        return text(503, "unavailable").with("Retry-After", "2");
    }

    public static HttpAnswer onlyBy(String methods) {
        return text(405, "").with("Allow", methods);
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(statusCode, more, body, isBase64Encoded);
    }

    public HttpAnswer withoutBody() {
        return new HttpAnswer(statusCode, headers, "", false);
    }

    /** Forbids caches to keep the answer, because it is about one person. */
    private static HttpAnswer of(int status, String type, String body) {
        return new HttpAnswer(
                status,
                Map.of(
                        "Content-Type", type,
                        "Cache-Control", "no-store",
                        "Referrer-Policy", "no-referrer",
                        "X-Content-Type-Options", "nosniff"),
                body,
                false);
    }
}
