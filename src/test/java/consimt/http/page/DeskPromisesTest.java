package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ForcedColors;
import consimt.dynamodb.Crowd;
import consimt.dynamodb.Queues;
import consimt.dynamodb.Tables;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What holds at the desk whatever comes: once is once, text is text, and a long queue stays light. */
@QuarkusTest
class DeskPromisesTest {

    private static final int MOST_ROWS = 150;

    /** To read them takes longer than a look at what is there. */
    private static final double ALL_PAGES_MILLIS = 600_000;

    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=document.title=1><script>document.title=1</script>",
            "\u202Eevil\u202E \u2067 right to left",
            "W".repeat(400),
            "\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDF7\uD83C\uDDF4",
            "Z" + "\u0351\u0310\u0348\u036A".repeat(20) + "algo",
            "${alert(1)} {{7*7}} {who} {business} &lt;b&gt;");

    @Inject
    Sample sample;

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
            desk.open().keys("c").rowSays(person, desk.words.of("told.CLAIMED"));
            AtomicInteger cuts = new AtomicInteger(3);
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
            desk.keys("x").types("crm 7").keys("Enter").closed(person, "Ana");
            desk.sees(desk.words.of("error.network")).looksWell("cut");
            assertThat(desk.button(desk.words.of("again"))).isFocused();
            // It came under the key that was pressed, so for a moment it takes no press.
            assertThat(desk.button(desk.words.of("again"))).not().hasAttribute("aria-disabled", "true");
            desk.keys("Enter");
            desk.page.waitForCondition(() -> cuts.get() <= 0);
            assertThat(desk.page.locator(".alert")).isVisible();
            assertThat(desk.button(desk.words.of("again"))).not().hasAttribute("aria-disabled", "true");
            desk.press(desk.words.of("again")).rowSays(person, desk.words.of("told.DONE"));
            assertThat(desk.page.locator(".alert")).hasCount(0);
        }
        assertEquals(2, DeskPage.steps(shop, person).size());
        assertEquals(
                "crm 7", DeskPage.steps(shop, person).get(1).get("evidence").textValue());
    }

    /** For ten seconds nothing but the claim is recorded. Undo pressed twice undoes one closing, and records nothing. */
    @ParameterizedTest
    @CsvSource({"ro-RO,200", "en-GB,1500"})
    void aClosingCanBeUndoneForTenSeconds(String locale, int millis) {
        String shop = DeskPage.business();
        String first = DeskPage.optedOut(shop, 20, "");
        String second = DeskPage.optedOut(shop, 10, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, locale.startsWith("ro") ? Screen.PHONE : Screen.DESK)) {
            desk.open();
            desk.stopTheClock();
            desk.keys("x").keys("Enter").rowSays(first, desk.words.of("state.CLAIMED", "Ana"));
            desk.keys("s").types("not ours").keys("Enter").rowSays(second, desk.words.of("state.CLAIMED", "Ana"));
            assertThat(desk.undo()).hasCount(2);
            BoundingBox spot = desk.undo().first().boundingBox();
            for (int i = 0; i < 2; i++) {
                desk.page.mouse().click(spot.x + spot.width / 2, spot.y + spot.height / 2);
                desk.rowSays(first, desk.words.of("told.CLAIMED"));
                desk.page.clock().runFor(millis);
            }
            assertThat(desk.undo()).hasCount(1);
            assertEquals(List.of("CLAIM"), values(shop, first));
            assertEquals(List.of("CLAIM"), values(shop, second));
            desk.page.clock().runFor(DeskPage.UNDO_MILLIS);
            desk.rowSays(second, desk.words.of("told.SKIPPED"));
            assertEquals(List.of("CLAIM"), values(shop, first));
            assertThat(desk.undo()).hasCount(0);
            desk.page.clock().resume();
            desk.keys("x")
                    .keys("Enter")
                    .rowSays(first, desk.words.of("undo.waits", 1))
                    .looksWell("undo");
        }
        assertEquals(List.of("CLAIM", "SKIP"), values(shop, second));
    }

    /** A finger that rests on a key says one thing once. */
    @Test
    void aKeyThatIsHeldIsOnePress() {
        String shop = DeskPage.business();
        String first = DeskPage.optedOut(shop, 20, "");
        String second = DeskPage.optedOut(shop, 10, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open();
            desk.stopTheClock();
            List<String> calls = calls(desk);
            hold(desk, "c");
            desk.rowSays(first, desk.words.of("told.CLAIMED"));
            assertEquals(1, Collections.frequency(calls, "resolve-follow-up"));
            desk.keys("x").keys("Enter").rowSays(second, "");
            desk.keys("x").keys("Enter").rowSays(second, desk.words.of("state.CLAIMED", "Ana"));
            assertThat(desk.undo()).hasCount(2);
            hold(desk, "u");
            assertThat(desk.undo()).hasCount(1);
            hold(desk, "ArrowUp");
            assertThat(desk.row(first).locator(".row-open")).isFocused();
        }
    }

    private static void hold(DeskPage desk, String key) {
        for (int i = 0; i < 4; i++) {
            desk.page.keyboard().down(key);
        }
        desk.page.keyboard().up(key);
    }

    /** What records a no does not wait even so long. */
    @Test
    void whoLeavesThePageHasClosedItAndARefusalIsConfirmedAtOnce() {
        String shop = DeskPage.business();
        String removal = DeskPage.optedOut(shop, 20, "");
        String asks = DeskPage.suspected(shop, "nu mai vreau va rog sa nu mai primesc asta");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open().keys("x").keys("Enter").rowSays(removal, desk.words.of("undo.waits", 1));
            desk.keys("x").keys("Enter").rowSays(asks, desk.words.of("told.DONE"));
            assertEquals("OPTED_OUT", marketing(shop, asks));
            assertEquals(List.of("CLAIM"), values(shop, removal));
            desk.page.navigate("/person/");
            desk.page.waitForCondition(() -> values(shop, removal).equals(List.of("CLAIM", "COMPLETE")));
        }
    }

    /** Of many calls at once the gateway refuses some. */
    @Test
    void whoLeavesThePageClosesAllByOneCall() {
        String shop = DeskPage.business();
        List<String> removals =
                Stream.generate(() -> DeskPage.optedOut(shop, 20, "")).limit(8).toList();
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open();
            desk.stopTheClock();
            removals.forEach(each -> desk.keys("x").keys("Enter"));
            removals.forEach(each -> desk.rowSays(each, desk.words.of("state.CLAIMED", "Ana")));
            // What is sent while the page goes is told to no listener.
            desk.page.evaluate("() => { const call = window.fetch; window.fetch = (...all) => {"
                    + " sessionStorage.setItem('calls', (sessionStorage.getItem('calls') ?? '') + all[0]);"
                    + " return call(...all); }; }");
            desk.page.navigate("/person/");
            removals.forEach(
                    each -> desk.page.waitForCondition(() -> values(shop, each).equals(List.of("CLAIM", "COMPLETE"))));
            assertEquals("/resolve-follow-up", desk.page.evaluate("sessionStorage.getItem('calls')"));
        }
    }

    /** The desk reads something that takes long, and the page is left. */
    @Test
    void aStopThatWasSaidWaitsForNothing() {
        String shop = DeskPage.business();
        String person = World.somebody().replaceFirst("40", "41");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open("people");
            List<Route> held = new CopyOnWriteArrayList<>();
            desk.page.route("**/read-relation", held::add);
            desk.page.locator("[name=find]").fill("+4170000000");
            desk.press(desk.words.of("find.send"));
            desk.page.waitForCondition(() -> !held.isEmpty());
            desk.press(desk.words.of("stop"));
            desk.page.locator("[name=who]").fill("+" + person);
            desk.press(desk.words.of("stop.send"));
            desk.page.waitForCondition(() -> "OPTED_OUT".equals(marketing(shop, person)));
            desk.page.navigate("/person/");
        }
    }

    /** The zero after a country's code may be one of the number, or not. */
    @Test
    void aStopForOneOfTwoPeopleIsOneForBothAndTheUsualOneIsShown() {
        String shop = DeskPage.business();
        String person = World.somebody();
        String other = person.replaceFirst("40", "400");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open("people").press(desk.words.of("stop"));
            desk.page.locator("[name=who]").fill("+40 (0) " + person.substring(2));
            desk.press(desk.words.of("stop.send")).sees(desk.words.of("stop.done"));
            assertThat(desk.page.locator(".found h2")).hasText(person);
            assertEquals(
                    List.of("OPTED_OUT", "OPTED_OUT"),
                    Stream.of(person, other).map(each -> marketing(shop, each)).toList());
        }
    }

    /** The next press waited behind the one that failed, and did its work. */
    @Test
    void whatFailedIsToldAlsoIfAnotherPressFollowedAtOnce() {
        String shop = DeskPage.business();
        String first = DeskPage.optedOut(shop, 20, "");
        String second = DeskPage.optedOut(shop, 10, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open();
            AtomicReference<Route> held = new AtomicReference<>();
            desk.page.route("**/resolve-follow-up", route -> {
                if (held.get() == null) {
                    held.set(route);
                } else {
                    route.resume();
                }
            });
            desk.keys("c");
            desk.page.waitForCondition(() -> held.get() != null);
            desk.keys("j", "c");
            held.get().abort();
            desk.rowSays(second, desk.words.of("told.CLAIMED")).sees(desk.words.of("error.network"));
            desk.press(desk.words.of("again")).rowSays(first, desk.words.of("told.CLAIMED"));
            assertThat(desk.page.locator(".alert")).hasCount(0);
        }
    }

    /** The names of the topics come while somebody writes down what was said. */
    @Test
    void whatAStopIsAboutStaysChosen() {
        String shop = DeskPage.business();
        DeskPage.configure(shop, ",'topics':[{'code':'offers','labels':{'en':'Offers','ro':'Oferte'}}]");
        DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            AtomicReference<Route> held = new AtomicReference<>();
            desk.page.route("**/read-settings", held::set);
            desk.page.addInitScript("sessionStorage.setItem('consimt.sample.desk', 'business " + shop + "')");
            desk.page.navigate("/desk/#/");
            desk.page.waitForCondition(() -> held.get() != null);
            desk.go(desk.words.of("view.people")).press(desk.words.of("stop"));
            Locator about = desk.page.locator("[name=scope]");
            about.selectOption("2");
            assertThat(about.locator("option:checked")).hasText("SMS");
            held.get().resume();
            assertThat(about).containsText("Offers");
            assertThat(about.locator("option:checked")).hasText("SMS");
        }
    }

    /** One mobile phone of Mexico, with marks of direction; and a number that nobody can tell. */
    @Test
    void aFileTellsWhoHasARemovalByAnySpellingOfTheNumber() {
        String shop = DeskPage.business();
        String phone = "525" + World.somebody().substring(2);
        DeskPage.called("request-opt-out", "'businessId':'%s','userId':'%s'".formatted(shop, phone));
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open().press(desk.words.of("file"));
            desk.page
                    .locator("[name=numbers]")
                    .fill("Ana\t\u202A+52 1 %s\u2011%s\u202C\nIon\t+40 (0)755 500 001\n"
                            .formatted(phone.substring(2, 5), phone.substring(5)));
            desk.press(desk.words.of("file.find"));
            Locator dialog = desk.page.locator("dialog");
            assertThat(dialog).containsText(desk.words.of("file.found", 1));
            assertThat(dialog.locator(".missing")).hasText("+40 (0)755 500 001");
        }
    }

    private static String marketing(String shop, String person) {
        return DeskPage.called("read-relation", "'businessId':'%s','userId':'%s'".formatted(shop, person))
                .at("/relation/marketing")
                .textValue();
    }

    private static List<String> values(String shop, String person) {
        return DeskPage.steps(shop, person).stream()
                .map(step -> step.get("value").textValue())
                .toList();
    }

    /** The settings did not come, so nobody knows whether there is an endpoint. */
    @Test
    void whatIsNotKnownIsNotDenied() {
        String shop = DeskPage.business();
        DeskPage.configure(
                shop, ",'notices':{'url':'https://notices.invalid/consimt','secretName':'consimt/notices/librarie'}");
        DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.page.route("**/read-settings", Route::abort);
            desk.goes("").sees(desk.words.of("error.network")).go(desk.words.of("view.notices"));
            desk.sees(desk.words.of("error.network")).seesNot(desk.words.of("notices.noEndpoint"));
            desk.page.unroute("**/read-settings");
            desk.press(desk.words.of("again"));
            assertThat(desk.page.locator("main .facts")).isVisible();
        }
    }

    /** A press puts "Release" under the finger, or a form with a button of its own. A second press takes neither. */
    @ParameterizedTest
    @ValueSource(ints = {200, 1_500})
    void aSecondPressAtTheSameSpotSaysNothing(int millis) {
        Screen one = millis < 1_000 ? Screen.PHONE : Screen.DESK;
        for (Screen screen : Cases.of(List.of(one), List.of(Screen.PHONE, Screen.DESK))) {
            String shop = DeskPage.business();
            String person = DeskPage.optedOut(shop, 1, "");
            try (DeskPage desk = DeskPage.of(shop, "Ana", "ro-RO", screen)) {
                desk.open().stopTheClock();
                pressTwice(desk, "complete.MARKETING_REMOVAL", millis);
                assertEquals(List.of(), values(shop, person));
                assertThat(desk.page.locator("dialog[open]")).hasCount(1);
                desk.keys("Escape").page.clock().runFor(DeskPage.HELD_MILLIS);
                assertThat(desk.page.locator("dialog[open]")).hasCount(0);
                pressTwice(desk, "claim", millis);
                assertEquals(List.of("CLAIM"), values(shop, person));
                assertThat(desk.page.locator("dialog[open]")).hasCount(0);
            }
        }
    }

    private static void pressTwice(DeskPage desk, String button, int millis) {
        Locator pressed = desk.page
                .locator(".detail .button")
                .filter(new Locator.FilterOptions().setHasText(desk.words.of(button)));
        pressed.scrollIntoViewIfNeeded();
        BoundingBox spot = pressed.boundingBox();
        desk.page.mouse().click(spot.x + spot.width / 2, spot.y + spot.height / 2);
        assertThat(desk.page.locator("main[aria-busy=false]")).hasCount(1);
        desk.page.clock().runFor(millis);
        desk.page.mouse().click(spot.x + spot.width / 2, spot.y + spot.height / 2);
        assertThat(desk.page.locator("main[aria-busy=false]")).hasCount(1);
    }

    /** Of 1280 by 900 pixels at 400 %, with rows selected. */
    @ParameterizedTest
    @MethodSource("consimt.http.page.DeskTest#onAPhone")
    void enlargedFourTimesNoBarCoversTheRow(String locale) {
        String shop = DeskPage.business();
        DeskPage.optedOut(shop, 1, "");
        DeskPage.optedOut(shop, 2, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, Screen.NARROW)) {
            desk.page.setViewportSize(320, 225);
            desk.open().keys("j", " ", "k", " ");
            assertThat(desk.page.locator(".bulk")).hasCount(1);
            for (String key : List.of("j", "k")) {
                desk.keys(key);
                assertThat(desk.page.locator(".work[aria-current] .row-open")).isFocused();
                desk.pictured("desk-enlarged-" + locale + "-" + key);
                assertEquals(
                        true,
                        desk.page.evaluate("() => { const row = document.activeElement;"
                                + " const { left, top, width, height } = row.getBoundingClientRect();"
                                + " return [0.1, 0.5, 0.9].map((part) => top + part * height)"
                                + ".filter((y) => y > 0 && y < 225)"
                                + ".every((y) => row.contains(document.elementFromPoint(left + width / 2, y))); }"),
                        key);
            }
            desk.assertFits("enlarged");
        }
    }

    /** There a background says nothing. */
    @Test
    void inForcedColoursTheCurrentRowAndTheCurrentViewHaveOutlines() {
        String shop = DeskPage.business();
        DeskPage.optedOut(shop, 1, "");
        DeskPage.optedOut(shop, 2, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            desk.open();
            assertEquals(
                    List.of("solid", "none", "solid", "none"),
                    desk.page.evaluate("() => ['.work[aria-current]', '.work:not([aria-current])',"
                            + " 'nav a[aria-current]', 'nav a:not([aria-current])']"
                            + ".map((each) => getComputedStyle(document.querySelector(each)).outlineStyle)"));
        }
    }

    /** The step was recorded. What is tried again is what follows from it. */
    @Test
    void aStepThatHasItsAnswerIsNotRepeated() {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open().keys("c").rowSays(person, desk.words.of("told.CLAIMED"));
            AtomicInteger steps = new AtomicInteger();
            AtomicInteger cuts = new AtomicInteger(1);
            desk.page.onRequest(request -> steps.addAndGet(request.url().endsWith("/resolve-follow-up") ? 1 : 0));
            desk.page.route("**/list-follow-ups", route -> {
                if (cuts.getAndDecrement() > 0) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            desk.keys("r").rowSays(person, desk.words.of("told.OPEN")).sees(desk.words.of("error.network"));
            // Somebody else claims it meanwhile, and keeps it.
            String id = DeskPage.work(shop, "OPEN").get(0).get("followUpId").textValue();
            DeskPage.called(
                    "resolve-follow-up",
                    "'businessId':'%s','followUpIds':['%s'],'action':'CLAIM','actor':'Bob'".formatted(shop, id));
            desk.press(desk.words.of("again"));
            assertThat(desk.page.locator(".alert")).hasCount(0);
            assertEquals(1, steps.get());
            assertEquals(
                    "Bob", DeskPage.work(shop, "CLAIMED").get(0).get("assignee").textValue());
        }
    }

    /** The operator goes on to another queue before the first one came. */
    @Test
    void aQueueThatComesLateIsShownUnderNoOtherName() {
        sample.load();
        String first = DeskPage.optedOut("librarie", 1, "");
        String second = DeskPage.optedOut("florist", 1, "");
        try (DeskPage desk = new DeskPage("en-GB", Screen.DESK, "operator")) {
            desk.open();
            AtomicReference<Route> held = new AtomicReference<>();
            desk.page.route("**/list-follow-ups", route -> {
                if (held.get() == null) {
                    held.set(route);
                } else {
                    route.resume();
                }
            });
            desk.page.locator(".whose select").selectOption("librarie");
            desk.page.waitForCondition(() -> held.get() != null);
            desk.page.locator(".whose select").selectOption("florist");
            held.get().resume();
            assertThat(desk.row(second)).isVisible();
            assertThat(desk.row(first)).hasCount(0);
        }
    }

    /** What somebody begins while the queue is read again stays as it is. */
    @Test
    void whoComesBackAndGoesOnAtOnceLosesNothing() {
        String shop = DeskPage.business();
        String first = DeskPage.optedOut(shop, 2, "");
        String second = DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open();
            AtomicReference<Route> held = new AtomicReference<>();
            desk.page.route("**/list-follow-ups", held::set);
            desk.comesBack();
            desk.page.waitForCondition(() -> held.get() != null);
            String id = DeskPage.work(shop, "OPEN").get(0).get("followUpId").textValue();
            DeskPage.called(
                    "resolve-follow-up",
                    "'businessId':'%s','followUpIds':['%s'],'action':'COMPLETE','actor':'Bob'".formatted(shop, id));
            desk.keys("Space", "/").types("4");
            held.get().resume();
            assertThat(desk.page.locator("main")).hasAttribute("aria-busy", "false");
            desk.types("1");
            assertThat(desk.page.locator("[type=search]")).hasValue("41");
            assertThat(desk.rows()).hasCount(2);
            desk.sees(desk.words.of("picked", 1)).rowSays(first, "").rowSays(second, "");
        }
    }

    static List<Screen> hostileScreens() {
        return Cases.of(List.of(Screen.NARROW), List.of(Screen.NARROW, Screen.PHONE, Screen.DESK));
    }

    @ParameterizedTest
    @MethodSource("hostileScreens")
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
    void ofManyRowsAFewAreDrawnAndTheFirstComeByOneCall() {
        int many = Cases.of(1_000, 50_000);
        String shop = DeskPage.business();
        Queues.fill(client, tables, Instant.now(), shop, many);
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            List<String> calls = calls(desk);
            desk.open().sees(desk.words.of("counts.open", many).replaceFirst("000\\b", ",000"));
            assertEquals(1, Collections.frequency(calls, "list-follow-ups"));
            assertRowsAreFew(desk);
            for (int i = 0; i < 4; i++) {
                desk.press(desk.words.of("more"));
                assertThat(desk.page.locator("main")).hasAttribute("aria-busy", "false");
                assertRowsAreFew(desk);
            }
            desk.press(desk.words.of("queue.earlier"));
            assertRowsAreFew(desk);
            // By a key past the end of what was drawn.
            Locator last = desk.rows().last().locator(".number");
            String before = last.textContent();
            desk.rows().last().locator(".row-open").click();
            desk.keys("j");
            assertThat(last).not().hasText(before);
            assertThat(desk.page.locator(".work[aria-current] .row-open")).isFocused();
            assertRowsAreFew(desk);
            desk.looksWell("long");
            // One row far behind is found by searching all.
            desk.page.locator("[type=search]").fill("4070%07d".formatted(many - 1));
            desk.press(desk.words.of("queue.searchAll"));
            assertThat(desk.rows()).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(ALL_PAGES_MILLIS));
            desk.page.locator("[type=search]").fill("");
            assertRowsAreFew(desk);
            assertEquals(many + 1, desk.saves(desk.words.of("csv")).lines().count());
        }
    }

    /** A look at somebody among many takes two calls, and the record comes by a third. */
    @Test
    void ofAllWhoRefuseAFewAreDrawnAndTheLastIsFoundByTwoCalls() {
        String shop = DeskPage.business();
        List<String> refusing = Crowd.fill(client, tables, Instant.now(), shop, Cases.of(2_000, 100_000));
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            List<String> calls = calls(desk);
            desk.open("people").rowSays(refusing.get(0), "");
            assertEquals(1, Collections.frequency(calls, "list-relations"));
            for (int i = 0; i < 4; i++) {
                assertRowsAreFew(desk);
                desk.press(desk.words.of("more"));
                desk.rowSays(refusing.get(90 * (i + 1)), "");
            }
            desk.press(desk.words.of("queue.earlier")).rowSays(refusing.get(90 * 3), "");
            assertRowsAreFew(desk);
            assertEquals(
                    refusing.size() + 1,
                    desk.saves(desk.words.of("csv")).lines().count());
            String last = refusing.get(refusing.size() - 1);
            desk.page.route("**/read-ledger", route -> {});
            desk.page.locator("[name=find]").fill(last);
            calls.clear();
            desk.press(desk.words.of("find.send"));
            assertThat(desk.page.locator(".found h2")).hasText(last);
            assertThat(desk.page.locator(".found")).containsText(desk.words.of("stands.REFUSED"));
            desk.page.waitForCondition(() -> calls.size() == 3);
            assertEquals(
                    List.of("explain-standing", "read-relation"),
                    calls.subList(0, 2).stream().sorted().toList());
            assertEquals("read-ledger", calls.get(2));
            assertRowsAreFew(desk);
        }
    }

    /** The functions that the desk calls from now on. */
    private static List<String> calls(DeskPage desk) {
        List<String> calls = new CopyOnWriteArrayList<>();
        desk.page.onRequest(request -> {
            if (request.method().equals("POST")) {
                calls.add(request.url().replaceFirst(".*/", ""));
            }
        });
        return calls;
    }

    private static void assertRowsAreFew(DeskPage desk) {
        int rows = desk.rows().count();
        assertTrue(rows > 50 && rows <= MOST_ROWS, () -> rows + " rows");
    }

    @Test
    void theDeskCanBeUsedAfterThreeRequestsAndAtMost80Kilobytes() {
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
            assertTrue(bytes <= 80_000, () -> bytes + " bytes");
            System.out.println("the desk: " + bytes + " bytes");
        }
    }
}
