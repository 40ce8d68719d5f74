package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import consimt.http.Http;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A page in a browser, as somebody looks at it and presses. What the browser complains about is kept, and at the end there
 * must be nothing.
 *
 * @param <P> the page's own class
 */
abstract class OpenPage<P extends OpenPage<P>> implements AutoCloseable {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** What is no violation is not described, for that takes the longest. */
    private static final String VIOLATIONS =
            "tags => axe.run({ runOnly: tags, resultTypes: ['violations'], iframes: false }).then("
                    + "found => found.violations.map(rule => rule.id + ' ' + rule.nodes[0].html))";

    /**
     * To measure the contrast of colours takes the longest, so in every build a page's texts of one kind are measured once:
     * in the same colour and size, within the same classes, on the same grounds.
     */
    private static final String EACH_KIND_ONCE = """
            ;{
              const kinds = new Set();
              const rule = axe._audit.rules.find(({ id }) => id === 'color-contrast');
              const { matches } = rule;
              const kind = node => {
                const { color, font } = getComputedStyle(node);
                const parts = [color, font];
                for (let at = node; at; at = at.parentElement) {
                  const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at);
                  parts.push(at.className, backgroundColor, backgroundImage, opacity);
                }
                return parts.join();
              };
              void (rule.matches = (node, ...more) =>
                !kinds.has(kind(node)) && matches.call(rule, node, ...more) && kinds.add(kind(node)));
            }""";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** For so long a press may be held off after another. */
    static final long HELD_MILLIS = 2_001;

    final Page page;
    final PageWords words;
    final String language;

    private final String name;
    private final Screen screen;
    private final BrowserContext browser;
    private final List<String> complaints = new ArrayList<>();

    /**
     * @param name the page's folder
     * @param locale of the browser
     */
    OpenPage(String name, String locale, Screen screen) {
        this.name = name;
        this.language = locale.substring(0, 2);
        this.words = PageWords.ofPage(name, language);
        this.screen = screen;
        this.browser = Chromium.person(locale, screen);
        this.page = browser.newPage();
        page.clock().install();
        page.onConsoleMessage(message -> {
            // A call that fails on purpose is told here too.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @SuppressWarnings("unchecked")
    private P self() {
        return (P) this;
    }

    // What happens elsewhere

    /**
     * Somebody else calls a function.
     *
     * @param fields with apostrophes for quotation marks
     */
    static JsonNode called(String function, String fields) {
        return read(Http.functions()
                .body(("{" + fields + "}").replace('\'', '"'))
                .post("/" + function)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    // What somebody does

    P go(String view) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view).setExact(true))
                .first()
                .click();
        return self();
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    Locator button(String label) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    P press(String label) {
        return press(button(label).first());
    }

    /** Presses as soon as that counts. Where it is held off for a moment, only the page's clock waits. */
    P press(Locator pressed) {
        if (pressed.isDisabled()) {
            assertThat(page.locator("main[aria-busy=true]")).hasCount(0);
            page.clock().fastForward(HELD_MILLIS);
        }
        pressed.click();
        return self();
    }

    /** Somebody was away, and looks at the page again. */
    P comesBack() {
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
        return self();
    }

    P sees(String text) {
        assertThat(page.locator("main")).containsText(text);
        return self();
    }

    P seesNot(String text) {
        assertThat(page.locator("main")).not().containsText(text);
        return self();
    }

    /** A day as the browser writes it. */
    String day(String day) {
        return (String) page.evaluate(
                "([language, day]) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })"
                        + ".format(new Date(day))",
                List.of(language, day));
    }

    /** Opens the page for nobody, and holds its settings until the test resumes them. */
    Route heldWhileItBegins() {
        AtomicReference<Route> held = new AtomicReference<>();
        page.route("**/pages.json", held::set);
        page.navigate("/" + name + "/");
        page.waitForCondition(() -> held.get() != null);
        return held.get();
    }

    // How it looks

    /**
     * Nothing is too wide, and no rule of accessibility is violated. In every build, these rules are held for Romanian on a
     * phone in light and English on wider screens in dark.
     */
    P looksWell(String state) {
        assertFits(state);
        // Scrolled, a bar that stays may cover a half of a button, and that is no fault.
        page.frames().forEach(frame -> frame.evaluate("window.scrollTo(0, 0)"));
        for (ColorScheme scheme : Cases.of(schemesOfEveryBuild(), List.of(ColorScheme.LIGHT, ColorScheme.DARK))) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String looks = "%s-%s-%s-%d-%s"
                    .formatted(
                            name, state, language, screen.width, scheme.name().toLowerCase(Locale.ROOT));
            pictured(looks);
            assertEquals(List.of(), violations(), looks);
        }
        return self();
    }

    /** Pictures take time, so there are none in every build. */
    void pictured(String looks) {
        if (Cases.of(false, true)) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", looks + ".png"))
                    .setFullPage(true));
        }
    }

    private List<ColorScheme> schemesOfEveryBuild() {
        if (language.equals("ro") != (screen == Screen.PHONE)) {
            return List.of();
        }
        return List.of(screen == Screen.PHONE ? ColorScheme.LIGHT : ColorScheme.DARK);
    }

    /** Each frame is looked at as a page of its own. */
    private List<String> violations() {
        List<String> violations = new ArrayList<>();
        for (Frame frame : page.frames()) {
            if (frame.evaluate("typeof axe").equals("undefined")) {
                frame.evaluate(AxeBuilder.getAxeScript() + Cases.of(EACH_KIND_ONCE, ""));
            }
            ((List<?>) frame.evaluate(VIOLATIONS, WCAG)).forEach(each -> violations.add((String) each));
        }
        return violations;
    }

    /** Nothing is wider than the screen. */
    P assertFits(String state) {
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"), state);
        return self();
    }

    @Override
    public void close() {
        browser.close();
        assertEquals(List.of(), complaints);
    }
}
