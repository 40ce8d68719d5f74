package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.BoundingBox;
import consimt.http.page.Chromium.Screen;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a link to unsubscribe opens: no script, and the look of the other pages. */
@QuarkusTest
class UnsubscribePageTest {

    @Inject
    Sample sample;

    @BeforeEach
    void theBookshopIsThere() {
        sample.load();
    }

    @ParameterizedTest
    @MethodSource("consimt.http.page.DeskTest#atADesk")
    void aPersonSeesTheQuestionAndPressesOneOfTwoButtons(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.agreedWith("librarie");
            String link = person.elsewhere(
                            "issue-person-link",
                            "'purpose':'UNSUBSCRIBE','businessId':'librarie','scope':{'topic':'offers'}")
                    .get("token")
                    .textValue();
            Response page = person.page.navigate("/unsubscribe?link=" + link);
            assertFalse(page.headerValue("content-security-policy").contains("unsafe"));
            assertEquals(
                    "12px",
                    person.page.locator(".button").first().evaluate("each => getComputedStyle(each).borderRadius"));
            assertThat(person.page.locator("button")).hasCount(2);
            person.looksWell("unsubscribe");
            // Pressed twice at the same spot it stops the part, and no more.
            BoundingBox spot = person.page.locator("button").nth(1).boundingBox();
            for (int press = 0; press < 2; press++) {
                person.page.mouse().click(spot.x + 20, spot.y + spot.height / 2);
                person.page.locator("[name=reason]").first().waitFor();
            }
            person.sees("Librăria din Colț").looksWell("unsubscribed");
            assertEquals(1, person.entries("librarie", "MARKETING_PREFERENCE").size());
            assertEquals(
                    "{\"topic\":\"offers\"}",
                    person.relation("librarie")
                            .get("scopes")
                            .get(0)
                            .get("scope")
                            .toString());
            // To say no reason is one press, and then there is the way back.
            person.page.locator("[value=DECLINED]").click();
            person.page.locator("[name=return]").waitFor();
            person.looksWell("unsubscribed-why");
            assertEquals(1, person.entries("librarie", "OPT_OUT_REASON").size());
            person.page.locator("[name=return]").click();
            person.page.locator("[value=this]").waitFor();
            person.looksWell("unsubscribed-back");
            assertEquals("ALLOWED", person.permission("librarie", "'category':'MARKETING','scope':{'topic':'offers'}"));
            person.page.locator("[value=all]").click();
            person.page.locator("[name=reason]").first().waitFor();
            person.page.navigate("/unsubscribe?link=" + link);
            assertThat(person.page.locator("button")).hasCount(0);
            person.looksWell("unsubscribed-before");
            person.page.navigate("/unsubscribe?link=x");
            person.looksWell("unsubscribe-gone");
        }
    }

    @ParameterizedTest
    @MethodSource("consimt.http.page.DeskTest#onAPhone")
    void aPersonSaysYesByOnePressAndStopsNothingByASecond(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.agreedWith("librarie");
            String link = person.elsewhere(
                            "issue-person-link",
                            "'purpose':'SUBSCRIBE','businessId':'librarie','scope':{'topic':'offers'}")
                    .get("token")
                    .textValue();
            person.page.navigate("/unsubscribe?link=" + link);
            assertThat(person.page.locator("button")).hasCount(1);
            person.sees("Librăria din Colț").looksWell("subscribe");
            Page tab = person.page.context().newPage();
            tab.navigate("/unsubscribe?link=" + link);
            BoundingBox spot = person.page.locator("button").boundingBox();
            for (int press = 0; press < 2; press++) {
                person.page.mouse().click(spot.x + 20, spot.y + spot.height / 2);
                person.page.locator("[name=stop]").first().waitFor();
            }
            person.looksWell("subscribed");
            assertEquals(1, person.entries("librarie", "MARKETING_PREFERENCE").size());
            // A reload says nothing again, and neither does another tab that shows the page from before a no.
            person.page.reload();
            assertThat(person.page.locator("[name=stop]")).hasCount(2);
            person.elsewhere("request-opt-out", "'businessId':'librarie'");
            tab.locator("button").click();
            assertThat(tab.locator("p")).hasCount(3);
            BoundingBox again = tab.locator("button").boundingBox();
            tab.mouse().click(again.x + 20, again.y + again.height / 2);
            tab.waitForTimeout(100);
            assertEquals(
                    "REFUSED MARKETING_OPTED_OUT",
                    person.permission("librarie", "'category':'MARKETING','scope':{'topic':'offers'}"));
            tab.close();
            person.page.navigate("/unsubscribe?link=" + link);
            assertThat(person.page.locator("p")).hasCount(3);
            person.looksWell("subscribe-after-a-no");
            person.page.locator("button").click();
            person.page.locator("[name=stop]").first().waitFor();
            person.elsewhere("decide-consent", "'businessId':'librarie','decision':'BLOCK'");
            person.page.reload();
            assertThat(person.page.locator("button")).hasCount(0);
            person.looksWell("subscribed-and-blocked");
            person.elsewhere("decide-consent", "'businessId':'librarie','decision':'UNBLOCK'");
            assertEquals("ALLOWED", person.permission("librarie", "'category':'MARKETING','scope':{'topic':'offers'}"));
        }
    }
}
