package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import consimt.http.Http;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever somebody presses or writes: once is once, text is text, a page is light, a keyboard suffices. */
@QuarkusTest
class PagePromisesTest {

    private static final String SHOP = "librarie";
    private static final String NAME = "Librăria din Colț";

    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script>",
            "\u202Eevil\u202E \u2067 right to left",
            "W".repeat(100),
            "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDF7\uD83C\uDDF4 \uD83D\uDE00",
            "Z" + "\u0351\u0310\u0348\u036A".repeat(20) + "algo",
            "${alert(1)} {{7*7}} {business} &lt;b&gt;");

    @Inject
    Sample sample;

    @BeforeEach
    void theBookshopIsThere() {
        sample.load();
    }

    // Once is once

    /** The cut comes before the function has heard of the press, or after it has done its work. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPressThatTheNetworkCutHappensOnceHoweverOftenItIsRepeated(boolean heard) {
        try (PersonPage person = new PersonPage("ro-RO", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.open(NAME).press(person.words.of("stop"));
            List<String> sent = new ArrayList<>();
            AtomicInteger cuts = new AtomicInteger(2);
            person.page.route("**/request-opt-out", route -> {
                sent.add(PersonPage.read(route.request().postData())
                        .get("requestId")
                        .textValue());
                if (cuts.getAndDecrement() > 0) {
                    if (heard) {
                        route.fetch();
                    }
                    route.abort();
                } else {
                    route.resume();
                }
            });
            person.press(person.words.of("stop.send"))
                    .sees(person.words.of("error.network"))
                    .looksWell("cut");
            assertThat(person.button(person.words.of("again"))).isInViewport();
            // The button itself, and then the one beside the message.
            person.press(person.words.of("stop.send"));
            assertThat(person.page.locator(".alert")).isVisible();
            person.press(person.words.of("again")).may("MARKETING", "may.no");
            assertEquals(3, sent.size(), sent::toString);
            assertEquals(1, sent.stream().distinct().count(), sent::toString);
            assertEquals(1, person.entries(SHOP, "MARKETING_PREFERENCE").size());
        }
    }

    @Test
    void afterAReloadTheSamePressIsStillTheSame() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.open(NAME);
            person.page.route("**/decide-consent", route -> {
                route.fetch();
                route.abort();
            });
            person.press(person.words.of("report"));
            person.page.locator("[value=SPAM]").check();
            person.press(person.words.of("report.send")).sees(person.words.of("error.network"));
            person.page.unroute("**/decide-consent");
            person.page.reload();
            person.press(person.words.of("report"));
            person.page.locator("[value=SPAM]").check();
            person.press(person.words.of("report.send")).sees(person.words.of("report.done"));
            assertEquals(1, person.relation(SHOP).get("reports").intValue());
        }
    }

    /** Block, unblock and block are three presses, also if the first had no answer. */
    @Test
    void aPressAfterAnotherOneIsNoRepetition() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.open(NAME);
            AtomicInteger cuts = new AtomicInteger(1);
            person.page.route("**/decide-consent", route -> {
                if (cuts.getAndDecrement() > 0) {
                    route.fetch();
                    route.abort();
                } else {
                    route.resume();
                }
            });
            person.press(person.words.of("block")).sees(person.words.of("error.network"));
            // It was unblocked somewhere else.
            person.elsewhere("decide-consent", "'businessId':'%s','decision':'UNBLOCK'".formatted(SHOP));
            person.press(person.words.of("block")).may("UTILITY", "may.no");
            assertTrue(person.relation(SHOP).get("blocked").booleanValue());
            person.press(person.words.of("unblock")).may("UTILITY", "may.yes");
            person.press(person.words.of("block")).may("UTILITY", "may.no");
            assertTrue(person.relation(SHOP).get("blocked").booleanValue());
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsSaidAndNothingIsClaimed() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.open(NAME);
            person.page.route(
                    "**/decide-consent",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("application/json")
                            .setBody("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":1}")));
            person.press(person.words.of("block"))
                    .sees(person.words.of("error.busy"))
                    .seesNot(person.words.of("unblock"));
            // It was recorded, but how things stand then cannot be read: nothing is said about it.
            person.page.unroute("**/decide-consent");
            person.page.route("**/read-relation", Route::abort);
            person.press(person.words.of("again")).sees(person.words.of("error.network"));
            assertThat(person.page.locator(".may")).hasCount(0);
            person.page.unroute("**/read-relation");
            person.press(person.words.of("again")).may("UTILITY", "may.no");
            assertEquals(
                    1,
                    person.entries(SHOP, "CONSENT_DECISION").stream()
                            .filter(entry -> entry.get("value").textValue().equals("BLOCK"))
                            .count());
        }
    }

    /** What waits says so, also to who hears the page. The wait is as long as the test wants. */
    @ParameterizedTest
    @MethodSource("consimt.http.page.PersonPageTest#onAPhone")
    void aPressThatWaitsIsToldAndLooksSo(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.agreedWith(SHOP);
            person.open(NAME);
            Locator told = person.page.locator(".slow[role=status]");
            assertThat(told).hasText("");
            AtomicReference<Route> held = new AtomicReference<>();
            person.page.route("**/decide-consent", held::set);
            person.press(person.words.of("block"));
            assertThat(told).hasText(person.words.of("loading"));
            assertThat(person.button(person.words.of("block"))).isDisabled();
            assertThat(person.page.locator("main")).hasAttribute("aria-busy", "true");
            person.looksWell("slow");
            held.get()
                    .fulfill(new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("application/json")
                            .setBody("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":1}"));
            assertThat(person.page.getByRole(AriaRole.ALERT)).containsText(person.words.of("error.busy"));
            assertThat(told).hasText("");
            person.looksWell("busy");
            person.page.unroute("**/decide-consent");
            person.page.route("**/decide-consent", Route::abort);
            person.press(person.words.of("again"));
            assertThat(person.page.getByRole(AriaRole.ALERT)).containsText(person.words.of("error.network"));
            assertThat(told).hasText("");
            assertThat(person.page.locator("main")).hasAttribute("aria-busy", "false");
        }
    }

    @Test
    void aPageWhoseLinkIsGoneWaitsForNothing() {
        try (PersonPage person = new PersonPage("ro-RO", Screen.PHONE)) {
            person.page.navigate("/person/#a.b.c");
            person.heading(person.words.of("gone.title")).waitFor();
            assertThat(person.page.locator("main")).hasAttribute("aria-busy", "false");
            assertThat(person.page.locator(".slow")).hasText("");
        }
    }

    // Text is text

    @ParameterizedTest
    @EnumSource(value = Screen.class, mode = EnumSource.Mode.EXCLUDE, names = "WIDE")
    void hostileNamesAndReasonsAreTextAndBreakNothing(Screen screen) {
        for (int i = 0; i < HOSTILE.size(); i++) {
            if (!Cases.takes(i + screen.ordinal())) {
                continue;
            }
            String name = HOSTILE.get(i);
            String shop = "hostile-" + i;
            Http.functions()
                    .body(Map.of(
                            "businessId",
                            shop,
                            "name",
                            name,
                            "country",
                            "GB",
                            "languages",
                            List.of("en"),
                            "removal",
                            Map.of("mode", "AUTOMATIC")))
                    .post("/configure-business")
                    .then()
                    .statusCode(200);
            try (PersonPage person = new PersonPage(i % 2 == 0 ? "en-GB" : "ar-EG", screen)) {
                person.contactedBy(shop);
                person.open().assertFits(name);
                assertEquals(name, person.page.locator(".business h2 bdi").textContent());
                person.page.locator(".business h2 a").click();
                person.page.locator(".choice").nth(1).click();
                assertThat(person.page.locator(".panel h2")).containsText(name);
                person.page.locator("[value=SPAM]").check();
                person.page.locator("[name=details]").fill(name + "!".repeat(800));
                person.page.locator("[name=block]").check();
                person.press(person.words.of("report.send")).sees(name + "!").sees(person.words.of("unblock"));
                person.assertFits(name)
                        .go(person.words.of("history"))
                        .sees(name + "!")
                        .assertFits(name);
                person.go(person.words.of("blocked")).assertFits(name).looksWell("hostile-" + i);
                assertEquals(
                        0, person.page.locator("main img, main script, main b").count());
                assertNotEquals("hit", person.page.title());
            }
        }
    }

    @Test
    void aFragmentOrAnAnswerOfAnyFormBreaksNothing() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.open();
            for (String fragment :
                    List.of("#/business/%", "#/business/<img>", "#/nowhere", "#x", "#", "#/business//")) {
                person.page.evaluate("fragment => { location.hash = fragment; }", fragment);
                assertThat(person.page.locator("h1")).isVisible();
                person.assertFits(fragment);
            }
            assertEquals(0, person.page.locator("main img").count());
        }
    }

    // What comes late, or to somebody who has gone on

    @Test
    void aNoToEverythingIsNotLostBehindANoToAPart() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            person.open(NAME).press(person.words.of("stop"));
            person.page.route("**/request-opt-out", route -> {
                route.fetch();
                route.abort();
            });
            person.press(person.words.of("stop.send")).sees(person.words.of("error.network"));
            person.page.unroute("**/request-opt-out");
            person.elsewhere("request-opt-in", "'businessId':'%s'".formatted(SHOP));
            person.elsewhere("request-opt-out", "'businessId':'%s','scope':{'topic':'offers'}".formatted(SHOP));
            person.press(person.words.of("again")).may("MARKETING", "may.no");
            assertEquals(
                    "REFUSED MARKETING_OPTED_OUT",
                    person.permission(SHOP, "'category':'MARKETING','scope':{'topic':'news'}"));
        }
    }

    @Test
    void aPressWithoutAnAnswerIsTheSameInAnotherLanguage() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            PageWords german = PageWords.ofPage("person", "de");
            person.agreedWith(SHOP);
            person.open(NAME).press(person.words.of("report"));
            person.page.locator("[value=SPAM]").check();
            person.page.route("**/decide-consent", route -> {
                route.fetch();
                route.abort();
            });
            person.press(person.words.of("report.send")).sees(person.words.of("error.network"));
            person.page.unroute("**/decide-consent");
            person.page.locator(".top select").selectOption("de");
            person.sees(german.of("error.network"))
                    .press(german.of("report.send"))
                    .sees(german.of("report.done"));
            assertEquals(1, person.relation(SHOP).get("reports").intValue());
        }
    }

    @Test
    void anotherLanguageKeepsABusinessThatIsNotOnTheFirstPage() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.open();
            person.page.evaluate("shop => { location.hash = '#/business/' + shop; }", SHOP);
            person.sees(person.words.of("chat.empty"));
            person.page.locator(".top select").selectOption("de");
            person.sees(PageWords.ofPage("person", "de").of("chat.empty"));
        }
    }

    @Test
    void ofManyBusinessesWhoWasBlockedIsListedAndAnyIsFoundByItsName() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            for (int i = 100; i < 155; i++) {
                person.agreedWith("many-" + i);
            }
            person.elsewhere("decide-consent", "'businessId':'many-zz','decision':'BLOCK'");
            person.open().go(person.words.of("blocked"));
            assertThat(person.page.locator(".business")).hasCount(1);
            person.sees("many-zz").go(person.words.of("businesses"));
            assertThat(person.page.locator(".business")).hasCount(55);
            // Who comes back sees as much as before.
            person.comesBack();
            assertThat(person.page.locator("main")).hasAttribute("aria-busy", "false");
            assertThat(person.page.locator(".business")).hasCount(55);
            // Also who is not on the first page, by other letters than the name has.
            person.agreedWith(SHOP);
            person.open();
            Locator sought = person.page.getByLabel(person.words.of("businesses.find"));
            sought.pressSequentially("MANY-15");
            assertThat(person.page.locator(".business")).hasCount(5);
            person.sees("5 / 56").looksWell("found");
            assertThat(sought).isFocused();
            sought.fill("LIBRARIA din colt");
            assertThat(person.page.locator(".business")).hasCount(1);
            person.sees(NAME);
            sought.fill("nobody");
            assertThat(person.page.locator(".business")).hasCount(0);
            person.seesNot(person.words.of("businesses.none"));
            sought.fill("");
            assertThat(person.page.locator(".business")).hasCount(56);
        }
    }

    @Test
    void aBusinessThatDoesNotExistIsNone() {
        try (PersonPage person = new PersonPage("en-GB", Screen.DESK)) {
            person.open().page.evaluate("() => { location.hash = '#/business/nosuch'; }");
            person.sees(person.words.of("noBusiness").split("\\{id}")[0]).seesNot(person.words.of("stop"));
        }
    }

    @Test
    void aLateAnswerLeavesWhatSomebodyWritesElsewhere() {
        try (PersonPage person = new PersonPage("en-GB", Screen.DESK)) {
            person.agreedWith(SHOP);
            person.agreedWith("cafea");
            person.open(NAME);
            AtomicReference<Route> held = new AtomicReference<>();
            person.page.route("**/decide-consent", held::set);
            person.press(person.words.of("block"));
            person.page.waitForCondition(() -> held.get() != null);
            person.page.evaluate("() => { location.hash = '#/business/cafea'; }");
            person.sees("Cafea Bună").press(person.words.of("report"));
            person.page.locator("[name=details]").fill("They are");
            person.page.waitForResponse(response -> response.url().endsWith("/read-relation"), () -> {
                held.get().resume();
                person.page.keyboard().type(" loud");
            });
            assertThat(person.page.locator("main")).hasAttribute("aria-busy", "false");
            person.page.keyboard().type("!");
            assertThat(person.page.locator("[name=details]")).hasValue("They are loud!");
            assertTrue(person.relation(SHOP).get("blocked").booleanValue());
        }
    }

    @Test
    void whoComesBackKeepsTheirFormAndTheirFocus() {
        try (PersonPage person = new PersonPage("en-GB", Screen.DESK)) {
            person.agreedWith(SHOP);
            person.open(NAME).press(person.words.of("report"));
            AtomicReference<Route> held = new AtomicReference<>();
            person.page.route("**/read-relation", held::set);
            person.elsewhere("decide-consent", "'businessId':'%s','decision':'BLOCK'".formatted(SHOP));
            person.comesBack();
            person.page.locator("[name=details]").fill("They are");
            person.page.waitForCondition(() -> held.get() != null);
            held.get().resume();
            person.may("UTILITY", "may.no");
            person.page.keyboard().type(" loud");
            assertThat(person.page.locator("[name=details]")).hasValue("They are loud");
        }
    }

    // A page is light and strict

    @Test
    void aPageCanBeUsedAfterThreeRequestsAndAtMost50Kilobytes() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            person.agreedWith(SHOP);
            String token = person.token();
            List<Response> responses = new CopyOnWriteArrayList<>();
            person.page.onResponse(responses::add);
            person.page.navigate("/person/#" + token);
            person.sees(NAME);
            List<Response> needed = responses.stream()
                    .filter(response -> !response.url().endsWith(".svg"))
                    .toList();
            assertEquals(
                    3,
                    needed.size(),
                    () -> responses.stream().map(Response::url).toList().toString());
            int bytes = responses.stream()
                    .mapToInt(response -> response.request().sizes().responseBodySize)
                    .sum();
            assertTrue(bytes <= 50_000, () -> bytes + " bytes");
        }
    }

    @Test
    void nothingComesFromElsewhereAndNoTextBecomesCode() {
        try (PersonPage person = new PersonPage("en-GB", Screen.PHONE)) {
            Response document = person.page.navigate("/person/");
            String policy = document.headerValue("content-security-policy");
            assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"), policy);
            assertTrue(policy.contains("require-trusted-types-for 'script'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals("no-referrer", document.headerValue("referrer-policy"));
            assertEquals("nosniff", document.headerValue("x-content-type-options"));
            person.sees(person.words.of("sample.text"));
            assertEquals(
                    "TypeError",
                    person.page.evaluate("() => { try { document.body.innerHTML = '<p>x</p>'; return 'made'; }"
                            + " catch (refused) { return refused.name; } }"));
        } catch (AssertionError told) {
            // The browser tells of the try above.
            assertTrue(told.getMessage().contains("TrustedHTML"), told::getMessage);
        }
    }

    // A keyboard suffices

    @Test
    void aKeyboardAloneSuffices() {
        try (PersonPage person = new PersonPage("ro-RO", Screen.DESK)) {
            person.contactedBy(SHOP);
            person.open();
            assertThat(person.heading(person.words.of("businesses"))).isFocused();
            tabTo(person, NAME);
            person.page.keyboard().press("Enter");
            assertThat(person.page.locator(".choice")).hasCount(3);
            tabTo(person, "Continuați");
            person.page.keyboard().press("Enter");
            person.sees(person.words.of("continue.done"));
            assertThat(person.page.locator("[role=log] .bubble").last()).isFocused();

            tabTo(person, person.words.of("stop"));
            person.page.keyboard().press("Enter");
            assertThat(person.page.locator(".panel h2")).isFocused();
            person.page.keyboard().press("Tab");
            person.page.keyboard().press("ArrowDown");
            tabTo(person, "");
            person.page.keyboard().type("Oferte");
            tabTo(person, person.words.of("stop.send"));
            person.page.keyboard().press("Enter");
            person.may("MARKETING", "may.some");
            tabTo(person, "Prea multe mesaje");
            person.page.keyboard().press("Space");
            person.sees(person.words.of("reason.thanks"));
            assertEquals(
                    "{\"topic\":\"offers\"}",
                    person.relation(SHOP).get("scopes").get(0).get("scope").toString());
            assertEquals(
                    "TOO_MANY",
                    person.entries(SHOP, "OPT_OUT_REASON")
                            .get(0)
                            .get("reason")
                            .get("code")
                            .textValue());
        }
    }

    /** @param name how what gets the focus begins; empty for a choice among many */
    private static void tabTo(PersonPage person, String name) {
        String focused = "() => { const at = document.activeElement;"
                + " return at.matches('select[name]') ? '' : at.textContent.trim(); }";
        for (int presses = 0; presses < 40; presses++) {
            person.page.keyboard().press("Tab");
            String at = (String) person.page.evaluate(focused);
            if (name.isEmpty() ? at.isEmpty() : at.startsWith(name)) {
                return;
            }
        }
        throw new AssertionError("no way to " + name + " by the keyboard");
    }
}
