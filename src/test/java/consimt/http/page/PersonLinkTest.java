package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import consimt.http.page.Chromium.Screen;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The link that opens a person's page: whom it shows, where its token goes, and what is there once it has ended. */
@QuarkusTest
class PersonLinkTest {

    private static final String SHOP = "librarie";
    private static final String NAME = "Librăria din Colț";

    @Inject
    Sample sample;

    @BeforeEach
    void theBookshopIsThere() {
        sample.load();
    }

    /** The page without a link still reads whom it may offer. */
    @Test
    void aLinkThatComesWhileThePageBeginsIsNotForgotten() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            Route held = person.heldWhileItBegins();
            person.open();
            person.page.waitForResponse("**/sample", held::resume);
            person.go(NAME).sees(person.words.of("actions"));
        }
    }

    @Test
    void theTokenIsInNoAddressNoHistoryAndNoReferrer() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            List<Request> requests = new CopyOnWriteArrayList<>();
            person.page.onRequest(requests::add);
            String token = person.token();
            person.page.navigate("/person/#" + token);
            person.sees(NAME);
            assertEquals("#/", person.page.evaluate("location.hash"));
            person.go(NAME).sees(person.words.of("actions"));
            person.page.goBack();
            person.sees(person.words.of("businesses.intro"));
            assertFalse(person.page.url().contains(token));
            person.page.goBack();
            assertFalse(person.page.url().contains(token));
            person.page.goForward();

            // What the page opens elsewhere would get its address without the fragment, and gets nothing.
            assertEquals("", person.page.evaluate("document.referrer"));
            for (Request request : requests) {
                assertFalse(request.url().contains(token), request.url());
                assertEquals("", request.headers().getOrDefault("referer", ""), request.url());
            }
            assertTrue(requests.stream()
                    .anyMatch(request ->
                            ("Bearer " + token).equals(request.headers().get("authorization"))));

            // A reload goes on with it. Another tab has none.
            person.page.reload();
            person.sees(NAME);
            Page other = person.page.context().newPage();
            other.navigate("/person/");
            assertThat(other.locator("h1")).hasText(person.words.of("sample.title"));
            other.navigate("/person/#" + token.substring(0, token.length() - 4) + "AAAA");
            assertThat(other.locator("h1")).hasText(person.words.of("gone.title"));
        }
    }

    /** The text in which the address stood. */
    @Test
    void whatStandsBehindALinkInATextIsLeftOut() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            for (String behind : List.of(".", ")", ",", "%20", "%0A", "=", "/", ").", "%3E")) {
                person.page.navigate("about:blank");
                person.page.navigate("/person/#" + person.token() + behind);
                person.sees(NAME);
                assertEquals("#/", person.page.evaluate("location.hash"));
            }
        }
    }

    @Test
    void aLinkForOneBusinessShowsThatBusinessAlone() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.agreedWith("florist");
            String token = person.elsewhere("issue-person-link", "'purpose':'CALLS','businessId':'florist'")
                    .get("token")
                    .textValue();
            person.page.navigate("/person/#" + token);
            person.sees("The Corner Florist").seesNot(NAME);
            person.go("The Corner Florist").press(person.words.of("block")).may("UTILITY", "may.no");
            assertTrue(person.relation("florist").get("blocked").booleanValue());
        }
    }

    @Test
    void aLinkThatHasEndedOffersTheWayToANewOneAndNothingElse() {
        try (PersonPage person = new PersonPage("ro-RO", Screen.DESK)) {
            person.agreedWith(SHOP);
            person.open(NAME);
            person.elsewhere("revoke-person-links", "");
            person.press(person.words.of("block"))
                    .sees(person.words.of("gone.text"))
                    .looksWell("gone");
            assertThat(person.heading(person.words.of("gone.title"))).isFocused();
            assertThat(person.page.getByRole(
                            AriaRole.LINK, new Page.GetByRoleOptions().setName(person.words.of("new"))))
                    .hasAttribute("href", "mailto:people@consimt.example");
            person.seesNot(NAME);
            assertFalse(person.relation(SHOP).get("blocked").booleanValue());
            assertEquals(0, person.page.evaluate("sessionStorage.length"));
            // An older address is no way in either.
            person.page.goBack();
            person.seesNot(NAME);
        }
    }

    /** On one's own machine there are people to try. */
    @Test
    void withoutALinkThereAreThePeopleOfTheSample() {
        try (PersonPage person = new PersonPage("ro-RO", Screen.PHONE)) {
            person.page.navigate("/person/");
            person.sees(person.words.of("sample.text")).looksWell("sample");
            person.page
                    .getByRole(AriaRole.BUTTON)
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("40700000013"))
                    .click();
            person.sees(NAME).sees(person.words.of("may.some")).go(NAME);
            person.page.locator("[name=text]").fill("Bună! Când sosește comanda?");
            person.press(person.words.of("write.send"))
                    .sees("Bună! Când sosește comanda?")
                    .looksWell("wrote");
            person.press(person.words.of("sample.change")).sees(person.words.of("sample.text"));
        }
    }
}
