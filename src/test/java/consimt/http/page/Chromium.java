package consimt.http.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import consimt.http.Http;
import consimt.kit.Npm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine. One runs for all tests of a JVM. */
final class Chromium {

    private static final String OTHERWISE = "nobody pressed the pages";
    /** The one that draws nothing on a screen takes half of the processor time. */
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome");

    private static final List<String> ALONE = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** How long a page may take for what a test expects. A machine on which much else runs is slow. */
    private static final double PATIENCE_MILLIS = 120_000;

    private static Browser running;

    private Chromium() {}

    /** A person at a screen, with a language. The test is left out where there is no Chromium. */
    static BrowserContext person(String locale, Screen screen) {
        return browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL("http://localhost:" + Http.port())
                        .setLocale(locale)
                        .setTimezoneId("Europe/Bucharest")
                        .setViewportSize(screen.width, screen.height)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    /** The sizes at which the pages are looked at. */
    enum Screen {
        PHONE(390, 844),
        DESK(1440, 900),
        NARROW(320, 640),
        WIDE(1680, 1050);

        final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private static synchronized Browser browser() {
        if (running == null) {
            Optional<Path> program =
                    NAMES.stream().flatMap(name -> Npm.onPath(name).stream()).findFirst();
            Assumptions.assumeTrue(program.isPresent(), "no Chromium here: " + OTHERWISE);
            System.setProperty("playwright.cli.dir", driver().toString());
            Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of(
                            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                            "1",
                            "PLAYWRIGHT_NODEJS_PATH",
                            Npm.needed("node", OTHERWISE).toString())));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            running = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program.get())
                            .setArgs(ALONE));
        }
        return running;
    }

    /** The driver is looked for in a folder {@code package} of this one. */
    private static Path driver() {
        Path core = Npm.folder("playwright-core", OTHERWISE);
        Path folder = Path.of("target", "playwright").toAbsolutePath();
        Path to = folder.resolve("package");
        try {
            if (!Files.exists(to)) {
                Files.createDirectories(folder);
                Path copied = Files.createTempDirectory(folder, "copied").resolve("package");
                copy(core, copied);
                moveUnlessThere(copied, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Another JVM may have copied it meanwhile. */
    private static void moveUnlessThere(Path copied, Path to) throws IOException {
        try {
            Files.move(copied, to);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException there) {
            // What is there is the same.
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copied = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(each, copied);
                }
            }
        }
    }
}
