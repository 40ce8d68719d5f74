package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Response;
import consimt.http.page.Chromium.Screen;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource({"ro-RO,PHONE", "en-GB,DESK"})
    void aPersonSeesTheQuestionAndPressesOneOfTwoButtons(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
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
            person.page.locator("button").nth(1).click();
            person.sees("Librăria din Colț").looksWell("unsubscribed");
            assertEquals(
                    "{\"topic\":\"offers\"}",
                    person.relation("librarie")
                            .get("scopes")
                            .get(0)
                            .get("scope")
                            .toString());
            person.page.navigate("/unsubscribe?link=x");
            person.looksWell("unsubscribe-gone");
        }
    }
}
