package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import consimt.http.page.Chromium.Screen;
import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The desk by a token of the service: whose it is, and where the token goes. */
@QuarkusTest
class DeskTokenTest {

    private static final String OF_STAFF = "&operator=operator";

    @Test
    void theOperatorsPeopleCloseAReviewAndWorkTheQueueOfABusiness() {
        String shop = DeskPage.business();
        String reported = World.somebody().replaceFirst("40", "41");
        DeskPage.called(
                "decide-consent",
                "'businessId':'%s','userId':'%s','decision':'REPORT','report':{'reason':'SCAM'}"
                        .formatted(shop, reported));
        String asks = DeskPage.suspected(shop, "nu mai vreau va rog sa nu mai primesc asta");
        String token = token("'for':'OPERATOR','name':'Olga Ionescu'");
        try (DeskPage desk = new DeskPage("en-GB", Screen.DESK, "")) {
            List<Request> requests = opens(desk, token);
            desk.page.locator("[type=search]").fill(reported);
            desk.rowSays(reported, desk.words.of("kind.REPORT_REVIEW")).looksWell("staff");
            press(desk, desk.words.of("complete.REPORT_REVIEW"));
            desk.keys("Enter").rowSays(reported, desk.words.of("told.DONE"));

            Locator place = desk.page.locator("[name=place]");
            assertThat(place).hasValue("operator");
            place.fill(shop);
            place.press("Enter");
            desk.rowSays(asks, desk.words.of("kind.SUSPECTED_REFUSAL"));
            press(desk, desk.words.of("complete.SUSPECTED_REFUSAL"));
            desk.keys("Enter").rowSays(asks, desk.words.of("told.DONE"));
            assertEquals(
                    DeskPage.read("{\"kind\":\"OPERATOR\",\"name\":\"Olga Ionescu\"}"),
                    DeskPage.steps(shop, asks).get(0).get("calledBy"));

            // Of which nobody has heard.
            place.fill("nosuch");
            place.press("Enter");
            assertThat(desk.page.locator("h1")).containsText("nosuch");
            desk.looksWell("nosuch");

            assertIsInNoAddress(desk, token, requests);
        }
    }

    @Test
    void aBusinessOpensItsDeskByItsTokenUntilItIsRevoked() {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        String token = token("'businessId':'%s','name':'the shop'".formatted(shop));
        try (DeskPage desk = new DeskPage("en-GB", Screen.DESK, "")) {
            desk.page.navigate("/desk/");
            desk.page.navigate("/desk/#token=" + token + "&business=" + shop);
            desk.rowSays(person, desk.words.of("kind.MARKETING_REMOVAL")).sees("Shop " + shop);
            desk.page.reload();
            desk.rowSays(person, desk.words.of("kind.MARKETING_REMOVAL"));
            DeskPage.called("revoke-business-tokens", "'businessId':'%s'".formatted(shop));
            desk.page.reload();
            desk.sees(desk.words.of("gone.title"));
        }
    }

    /** The page without a token still reads whom it may offer. */
    @Test
    void aTokenThatComesWhileTheDeskBeginsIsNotForgotten() {
        String shop = DeskPage.business();
        String address = "/desk/#token=" + token("'businessId':'" + shop + "','name':'x'") + "&business=" + shop;
        try (DeskPage desk = new DeskPage("en-GB", Screen.DESK, "")) {
            Route held = desk.heldWhileItBegins();
            desk.page.navigate(address);
            desk.sees("Shop " + shop);
            desk.page.waitForResponse("**/sample", held::resume);
            desk.press(desk.words.of("refresh")).sees("Shop " + shop).seesNot(desk.words.of("error.refused"));
        }
    }

    /** Somebody who has said their name opens the address that the answer with the token names. */
    private static List<Request> opens(DeskPage desk, String token) {
        desk.page.addInitScript("if (location.protocol !== 'about:') localStorage.setItem('consimt.actor', 'Olga')");
        List<Request> requests = new CopyOnWriteArrayList<>();
        desk.page.onRequest(requests::add);
        desk.page.navigate("/desk/#token=" + token + OF_STAFF);
        return requests;
    }

    /** Neither here nor in the history nor in what was asked for; and calls were made with it. */
    private static void assertIsInNoAddress(DeskPage desk, String token, List<Request> requests) {
        String history = "() => [location.href, ...navigation.entries().map(entry => entry.url)].join(' ')";
        String addresses = desk.page.evaluate(history).toString();
        assertTrue(addresses.contains("/desk/"), addresses);
        assertFalse(addresses.contains(token), addresses);
        desk.page.goBack();
        assertFalse(desk.page.url().contains(token));
        for (Request request : requests) {
            assertFalse(request.url().contains(token), request.url());
            assertEquals("", request.headers().getOrDefault("referer", ""), request.url());
        }
        assertTrue(requests.stream()
                .anyMatch(
                        request -> ("Bearer " + token).equals(request.headers().get("authorization"))));
    }

    private static void press(DeskPage desk, String label) {
        desk.press(button(desk, label));
    }

    private static Locator button(DeskPage desk, String label) {
        return desk.page.locator(".detail .actions button").filter(new Locator.FilterOptions().setHasText(label));
    }

    private static String token(String asked) {
        return DeskPage.called("issue-business-token", asked).get("token").textValue();
    }
}
