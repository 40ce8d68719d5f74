package consimt.local;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Documents for people: the OpenAPI document at {@code /openapi.yaml}, read anew each time; a page at {@code /docs} to
 * try the functions; the tour and the sample. The start page, a file among the resources, links to them.
 */
@Singleton
class Docs {

    private static final String DOCUMENT = "infra/openapi.yaml";

    /** Has the version of the page's parts, which is in their paths. */
    private static final String POM = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    void stand(@Observes Router router) {
        String parts = "/webjars/swagger-ui/" + version() + "/";
        router.get("/openapi.yaml").handler(http -> send(http, DOCUMENT, "application/yaml; charset=utf-8"));
        router.get("/tour").handler(http -> send(http, "docs/tour.md", "text/plain; charset=utf-8"));
        router.get("/sample")
                .handler(http -> send(http, "src/local/resources/consimt/local/sample.json", "application/json"));
        router.get("/docs").handler(http -> {
            if (http.request().path().equals("/docs")) {
                http.redirect("/docs/");
            } else {
                http.next();
            }
        });
        router.get("/docs/ui/:part").handler(http -> http.reroute(HttpMethod.GET, parts + http.pathParam("part")));
    }

    private static void send(RoutingContext http, String file, String type) {
        http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .sendFile(Project.folder().resolve(file).toString());
    }

    private static String version() {
        Properties pom = new Properties();
        try (InputStream file = Docs.class.getClassLoader().getResourceAsStream(POM)) {
            if (file == null) {
                throw new IllegalStateException(POM + " is missing");
            }
            pom.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pom.getProperty("version");
    }
}
