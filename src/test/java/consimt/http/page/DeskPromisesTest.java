package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import consimt.dynamodb.Queues;
import consimt.dynamodb.Tables;
import consimt.http.page.Chromium.Screen;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What holds at the desk whatever comes: once is once, text is text, and a long queue stays light. */
@QuarkusTest
class DeskPromisesTest {

    private static final int MOST_ROWS = 150;

    /** To read them takes longer than a look at what is there. */
    private static final double A_HUNDRED_PAGES_MILLIS = 60_000;

    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=document.title=1><script>document.title=1</script>",
            "\u202Eevil\u202E \u2067 right to left",
            "W".repeat(400),
            "\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDF7\uD83C\uDDF4",
            "Z" + "\u0351\u0310\u0348\u036A".repeat(20) + "algo",
            "${alert(1)} {{7*7}} {who} {business} &lt;b&gt;");

    @Inject
    DynamoDbClient client;

    @Inject
    Tables tables;

    /** The cut comes before the function has heard of the press, or after it has done its work. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPressThatTheNetworkCutHappensOnce(boolean heard) {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "ro-RO", Screen.PHONE)) {
            AtomicInteger cuts = new AtomicInteger(2);
            desk.page.route("**/resolve-follow-up", route -> {
                if (cuts.getAndDecrement() > 0) {
                    if (heard) {
                        route.fetch();
                    }
                    route.abort();
                } else {
                    route.resume();
                }
            });
            desk.open().keys("x").types("crm 7").keys("Enter");
            desk.sees(desk.words.of("error.network")).looksWell("cut");
            assertThat(desk.button(desk.words.of("again"))).isFocused();
            desk.keys("Enter");
            assertThat(desk.page.locator(".alert")).isVisible();
            desk.press(desk.words.of("again")).rowSays(person, desk.words.of("told.DONE"));
            assertThat(desk.page.locator(".alert")).hasCount(0);
        }
        assertEquals(1, DeskPage.steps(shop, person).size());
        assertEquals(
                "crm 7", DeskPage.steps(shop, person).get(0).get("evidence").textValue());
    }

    @ParameterizedTest
    @EnumSource(value = Screen.class, mode = EnumSource.Mode.EXCLUDE, names = "WIDE")
    void hostileNamesNotesAndMessagesAreTextAndBreakNothing(Screen screen) {
        String shop = DeskPage.business();
        for (String text : HOSTILE) {
            DeskPage.optedOut(shop, 1, "");
            DeskPage.suspected(shop, ("nu mai vreau va rog sa nu mai primesc asta " + text).replace("'", ""));
        }
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", screen)) {
            desk.open();
            desk.page.locator(".tools select").selectOption("suspected");
            for (int i = 0; i < HOSTILE.size(); i++) {
                desk.rows().nth(i).locator(".row-open").click();
                assertThat(desk.page.locator(".detail blockquote")).isVisible();
                desk.assertFits("message " + i);
            }
            String all = String.join(" ", desk.page.locator("main").allTextContents());
            desk.keys("/").types("onerror");
            assertThat(desk.rows()).hasCount(1);
            desk.rows().nth(0).locator(".row-open").click();
            desk.sees(HOSTILE.get(0)).looksWell("hostile");
            desk.page.locator("[type=search]").fill("");
            desk.page.locator(".tools select").selectOption("all");
            for (String name : HOSTILE) {
                desk.page.locator(".whose .button").first().click();
                desk.page.locator("[name=actor]").fill(name.substring(0, Math.min(100, name.length())));
                desk.keys("Enter");
                desk.assertFits("name");
                desk.keys("c").keys("r");
            }
            desk.keys("s").types(HOSTILE.get(0)).keys("Enter").sees(desk.words.of("told.SKIPPED"));
            desk.assertFits("note");
            assertEquals(0, desk.page.locator("main img, main script, main b").count(), all);
            assertNotEquals("1", desk.page.title());
        }
    }

    @Test
    void ofTenThousandRowsAFewAreDrawn() {
        String shop = DeskPage.business();
        Queues.fill(client, tables, Instant.now(), shop, 10_000);
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open().sees(desk.words.of("counts.open", 10_000).replace("10000", "10,000"));
            assertRowsAreFew(desk);
            for (int i = 0; i < 4; i++) {
                desk.press(desk.words.of("more"));
                assertThat(desk.page.locator("main")).hasAttribute("aria-busy", "false");
                assertRowsAreFew(desk);
            }
            desk.press(desk.words.of("queue.earlier"));
            assertRowsAreFew(desk);
            // By keys past the end of what was drawn.
            for (int i = 0; i < 130; i++) {
                desk.keys("j");
                assertThat(desk.page.locator("main")).hasAttribute("aria-busy", "false");
            }
            assertThat(desk.page.locator(".work[aria-current] .row-open")).isFocused();
            assertRowsAreFew(desk);
            desk.looksWell("long");
            // One row far behind is found by searching all.
            desk.page.locator("[type=search]").fill("40700009999");
            desk.press(desk.words.of("queue.searchAll"));
            assertThat(desk.rows()).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(A_HUNDRED_PAGES_MILLIS));
            desk.page.locator("[type=search]").fill("");
            assertRowsAreFew(desk);
            assertEquals(10_001, desk.saves(desk.words.of("csv")).lines().count());
        }
    }

    private static void assertRowsAreFew(DeskPage desk) {
        int rows = desk.rows().count();
        assertTrue(rows > 50 && rows <= MOST_ROWS, () -> rows + " rows");
    }

    @Test
    void theDeskCanBeUsedAfterThreeRequestsAndAtMost150Kilobytes() {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.PHONE)) {
            List<Response> responses = new CopyOnWriteArrayList<>();
            desk.page.onResponse(responses::add);
            // The rest waits for ever, and nobody has to.
            desk.page.route("**/read-settings", route -> {});
            desk.page.addInitScript("sessionStorage.setItem('consimt.sample.desk', 'business " + shop + "')");
            desk.page.navigate("/desk/");
            desk.rowSays(person, desk.words.of("state.OPEN"));
            List<String> needed = responses.stream()
                    .map(Response::url)
                    .filter(url -> !url.endsWith(".svg"))
                    .toList();
            assertEquals(3, needed.size(), needed::toString);
            int bytes = responses.stream()
                    .mapToInt(response -> response.request().sizes().responseBodySize)
                    .sum();
            assertTrue(bytes <= 150_000, () -> bytes + " bytes");
            System.out.println("the desk: " + bytes + " bytes");
        }
    }
}
