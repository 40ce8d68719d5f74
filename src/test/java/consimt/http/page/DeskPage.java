package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import consimt.http.page.Chromium.Screen;
import consimt.kit.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody at the desk of a business, or of the operator. */
final class DeskPage extends OpenPage<DeskPage> {

    private static final AtomicInteger BUSINESSES = new AtomicInteger();

    static final long UNDO_MILLIS = 10_000;

    private final String caller;
    private String person = "";

    /** @param caller on whose behalf the desk calls */
    DeskPage(String locale, Screen screen, String caller) {
        super("desk", locale, screen);
        this.caller = caller;
    }

    /** The desk of a business, with somebody who has said their name. */
    static DeskPage of(String business, String actor, String locale, Screen screen) {
        DeskPage desk = new DeskPage(locale, screen, "business " + business);
        desk.page.addInitScript("localStorage.setItem('consimt.actor', '" + actor + "')");
        return desk;
    }

    // What happens elsewhere

    /** A business that takes numbers off its list by hand, within three business days. */
    static String business() {
        String id = "desk-" + BUSINESSES.incrementAndGet();
        configure(id, "");
        return id;
    }

    /** @param more fields, each with a comma before it */
    static void configure(String id, String more) {
        called(
                "configure-business",
                "'businessId':'%s','name':'Shop %s','country':'RO','languages':['en','ro'],".formatted(id, id)
                        + "'removal':{'mode':'MANUAL','days':3,'dayKind':'BUSINESS'}" + more);
    }

    /** Somebody opts out of a business. */
    static String optedOut(String business, int daysAgo, String more) {
        String person = World.somebody().replaceFirst("40", "41");
        called(
                "request-opt-out",
                "'businessId':'%s','userId':'%s','occurredAt':'%s'%s".formatted(business, person, ago(daysAgo), more));
        return person;
    }

    /** Somebody writes what may be a refusal. */
    static String suspected(String business, String text) {
        String person = World.somebody().replaceFirst("40", "41");
        JsonNode answer = called(
                "decide-consent",
                "'businessId':'%s','userId':'%s','decision':'MESSAGE_SENT','locale':'ro','text':'%s'"
                        .formatted(business, person, text));
        if (!answer.path("judged").asText().equals("SUSPECTED_REFUSAL")) {
            throw new AssertionError(answer);
        }
        return person;
    }

    static String ago(int days) {
        return Instant.now()
                .minus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** All work about a person, in the given state. */
    static List<JsonNode> work(String business, String state) {
        List<JsonNode> found = new ArrayList<>();
        called("list-follow-ups", "'businessId':'%s','state':'%s'".formatted(business, state))
                .get("followUps")
                .forEach(found::add);
        return found;
    }

    /** The steps of people's work about a person. */
    static List<JsonNode> steps(String business, String person) {
        List<JsonNode> found = new ArrayList<>();
        called("read-ledger", "'businessId':'%s','userId':'%s'".formatted(business, person))
                .get("entries")
                .forEach(entry -> {
                    if (entry.get("kind").textValue().equals("FOLLOW_UP")
                            && !entry.get("actor").textValue().equals("SYSTEM")) {
                        found.add(entry);
                    }
                });
        return found;
    }

    static int entries(String business, String person) {
        return called("read-ledger", "'businessId':'%s','userId':'%s'".formatted(business, person))
                .get("entries")
                .size();
    }

    // What somebody does

    DeskPage open() {
        return open("");
    }

    /** The person whom the test is about. */
    DeskPage about(String userId) {
        this.person = userId;
        return this;
    }

    String person() {
        return person;
    }

    /** @param view behind the slash of the fragment */
    DeskPage open(String view) {
        goes(view);
        page.locator(".whose").waitFor();
        assertThat(page.locator("main")).hasAttribute("aria-busy", "false");
        return this;
    }

    /** Without a look whether the desk comes. */
    DeskPage goes(String view) {
        page.addInitScript("sessionStorage.setItem('consimt.sample.desk', '" + caller + "')");
        page.navigate("/desk/#/" + view);
        return this;
    }

    DeskPage keys(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    DeskPage types(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Somebody closes a removal, and leaves alone what could be undone. */
    DeskPage closed(String person, String actor) {
        rowSays(person, words.of("state.CLAIMED", actor)).rowSays(person, words.of("undo.waits", 1));
        page.clock().fastForward(UNDO_MILLIS);
        return this;
    }

    /** From here on the page's time passes only as the test says. */
    DeskPage stopTheClock() {
        SecondPress.stopTheClock(page);
        return this;
    }

    Locator undo() {
        return page.locator(".undo .button");
    }

    Locator rows() {
        return page.locator(".works > .work");
    }

    Locator row(String person) {
        return rows().filter(new Locator.FilterOptions().setHasText(person));
    }

    DeskPage rowSays(String person, String text) {
        assertThat(row(person)).containsText(text);
        return this;
    }

    /** The file that a press of a button brings. */
    String saves(String label) {
        Download download = page.waitForDownload(() -> press(label));
        try {
            return Files.readString(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
