package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import consimt.http.Http;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.kit.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A person and their page, opened by a link. What the browser complains about is kept, and at the end there must be
 * nothing.
 */
final class PersonPage implements AutoCloseable {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a link; there is one person. */
    private static final String PERSON = "'userId':'%s'";

    /** Nobody of the sample. */
    final String userId = World.somebody().replaceFirst("40", "41");

    final Page page;
    final PageWords words;

    private final String language;
    private final Screen screen;
    private final BrowserContext browser;
    private final List<String> complaints = new ArrayList<>();

    /** @param locale of the browser */
    PersonPage(String locale, Screen screen) {
        this.language = locale.substring(0, 2);
        this.words = PageWords.in(language);
        this.screen = screen;
        this.browser = Chromium.person(locale, screen);
        this.page = browser.newPage();
        page.onConsoleMessage(message -> {
            // A call that fails on purpose is told here too.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    // What happens elsewhere

    /**
     * Somebody else calls a function.
     *
     * @param input with apostrophes for quotation marks; the person is added
     */
    JsonNode elsewhere(String function, String input) {
        String body = "{" + PERSON.formatted(userId) + (input.isEmpty() ? "" : "," + input) + "}";
        return read(Http.functions()
                .body(body.replace('\'', '"'))
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

    /** A business makes its first contact. */
    JsonNode contactedBy(String businessId) {
        return elsewhere("open-conversation", "'businessId':'%s','locale':'%s'".formatted(businessId, language));
    }

    void agreedWith(String businessId) {
        elsewhere("decide-consent", "'businessId':'%s','decision':'CONTINUE'".formatted(businessId));
    }

    JsonNode relation(String businessId) {
        return elsewhere("read-relation", "'businessId':'%s'".formatted(businessId))
                .get("relation");
    }

    /** The ledger's entries of a kind. */
    List<JsonNode> entries(String businessId, String kind) {
        List<JsonNode> found = new ArrayList<>();
        elsewhere("read-ledger", "'businessId':'%s'".formatted(businessId))
                .get("entries")
                .forEach(entry -> {
                    if (entry.get("kind").textValue().equals(kind)) {
                        found.add(entry);
                    }
                });
        return found;
    }

    /** What the rules say of something that the business or the person wants to do, such as a category. */
    String permission(String businessId, String ask) {
        JsonNode result = elsewhere("check-permission", "'businessId':'%s',%s".formatted(businessId, ask))
                .get("results")
                .get(0);
        return result.get("permission").textValue()
                + (result.has("reason") ? " " + result.get("reason").textValue() : "");
    }

    /** A link for all businesses. */
    String token() {
        return elsewhere("issue-person-link", "'purpose':'CALLS'").get("token").textValue();
    }

    // What the person does

    PersonPage open() {
        page.navigate("/person/#" + token());
        heading(words.of("businesses")).waitFor();
        return this;
    }

    /** Opens the page and then one business. */
    PersonPage open(String businessName) {
        open();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(businessName).setExact(true))
                .click();
        page.locator(".chat").waitFor();
        return this;
    }

    PersonPage go(String view) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view).setExact(true))
                .first()
                .click();
        return this;
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    PersonPage press(String name) {
        button(name).first().click();
        return this;
    }

    /** One of the three choices, which also have their effect in their name. */
    PersonPage choose(String label) {
        page.locator(".choice")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first()
                .click();
        return this;
    }

    PersonPage pick(String label) {
        page.getByLabel(label).first().check();
        return this;
    }

    PersonPage sees(String text) {
        assertThat(page.locator("main")).containsText(text);
        return this;
    }

    PersonPage seesNot(String text) {
        assertThat(page.locator("main")).not().containsText(text);
        return this;
    }

    /** Whether a kind of contact is allowed, as the page says. */
    PersonPage may(String kind, String outcome) {
        Locator row = page.locator(".may dt").filter(new Locator.FilterOptions().setHasText(words.of("may." + kind)));
        assertThat(row.locator(".mark").first()).hasText(words.of(outcome));
        return this;
    }

    /** A day as the browser writes it. */
    String day(String day) {
        return (String) page.evaluate(
                "([language, day]) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })"
                        + ".format(new Date(day))",
                List.of(language, day));
    }

    // How it looks

    /**
     * Pictures of it in light and dark, and no violation of the rules of accessibility. In every build, these are held for
     * each language on one screen.
     */
    PersonPage looksWell(String state) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String looks = "%s-%s-%d-%s"
                    .formatted(state, language, screen.width, scheme.name().toLowerCase(java.util.Locale.ROOT));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", "person-" + looks + ".png"))
                    .setFullPage(true));
            if (Cases.of(language.equals("ro") == (screen == Screen.PHONE), true)) {
                assertEquals(List.of(), violations(), looks);
            }
            assertFits(looks);
        }
        return this;
    }

    private List<String> violations() {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                        .toList();
    }

    /** Nothing is wider than the screen. */
    PersonPage assertFits(String state) {
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"), state);
        return this;
    }

    @Override
    public void close() {
        browser.close();
        assertEquals(List.of(), complaints);
    }
}
