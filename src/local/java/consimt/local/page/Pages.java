package consimt.local.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the pages on one's own machine, each at the path that it has in AWS. The headers are the same, but for frames: the
 * playground, which is the start page here, has the others in frames.
 */
@Singleton
class Pages {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final Optional<String> operatorAddress;

    /** @param operatorAddress where people ask for a new link */
    Pages(@ConfigProperty(name = "consimt.pages.operator-address") Optional<String> operatorAddress) {
        this.operatorAddress = operatorAddress;
    }

    void stand(@Observes Router router) {
        router.get("/").handler(http -> send(http, PageFiles.PLAYGROUND + "/index.html"));
        for (String page : PageFiles.pages()) {
            router.get("/" + page).handler(http -> {
                if (http.request().path().equals("/" + page)) {
                    http.redirect("/" + page + "/");
                } else {
                    http.next();
                }
            });
            router.get("/" + page + "/").handler(http -> send(http, page + "/index.html"));
            router.get("/" + page + "/*").handler(Pages::send);
        }
        router.get("/shared/*").handler(Pages::send);
        String settings = PageFiles.settings(operatorAddress, true);
        router.get("/" + PageFiles.SETTINGS).handler(http -> send(http, PageFiles.SETTINGS, settings));
    }

    private static void send(RoutingContext http) {
        send(http, http.request().path().substring(1));
    }

    private static void send(RoutingContext http, String path) {
        String text = PageFiles.made().get(path);
        if (text == null) {
            http.next();
        } else {
            send(http, path, text);
        }
    }

    private static void send(RoutingContext http, String path, String text) {
        PageHeaders.framed().forEach(http.response()::putHeader);
        http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String accepted = http.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains("gzip")) {
            http.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(Buffer.buffer(compressed(text)));
        } else {
            http.response().end(text);
        }
    }

    /** The distribution in AWS compresses them too. */
    private static byte[] compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
