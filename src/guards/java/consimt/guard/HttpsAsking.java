package consimt.guard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** By HTTPS, with a token of the business. Redirects are not followed. */
final class HttpsAsking implements Asking {

    /** So strict that no two readers find another host in it. It has no user, no query and no fragment. */
    private static final String ADDRESS =
            "(https://[A-Za-z0-9.-]+|http://(localhost|127\\.0\\.0\\.1|\\[::1]))(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?";

    private static final int PAUSE_MILLIS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    HttpsAsking(String url, String token) {
        if (!isAddress(url) || !token.matches("[!-~]+")) {
            throw new IllegalArgumentException("no https, or a token that is not one word");
        }
        this.url = url;
        this.token = token;
    }

    private static boolean isAddress(String url) {
        return url.matches(ADDRESS)
                && URI.create(url).getHost() != null
                && URI.create(url).getPort() < 65_536;
    }

    @Override
    public String ask(String function, String input, Duration limit) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/*$", "/" + function)))
                .headers("authorization", "Bearer " + token, "content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(input))
                .timeout(limit)
                .build();
        HttpResponse<String> answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        int status = answer.statusCode();
        if (status == 429 || status >= 500) {
            Thread.sleep(PAUSE_MILLIS);
            throw new IOException("HTTP " + status);
        }
        return status == 200 ? answer.body() : "HTTP " + status;
    }
}
