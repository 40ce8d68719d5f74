package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import consimt.http.Http;
import consimt.http.page.Chromium.Screen;
import consimt.kit.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A person and their page, opened by a link. */
final class PersonPage extends OpenPage<PersonPage> {

    /** Of a link; there is one person. */
    private static final String PERSON = "'userId':'%s'";

    /** Nobody of the sample. */
    String userId = World.somebody().replaceFirst("40", "41");

    /** @param locale of the browser */
    PersonPage(String locale, Screen screen) {
        super("person", locale, screen);
    }

    // What happens elsewhere

    /**
     * Somebody else calls a function.
     *
     * @param input with apostrophes for quotation marks; the person is added
     */
    JsonNode elsewhere(String function, String input) {
        return called(function, PERSON.formatted(userId) + (input.isEmpty() ? "" : "," + input));
    }

    /** A business makes its first contact. */
    JsonNode contactedBy(String businessId) {
        return elsewhere("open-conversation", "'businessId':'%s','locale':'%s'".formatted(businessId, language));
    }

    /** A business says that the person asked for its marketing. */
    void claimedBy(String businessId, String proof) {
        Http.functions()
                .header("X-Consimt-Caller", "business " + businessId)
                .body("{\"businessId\":\"%s\",\"userId\":\"%s\",\"proof\":\"%s\",\"occurredAt\":\"%s\"}"
                        .formatted(
                                businessId,
                                userId,
                                proof,
                                Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS)))
                .post("/request-opt-in")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("RECORDED"));
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

    /** The next person opens a link at the same screen. */
    void becomesAnother() {
        userId = World.somebody().replaceFirst("40", "41");
        page.clock().fastForward(HELD_MILLIS);
        page.clock().resume();
    }

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

    /** One of the three choices, by the words it begins with: what it does is in its name, too. */
    PersonPage choose(String label) {
        page.locator(".choice")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + label)))
                .first()
                .click();
        return this;
    }

    PersonPage pick(String label) {
        page.getByLabel(label).first().check();
        return this;
    }

    /** On one's own machine. */
    PersonPage writes(String text) {
        page.locator("[name=text]").fill(text);
        press(words.of("write.send"));
        assertThat(page.locator("main")).hasAttribute("aria-busy", "false");
        return this;
    }

    /** Whether a kind of contact is allowed, as the page says. */
    PersonPage may(String kind, String outcome) {
        Locator row =
                page.locator(".may dt").filter(new Locator.FilterOptions().setHasText(words.of("category." + kind)));
        assertThat(row.locator(".mark").first()).hasText(words.of(outcome));
        return this;
    }
}
