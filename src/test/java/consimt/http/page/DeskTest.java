package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people at a business do at the desk, pressed as they would. */
@QuarkusTest
class DeskTest {

    private static final long A_MINUTE_MILLIS = 60_000;

    private static final Arguments PHONE = Arguments.of("ro-RO", Screen.PHONE);
    private static final Arguments DESK = Arguments.of("en-GB", Screen.DESK);

    @Inject
    Sample sample;

    @BeforeEach
    void theBusinessesOfTheSampleAreThere() {
        sample.load();
    }

    /** In every build on a phone alone. */
    static Stream<Arguments> onAPhone() {
        return Stream.of(PHONE, DESK).limit(Cases.of(1, 2));
    }

    /** In every build at a desk alone. */
    static Stream<Arguments> atADesk() {
        return Stream.of(DESK, PHONE).limit(Cases.of(1, 2));
    }

    // The queue

    @ParameterizedTest
    @MethodSource("onAPhone")
    void theQueueSaysWhatIsToBeDoneAboutWhomAndByWhen(String locale, Screen screen) {
        String shop = DeskPage.business();
        DeskPage.configure(shop, ",'topics':[{'code':'offers','labels':{'en':'Offers','ro':'Oferte'}}]");
        String late = DeskPage.optedOut(shop, 1, "");
        String old = DeskPage.optedOut(shop, 30, ",'scope':{'topic':'offers','channel':'sms'}");
        DeskPage.called(
                "record-message",
                "'businessId':'%s','userId':'%s','category':'MARKETING','messageId':'m','sentAt':'%s'"
                        .formatted(shop, late, DeskPage.ago(0)));
        String asks = DeskPage.suspected(shop, "nu mai vreau va rog sa nu mai primesc asta");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open().sees("Shop " + shop).sees(words.of("counts.open", 3)).sees(words.of("counts.overdue", 1));
            assertThat(desk.rows()).hasCount(3);
            // A late message comes before what is overdue.
            assertThat(desk.rows().nth(0)).containsText(late);
            desk.rowSays(late, words.of("late", 1))
                    .rowSays(late, words.of("kind.MARKETING_REMOVAL"))
                    .rowSays(old, words.of("due.overdue").split("\\{day}")[0])
                    .rowSays(old, locale.startsWith("ro") ? "Oferte" : "Offers")
                    .rowSays(old, "SMS")
                    .rowSays(old, words.of("state.OPEN"))
                    .rowSays(asks, words.of("kind.SUSPECTED_REFUSAL"))
                    .looksWell("queue");
            desk.row(old).locator(".row-open").click();
            desk.press(words.of("record"))
                    .sees(words.of("entry.MARKETING_PREFERENCE.OPT_OUT"))
                    .looksWell("record");
            desk.page.locator("[type=search]").fill(old);
            assertThat(desk.rows()).hasCount(1);
            desk.page.locator("[type=search]").fill("nobody");
            desk.sees(words.of("queue.noMatch", 3)).looksWell("no-match");
        }
    }

    @Test
    void theKeyboardAloneSuffices() {
        String shop = DeskPage.business();
        String first = DeskPage.optedOut(shop, 30, "");
        String second = DeskPage.optedOut(shop, 20, "");
        String third = DeskPage.optedOut(shop, 10, "");
        try (DeskPage desk = new DeskPage("en-GB", Screen.DESK, "business " + shop)) {
            PageWords words = desk.words;
            desk.open();
            assertThat(desk.heading(words.of("view.queue"))).isFocused();
            // The first press asks for a name, once.
            desk.keys("c").types("Ana").keys("Enter");
            desk.rowSays(first, words.of("told.CLAIMED"));
            assertThat(desk.row(first).locator(".row-open")).isFocused();
            desk.keys("e").sees(words.of("entry.FOLLOW_UP.CLAIM"));
            desk.keys("e", "r").rowSays(first, words.of("told.OPEN"));
            desk.keys("x").types("https://crm.example/7").keys("Enter").closed(first, "Ana");
            desk.rowSays(first, words.of("told.DONE"));
            // It goes on to the next that is open.
            assertThat(desk.row(second).locator(".row-open")).isFocused();
            desk.keys("s").keys("Enter");
            assertThat(desk.page.locator("dialog")).isVisible();
            desk.types("Not on our list").keys("Enter").closed(second, "Ana").rowSays(second, words.of("told.SKIPPED"));
            desk.keys("k", "ArrowDown", "ArrowUp", "j").keys("?");
            assertThat(desk.page.locator("dialog")).containsText(words.of("key.claim"));
            desk.looksWell("help").keys("Escape");
            desk.keys("/").types(third);
            assertThat(desk.rows()).hasCount(1);
            desk.keys("Escape", "Space");
            desk.sees(words.of("picked", 1)).keys("c").rowSays(third, words.of("told.CLAIMED"));
        }
        assertEquals(
                List.of("CLAIM", "RELEASE", "CLAIM", "COMPLETE"),
                DeskPage.steps(shop, first).stream()
                        .map(step -> step.get("value").textValue())
                        .toList());
        JsonNode done = DeskPage.steps(shop, first).get(3);
        assertEquals("https://crm.example/7", done.get("evidence").textValue());
        assertEquals("Ana", done.get("actor").textValue());
        assertEquals(
                "Not on our list",
                DeskPage.steps(shop, second).get(1).get("note").textValue());
        assertEquals(
                "Ana", DeskPage.work(shop, "CLAIMED").get(0).get("assignee").textValue());
    }

    @Test
    void singleKeysCanBeSwitchedOff() {
        String shop = DeskPage.business();
        DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", Screen.DESK)) {
            desk.open().keys("?");
            desk.page.locator("dialog [type=checkbox]").uncheck();
            desk.press(desk.words.of("close")).keys("c", "x");
            assertThat(desk.page.locator("dialog")).hasCount(0);
            assertEquals(0, DeskPage.work(shop, "CLAIMED").size());
            desk.press(desk.words.of("claim")).sees(desk.words.of("told.CLAIMED"));
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void whoLosesAClaimIsToldAtOnceByWhom(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        try (DeskPage ana = DeskPage.of(shop, "Ana", locale, screen);
                DeskPage ion = DeskPage.of(shop, "Ion", locale, screen)) {
            ion.open();
            ana.open().keys("c").rowSays(person, ana.words.of("told.CLAIMED"));
            ion.rowSays(person, ion.words.of("state.OPEN")).keys("c");
            ion.rowSays(person, ion.words.of("told.lost", "Ana"))
                    .rowSays(person, ion.words.of("state.CLAIMED", "Ana"))
                    .looksWell("lost");
            // What somebody else has cannot be completed either.
            ion.keys("x").keys("Enter").rowSays(person, ion.words.of("told.lost", "Ana"));
        }
        assertEquals(
                "Ana", DeskPage.work(shop, "CLAIMED").get(0).get("assignee").textValue());
    }

    @ParameterizedTest
    @MethodSource("atADesk")
    void ofManyAtOnceEachHasItsAnswerBesideItsRow(String locale, Screen screen) {
        String shop = DeskPage.business();
        String one = DeskPage.optedOut(shop, 1, "");
        String other = DeskPage.optedOut(shop, 2, "");
        String taken = DeskPage.optedOut(shop, 3, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open();
            String id = DeskPage.work(shop, "OPEN").stream()
                    .filter(work -> work.get("userId").textValue().equals(taken))
                    .findFirst()
                    .orElseThrow()
                    .get("followUpId")
                    .textValue();
            DeskPage.called(
                    "resolve-follow-up",
                    "'businessId':'%s','followUpIds':['%s'],'action':'CLAIM','actor':'Ion'".formatted(shop, id));
            desk.page.getByLabel(words.of("pick.all")).check();
            desk.sees(words.of("picked", 3)).looksWell("bulk");
            desk.page.locator(".bulk").getByText(words.of("complete")).click();
            desk.looksWell("complete");
            desk.page.locator("[name=evidence]").fill("list of 26 November");
            desk.keys("Enter")
                    .rowSays(taken, words.of("told.lost", "Ion"))
                    .sees(words.of("said.failed", 1))
                    .rowSays(one, words.of("undo.waits", 2));
            desk.page.clock().fastForward(DeskPage.UNDO_MILLIS);
            desk.rowSays(one, words.of("told.DONE"))
                    .rowSays(other, words.of("told.DONE"))
                    .sees(words.of("said.done", 2))
                    .sees(words.of("counts.open", 1))
                    // What failed stays selected.
                    .sees(words.of("picked", 1))
                    .looksWell("bulk-done");
            assertEquals(2, DeskPage.work(shop, "DONE").size());
        }
    }

    /** Without a reload, and without a press. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void newWorkShowsByItselfAndIsCountedInTheTitle(String locale, Screen screen) {
        String shop = DeskPage.business();
        DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            desk.open();
            assertThat(desk.page).hasTitle(Pattern.compile("^\\(1\\) "));
            String more = DeskPage.optedOut(shop, 2, "");
            desk.page.clock().fastForward(A_MINUTE_MILLIS);
            desk.rowSays(more, desk.words.of("state.OPEN"));
            assertThat(desk.page).hasTitle(Pattern.compile("^\\(2\\) "));
            // Whoever has selected rows sees the count alone.
            desk.keys("Space");
            String third = DeskPage.optedOut(shop, 3, "");
            desk.page.clock().fastForward(A_MINUTE_MILLIS);
            assertThat(desk.page).hasTitle(Pattern.compile("^\\(3\\) "));
            assertThat(desk.row(third)).hasCount(0);
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void aRowIsHandedToAColleague(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open().keys("c").rowSays(person, words.of("told.CLAIMED")).keys("h");
            desk.looksWell("hand").types("Ion").keys("Enter");
            desk.rowSays(person, words.of("told.handed", "Ion")).rowSays(person, words.of("state.CLAIMED", "Ion"));
            desk.keys("r").rowSays(person, words.of("told.lost", "Ion"));
        }
        JsonNode step = DeskPage.steps(shop, person).get(1);
        assertEquals("Ana", step.get("actor").textValue());
        assertEquals("Ion", step.at("/work/assignee").textValue());
    }

    /** A file is chosen, and more is pasted. What may be a refusal stays for somebody to read. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void manyRowsAreDoneByAFileOfNumbers(String locale, Screen screen) {
        String shop = DeskPage.business();
        String one = DeskPage.optedOut(shop, 1, "");
        String other = DeskPage.optedOut(shop, 2, "");
        String stays = DeskPage.optedOut(shop, 3, "");
        String asks = DeskPage.suspected(shop, "nu mai vreau va rog sa nu mai primesc asta");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open().press(words.of("file")).looksWell("file");
            desk.page
                    .locator("[name=file]")
                    .setInputFiles(new FilePayload(
                            "removed.csv",
                            "text/csv",
                            "name,phone\r\nAna,\"+%s\"\r\nIon,%s\r\n"
                                    .formatted(one, asks)
                                    .getBytes(StandardCharsets.UTF_8)));
            desk.page
                    .locator("[name=numbers]")
                    .fill("%s %s\n0740123456".formatted(other.substring(0, 4), other.substring(4)));
            desk.press(words.of("file.find"));
            Locator dialog = desk.page.locator("dialog");
            assertThat(dialog).containsText(words.of("file.found", 2));
            assertThat(dialog.locator(".missing")).hasText("0740123456 " + asks);
            desk.looksWell("file-found").press(dialog.locator(".button.first"));
            desk.rowSays(one, words.of("undo.waits", 2)).rowSays(one, words.of("state.CLAIMED", "Ana"));
            desk.rowSays(other, words.of("state.CLAIMED", "Ana"));
            desk.page.clock().fastForward(DeskPage.UNDO_MILLIS);
            desk.rowSays(one, words.of("told.DONE")).rowSays(other, words.of("told.DONE"));
        }
        assertEquals(
                "removed.csv", DeskPage.steps(shop, one).get(1).get("evidence").textValue());
        assertEquals(List.of(), DeskPage.steps(shop, stays));
        assertEquals(List.of(), DeskPage.steps(shop, asks));
    }

    // People

    /** Nothing of it is open work. The record comes by a further call. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void anybodyIsFoundByANumberAndTheFirstLookTakesTwoCalls(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = World.somebody().replaceFirst("40", "41");
        String who = "'businessId':'%s','userId':'%s'".formatted(shop, person);
        DeskPage.called("decide-consent", who + ",'decision':'CONTINUE','occurredAt':'%s'".formatted(DeskPage.ago(9)));
        DeskPage.called("request-opt-out", who + ",'locale':'ro','reason':{'code':'TOO_MANY','text':'prea multe'}");
        DeskPage.called("request-opt-in", who + ",'scope':{'channel':'email'}");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            List<String> calls = new ArrayList<>();
            AtomicReference<Route> record = new AtomicReference<>();
            desk.open("figures");
            assertThat(desk.page.locator(".loading")).hasCount(0);
            desk.page.onRequest(request -> calls.add(request.url().replaceFirst(".*/", "")));
            desk.page.route("**/read-ledger", record::set);
            desk.page.route("**/list-relations", route -> {});
            desk.keys("/").types("+%s %s".formatted(person.substring(0, 5), person.substring(5)));
            calls.clear();
            desk.keys("Enter");
            Locator found = desk.page.locator(".found");
            assertThat(found).containsText(person);
            assertThat(found).containsText(words.of("stands.REFUSED"));
            assertThat(found).containsText(words.of("entry.MARKETING_PREFERENCE.OPT_OUT"));
            assertThat(found).containsText(words.of("entry.CONSENT_DECISION.CONTINUE"));
            assertThat(found).containsText("prea multe");
            assertThat(found).containsText("Nu veți mai primi mesaje de marketing");
            desk.page.waitForCondition(() -> record.get() != null);
            assertEquals(
                    List.of("explain-standing", "read-ledger", "read-relation"),
                    calls.stream().sorted().toList());
            assertEquals("read-ledger", calls.get(2));
            record.get().resume();
            assertThat(found.locator(".record").last().locator("li")).hasCount(DeskPage.entries(shop, person));
            desk.looksWell("found");
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void aNumberInTheQueueLeadsToEverythingAboutThePerson(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        String unknown = World.somebody().replaceFirst("40", "41");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open().keys("/").types(person).press(words.of("find.all"));
            assertThat(desk.page.locator(".found")).containsText(words.of("stands.IN_PROGRESS"));
            // The link is made by one press, and can only stop.
            desk.press(words.of("link"));
            assertThat(desk.page.locator(".link input")).hasValue(Pattern.compile(".*/unsubscribe\\?link=.+"));
            desk.looksWell("link");
            // Not every service tells why.
            desk.page.route(
                    "**/explain-standing",
                    route -> route.fulfill(json("{'outcome':'REJECTED'}").setStatus(404)));
            desk.keys("/").types(unknown).keys("Enter");
            assertThat(desk.page.locator(".found h2")).hasText(unknown);
            assertThat(desk.page.locator(".found")).containsText(words.of("stands.unknown"));
            assertThat(desk.page.locator(".found")).containsText(words.of("stands.NONE"));
            assertThat(desk.page.locator(".found")).containsText(words.of("record.none"));
        }
    }

    /** A number that nobody has looks like no real one, and can be stopped all the same. */
    @ParameterizedTest
    @MethodSource("onAPhone")
    void aNumberOfWhichNothingIsRecordedAsksForALook(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = World.somebody();
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            Locator found = desk.page.locator(".found");
            desk.open("people").page.locator("[name=find]").fill("0" + person.substring(2));
            desk.press(words.of("find.send"));
            assertThat(found).containsText(words.of("nothing").split("\\{who}")[1]);
            assertThat(found.locator(".mark")).hasCount(0);
            desk.looksWell("nothing");
            desk.press(found.getByText(words.of("stop"), new Locator.GetByTextOptions().setExact(true)));
            desk.press(words.of("stop.send"));
            assertThat(found).containsText(words.of("stands.REFUSED"));
            assertEquals("MARKETING_OPTED_OUT", reason(shop, person));
        }
    }

    /** More than a page that is left could send: they are closed call by call, and what failed is listed. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void aFileOfManyNumbersIsClosedInBatchesThatCanBeStopped(String locale, Screen screen) {
        String shop = DeskPage.business();
        List<String> people =
                Stream.generate(() -> DeskPage.optedOut(shop, 1, "")).limit(520).toList();
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            Locator dialog = desk.page.locator("dialog");
            AtomicReference<Route> held = new AtomicReference<>();
            desk.open().page.route("**/resolve-follow-up", held::set);
            for (int done : List.of(100, 520)) {
                desk.press(words.of("file")).page.locator("[name=numbers]").fill(String.join("\n", people));
                desk.press(words.of("file.find"));
                assertThat(dialog).containsText(words.of("file.found", done == 100 ? 520 : 420));
                desk.press(dialog.locator(".button.first"));
                if (done == 100) {
                    desk.page.waitForCondition(() -> held.get() != null);
                    assertThat(desk.page.locator("progress")).isVisible();
                    desk.looksWell("batch").press(words.of("file.stop"));
                    held.get().resume();
                    assertThat(dialog).containsText(words.of("file.failed", 420));
                    desk.looksWell("batch-stopped").press(words.of("close"));
                    desk.page.unroute("**/resolve-follow-up");
                } else {
                    assertThat(desk.page.locator(".counts li").first()).hasText(words.of("counts.open", 0));
                }
                JsonNode left = DeskPage.called("list-follow-ups", "'businessId':'%s'".formatted(shop));
                assertEquals(520 - done, left.at("/counts/open").intValue());
            }
        }
    }

    /** The names of topics are the only words in it that somebody chose. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void allWhoRefuseAreAListAndAFile(String locale, Screen screen) {
        String shop = DeskPage.business();
        DeskPage.configure(shop, ",'topics':[{'code':'offers','labels':{'en':'=Offers','ro':'=Oferte'}}]");
        String all = DeskPage.optedOut(shop, 1, "");
        String some = DeskPage.optedOut(shop, 2, ",'scope':{'topic':'offers'}");
        String other = World.somebody().replaceFirst("40", "41");
        DeskPage.called("request-opt-in", "'businessId':'%s','userId':'%s'".formatted(shop, other));
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open().go(words.of("view.people"));
            assertThat(desk.rows()).hasCount(2);
            desk.rowSays(all, "")
                    .rowSays(some, locale.startsWith("ro") ? "Oferte" : "Offers")
                    .looksWell("refusing");
            String csv = desk.saves(words.of("csv"));
            assertEquals(3, csv.lines().count(), csv);
            assertTrue(csv.contains('"' + all + '"') && csv.contains(",\"'=Of"), csv);
            desk.row(some).locator(".row-open").click();
            assertThat(desk.page.locator(".found h2")).hasText(some);
        }
    }

    /** The form pressed twice is one stop. */
    @ParameterizedTest
    @MethodSource("onAPhone")
    void aStopThatWasSaidIsRecordedOnceWithWhoWroteItDown(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = World.somebody().replaceFirst("40", "41");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open("people").press(words.of("stop"));
            desk.page.locator("[name=who]").fill("+" + person);
            desk.page.locator("[name=scope]").selectOption("2");
            desk.page.locator("[value=letter]").check();
            // Nobody said it in the future.
            desk.page.locator("[name=at]").fill("2046-11-20T10:30");
            desk.press(words.of("stop.send"));
            assertThat(desk.page.locator("[name=at]:invalid")).isVisible();
            assertThat(desk.page.locator("#zone")).hasText("Europe/Bucharest");
            desk.page.locator("[name=at]").fill("2026-11-20T10:30");
            desk.looksWell("stop");
            desk.page.locator("dialog .first").dblclick();
            assertThat(desk.page.locator(".found h2")).hasText(person);
            assertThat(desk.page.locator(".found")).containsText(words.of("how.letter"));
            assertThat(desk.row(person)).isVisible();
            desk.looksWell("stopped");
        }
        JsonNode entries = DeskPage.called("read-ledger", "'businessId':'%s','userId':'%s'".formatted(shop, person))
                .get("entries");
        List<JsonNode> stops = new ArrayList<>();
        entries.forEach(entry -> {
            if (entry.get("kind").textValue().equals("MARKETING_PREFERENCE")) {
                stops.add(entry);
            }
        });
        assertEquals(1, stops.size());
        JsonNode said = stops.get(0);
        assertEquals("OPT_OUT", said.get("value").textValue());
        assertEquals("Ana", said.get("actor").textValue());
        assertEquals("letter", said.get("channel").textValue());
        assertEquals("2026-11-20T08:30:59Z", said.get("occurredAt").textValue());
        assertEquals(DeskPage.read("{\"kind\":\"BUSINESS\",\"id\":\"%s\"}".formatted(shop)), said.get("calledBy"));
        assertEquals("sms", said.at("/scope/channel").textValue());
    }

    /** A clerk writes the number down as people say it. The check then refuses the one who said it. */
    @ParameterizedTest
    @MethodSource("onAPhone")
    void aStopByPhoneIsRecordedForThePersonWhoIsMeant(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = World.somebody();
        DeskPage.called("request-opt-in", "'businessId':'%s','userId':'%s'".formatted(shop, person));
        String said = "0" + person.substring(2);
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            Locator dialog = desk.page.locator("dialog");
            desk.open("people").press(words.of("stop"));
            // Nobody has such a number.
            desk.page.locator("[name=who]").fill("0755");
            desk.page.locator("[name=who]").press("Enter");
            assertThat(dialog)
                    .containsText(words.of("meant.none").split("\\{text}")[1].strip());
            desk.page.locator("[name=who]").fill(said);
            desk.page.locator("[name=who]").press("Tab");
            assertThat(dialog).containsText("+40 " + person.substring(2, 5));
            assertThat(dialog)
                    .containsText(words.of("known").split("\\{date}")[0].strip());
            desk.looksWell("stop-meant").press(words.of("stop.send"));
            assertThat(desk.page.locator(".found h2")).hasText(person);
            assertEquals("MARKETING_OPTED_OUT", reason(shop, person));
            assertEquals(0, DeskPage.entries(shop, said));
            desk.page.locator("[name=find]").fill(said);
            desk.press(words.of("find.send"));
            assertThat(desk.page.locator(".found h2")).hasText(person);
        }
    }

    /** Whom somebody means by it, only they can say. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void aStopForOneOfTwoIsForBothUnlessTheClerkPicksOne(String locale, Screen screen) {
        String shop = DeskPage.business();
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open("people");
            for (boolean picks : List.of(false, true)) {
                String person = World.somebody();
                String other = person.replaceFirst("40", "400");
                desk.press(words.of("stop")).page.locator("[name=who]").fill("40 0" + person.substring(2));
                desk.page.locator("[name=who]").press("Enter");
                assertThat(desk.page.locator("[name=whom]")).hasCount(3);
                if (picks) {
                    desk.looksWell("stop-several")
                            .page
                            .locator("[name=whom][value='" + other + "']")
                            .check();
                }
                desk.press(words.of("stop.send"));
                assertThat(desk.page.locator(".found h2")).hasText(picks ? other : person);
                assertEquals(
                        picks ? 0 : 1,
                        DeskPage.work(shop, "OPEN").stream()
                                .filter(work -> work.get("userId").textValue().equals(person))
                                .count());
                assertEquals("MARKETING_OPTED_OUT", reason(shop, other));
            }
            desk.page.locator("[name=find]").fill("40 0" + World.somebody().substring(2));
            desk.press(words.of("find.send"));
            assertThat(desk.page.locator(".meant ~ .row")).hasCount(2);
            desk.looksWell("several");
        }
    }

    // Suspected refusals

    @ParameterizedTest
    @MethodSource("atADesk")
    void aSuspectedRefusalIsDecidedByItsWords(String locale, Screen screen) {
        String shop = DeskPage.business();
        String refusal = DeskPage.suspected(shop, "nu mai vreau va rog sa nu mai primesc asta");
        String none = DeskPage.suspected(shop, "lasati-ma in pace cu reclamele");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open();
            desk.row(refusal).locator(".row-open").click();
            desk.sees("nu mai vreau va rog sa nu mai primesc asta").looksWell("suspected");
            press(desk, words.of("complete.SUSPECTED_REFUSAL"));
            desk.keys("Enter").rowSays(refusal, words.of("told.DONE"));

            desk.row(none).locator(".row-open").click();
            press(desk, words.of("skip.SUSPECTED_REFUSAL"));
            assertThat(desk.page.locator("dialog")).containsText("lasati-ma in pace cu reclamele");
            desk.looksWell("suspected-skip").types("Only a joke among friends").keys("Enter");
            desk.rowSays(none, words.of("told.SKIPPED"));
        }
        assertEquals("MARKETING_OPTED_OUT", reason(shop, refusal));
        // Nobody asked for marketing, but nothing holds it.
        assertEquals(
                "Only a joke among friends",
                DeskPage.steps(shop, none).get(0).get("note").textValue());
        assertFalse(reason(shop, none).equals("REFUSAL_SUSPECTED"));
    }

    private static void press(DeskPage desk, String label) {
        desk.press(desk.page
                .locator(".detail .actions button")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first());
    }

    private static String reason(String shop, String person) {
        return DeskPage.called(
                        "check-permission",
                        "'businessId':'%s','userId':'%s','category':'MARKETING'".formatted(shop, person))
                .get("results")
                .get(0)
                .path("reason")
                .asText();
    }

    // Figures, notices, settings

    @ParameterizedTest
    @MethodSource("atADesk")
    void theFiguresByWeekHaveATableAndAFile(String locale, Screen screen) {
        String shop = DeskPage.business();
        for (int i = 0; i < 12; i++) {
            DeskPage.optedOut(shop, 1 + i * 3, ",'reason':{'code':'TOO_MANY','text':'=cmd <b>loud</b>'}");
        }
        DeskPage.suspected(shop, "lasati-ma in pace cu reclamele");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open().keys("x").keys("Enter").sees(words.of("undo.waits", 1)).sees(words.of("state.CLAIMED", "Ana"));
            desk.page.clock().fastForward(DeskPage.UNDO_MILLIS);
            desk.sees(words.of("told.DONE"));
            desk.go(words.of("view.figures"))
                    .sees(words.of("reason.TOO_MANY"))
                    .sees(words.of("figures.optOuts"))
                    .sees(words.of("figures.promise").split("\\{days}")[0])
                    .sees(words.of("suspected.opened"));
            assertThat(desk.page.locator(".drawing")).hasCount(2);
            assertTrue(desk.page.locator("rect.first").count() > 1);
            desk.page.locator("summary").first().click();
            assertThat(desk.page.locator(".chart table").first()).isVisible();
            desk.looksWell("figures");
            String csv = desk.saves(words.of("csv.reasons"));
            assertTrue(csv.contains("\"TOO_MANY\",\"12\""), csv);
            desk.page.locator(".head select").selectOption("4");
            desk.sees(words.of("period.weeks", 4));
            desk.go(words.of("view.queue"));
            String queue = desk.saves(words.of("csv"));
            assertEquals(1 + 13, queue.lines().count(), queue);
            assertTrue(queue.contains(words.of("kind.MARKETING_REMOVAL")), queue);
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void noticesThatWereNotTakenAreSentAgain(String locale, Screen screen) {
        String shop = DeskPage.business();
        DeskPage.configure(
                shop, ",'notices':{'url':'https://notices.invalid/consimt','secretName':'consimt/notices/librarie'}");
        try (DeskPage desk = DeskPage.of(shop, "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.page.route(
                    "**/list-undelivered",
                    route -> route.fulfill(json("{'outcome':'FOUND','endpoint':{'state':'PARKED',"
                            + "'failingSince':'2026-11-25T10:00:00Z','waitingSince':'2026-11-25T10:00:00Z',"
                            + "'last':{'at':'2026-11-25T10:00:00Z','problem':'NO_CONNECTION'}},'undelivered':["
                            + "{'id':'1-00000000000000000000000000','type':'consimt.marketing.opted_out','tries':3,"
                            + "'givenUp':true,'last':{'at':'2026-11-25T10:00:00Z','status':500}},"
                            + "{'id':'2-00000000000000000000000000','tries':1,'givenUp':false,"
                            + "'last':{'at':'2026-11-25T10:00:00Z','problem':'TIMED_OUT'}}]}")));
            desk.page.route(
                    "**/redeliver",
                    route -> route.fulfill(json(
                            "{'outcome':'RECORDED','results':[]," + "'queued':['1-00000000000000000000000000']}")));
            desk.open("notices")
                    .sees(words.of("endpoint.PARKED"))
                    .sees(words.of("problem.NO_CONNECTION"))
                    .sees(words.of("notice.marketing.opted_out"))
                    .sees("HTTP")
                    .looksWell("notices");
            desk.press(words.of("notices.again")).sees(words.of("notices.queued"));
            // This one is posted for real, and nobody is there.
            desk.press(words.of("notices.test"))
                    .sees(words.of("notices.notTaken").split("\\{why}")[0]);
            desk.looksWell("notices-sent");
        }
        try (DeskPage desk = DeskPage.of(DeskPage.business(), "Ana", locale, screen)) {
            desk.open("notices").sees(desk.words.of("notices.noEndpoint"));
        }
    }

    private static Route.FulfillOptions json(String body) {
        return new Route.FulfillOptions().setContentType("application/json").setBody(body.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void theSettingsSayWhatEachMeans(String locale, Screen screen) {
        try (DeskPage desk = DeskPage.of("librarie", "Ana", locale, screen)) {
            PageWords words = desk.words;
            desk.open("settings")
                    .sees("Librăria din Colț")
                    .sees("Europe/Bucharest")
                    .sees(words.of("setting.removal.BUSINESS", 3))
                    .sees(words.of("setting.removal.MANUAL.means"))
                    .sees(words.of("basis.CONVERSATION"))
                    // What the law asks for, in the language of the desk.
                    .sees(locale.startsWith("ro") ? "Legea din România cere" : "The law of Romania asks for")
                    .sees(locale.startsWith("ro") ? "Prea multe mesaje" : "Too many messages")
                    .looksWell("settings");
            assertThat(desk.page.locator("main input, main textarea")).hasCount(0);
            desk.page.locator(".top select").selectOption("de");
            desk.sees("Das Recht (Rumänien) verlangt");
        }
    }

    // Whose desk

    @ParameterizedTest
    @MethodSource("atADesk")
    void onOnesOwnMachineABusinessOfTheSampleIsPicked(String locale, Screen screen) {
        try (DeskPage desk = new DeskPage(locale, screen, "")) {
            PageWords words = desk.words;
            desk.page.navigate("/desk/");
            desk.sees(words.of("sample.text")).looksWell("start");
            desk.page
                    .locator(".people button")
                    .filter(new Locator.FilterOptions().setHasText("florist"))
                    .click();
            desk.sees("The Corner Florist").sees(words.of("csv"));
            desk.press(words.of("sample.change")).sees(words.of("sample.text"));
        }
    }

    @Test
    void aTokenComesInTheFragmentAndStaysThere() {
        String shop = DeskPage.business();
        String person = DeskPage.optedOut(shop, 1, "");
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"businessId\":\"%s\"}".formatted(shop).getBytes(StandardCharsets.UTF_8));
        String token = "e30." + claims + ".c2ln";
        try (DeskPage desk = new DeskPage("en-GB", Screen.DESK, "")) {
            // Nobody signs tokens here, so the door takes the caller from another header, as long as the token is good.
            AtomicBoolean isGood = new AtomicBoolean(true);
            desk.page.route("**/*", route -> {
                if (!isGood.get() || !route.request().method().equals("POST")) {
                    route.resume();
                    return;
                }
                assertEquals("Bearer " + token, route.request().headers().get("authorization"));
                Map<String, String> headers = new HashMap<>(route.request().headers());
                headers.remove("authorization");
                headers.put("x-consimt-caller", "business " + shop);
                route.resume(new Route.ResumeOptions().setHeaders(headers));
            });
            desk.page.navigate("/desk/#token=" + token);
            desk.rowSays(person, desk.words.of("state.OPEN"));
            assertEquals("#/", desk.page.evaluate("location.hash"));
            assertFalse(desk.page.url().contains(token));
            // The next call goes to the door itself, which does not know the token.
            isGood.set(false);
            desk.press(desk.words.of("refresh"))
                    .sees(desk.words.of("gone.title"))
                    .looksWell("gone");
            assertEquals(0, desk.page.evaluate("sessionStorage.length"));
            desk.page.locator("textarea").fill(token);
            desk.press(desk.words.of("token.use")).sees(desk.words.of("gone.title"));
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void theOperatorReadsReportsAndTheQueueOfABusiness(String locale, Screen screen) {
        String shop = DeskPage.business();
        String person = World.somebody().replaceFirst("40", "41");
        DeskPage.called(
                "decide-consent",
                "'businessId':'%s','userId':'%s','decision':'REPORT','report':{'reason':'SCAM','details':'A <i>lie</i>'}"
                        .formatted(shop, person));
        try (DeskPage desk = new DeskPage(locale, screen, "operator")) {
            PageWords words = desk.words;
            desk.page.addInitScript("localStorage.setItem('consimt.actor', 'Olga')");
            desk.open();
            desk.page.locator("[type=search]").fill(person);
            desk.rowSays(person, words.of("kind.REPORT_REVIEW")).rowSays(person, shop);
            desk.press(words.of("record"))
                    .sees(words.of("entry.CONSENT_DECISION.REPORT"))
                    .sees(words.of("reason.SCAM"))
                    .sees("A <i>lie</i>")
                    .looksWell("review");
            press(desk, words.of("complete.REPORT_REVIEW"));
            desk.keys("Enter").rowSays(person, words.of("told.DONE"));

            // The queue of a business is one choice away.
            desk.page.locator(".whose select").selectOption("librarie");
            desk.sees(words.of("kind.MARKETING_REMOVAL"));
        }
    }
}
