package consimt.cli;

import consimt.cli.Service.Reply;
import consimt.cli.Service.Way;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By HTTP, with a token. Redirects are not followed, so that nobody else gets the token. */
final class HttpWay implements Way {

    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String url;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    HttpWay(String url, String token) {
        URI address = address(url);
        if (address == null || address.getHost() == null || !isPrivate(address)) {
            throw new Trouble("--url takes an address that begins with https://");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new Trouble("--url takes an address without a user, a query and a fragment");
        }
        this.url = url.replaceFirst("/*$", "/");
        this.token = token;
    }

    private static @Nullable URI address(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether nobody on the way can read the token. The host is the one that the client calls. */
    private static boolean isPrivate(URI address) {
        boolean isOwnMachine = OWN_MACHINE.contains(address.getHost().toLowerCase(Locale.ROOT));
        return "https".equalsIgnoreCase(address.getScheme())
                || isOwnMachine && "http".equalsIgnoreCase(address.getScheme());
    }

    @Override
    public String toString() {
        return url;
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
