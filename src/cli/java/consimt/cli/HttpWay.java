package consimt.cli;

import consimt.cli.Service.Reply;
import consimt.cli.Service.Way;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** By HTTP, with a token. Redirects are not followed, so that nobody else gets the token. */
final class HttpWay implements Way {

    private final String url;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    HttpWay(String url, String token) {
        boolean isOwnMachine = url.matches("http://(localhost|127\\.0\\.0\\.1)([:/].*)?");
        if (!isOwnMachine && !url.startsWith("https://")) {
            throw new Trouble("--url takes an address that begins with https://");
        }
        this.url = url.replaceFirst("/*$", "/");
        this.token = token;
    }

    @Override
    public Reply send(String function, byte[] input) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + function))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(input));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        String after = answer.headers().firstValue("Retry-After").orElse("");
        return new Reply(answer.statusCode(), answer.body(), after.matches("[0-9]{1,4}") ? Long.parseLong(after) : 0);
    }
}
