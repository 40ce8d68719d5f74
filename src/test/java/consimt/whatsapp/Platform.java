package consimt.whatsapp;

import consimt.secret.Secret;
import consimt.web.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The platform's part: signs envelopes and posts them. As a program it posts stories to a webhook, by default to that of
 * development, so that one can see what they do: {@code Platform [-u <address>] [-s <secret>] <story>…}, a story being
 * the name of a file in {@code src/test/resources/whatsapp}, or {@code all}.
 */
public final class Platform {

    /** Of development. */
    private static final URI HERE = URI.create("http://localhost:8080/receive-whatsapp");

    public static final String SECRET = "an app secret for one's own machine";

    private final Secret secret;

    public Platform(String secret) {
        this.secret = new Secret(secret);
    }

    public String signature(byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(secret.hmac(body));
    }

    /** The call as a gateway hands it over. */
    public HttpCall call(byte[] body) {
        return new HttpCall("POST", Map.of(), Map.of("x-hub-signature-256", signature(body)), body);
    }

    /** @return the status of the answer */
    private int post(URI webhook, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .header("Content-Type", "application/json")
                .header(Signature.HEADER, signature(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        URI webhook = HERE;
        String secret = SECRET;
        int first = 0;
        while (first + 1 < args.length && args[first].startsWith("-")) {
            if (args[first].equals("-u")) {
                webhook = URI.create(args[first + 1]);
            } else {
                secret = args[first + 1];
            }
            first += 2;
        }
        List<String> wanted = List.of(args).subList(first, args.length);
        Platform platform = new Platform(secret);
        for (Story story : Story.all()) {
            if (wanted.contains("all") || wanted.contains(story.name())) {
                System.out.println(platform.post(webhook, story.body()) + " " + story);
            }
        }
    }
}
