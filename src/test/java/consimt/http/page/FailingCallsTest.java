package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import consimt.http.page.Chromium.Screen;
import consimt.infra.FunctionTable;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of the person's page and of the desk takes five seconds, is lost, or is answered that the service is busy. The
 * page says so and nothing else, and what was pressed comes by one press more at most.
 */
@QuarkusTest
class FailingCallsTest {

    private static final String SHOP = "librarie";
    private static final String NAME = "Librăria din Colț";

    /** A name of a function, where a page's script has one. */
    private static final Pattern QUOTED = Pattern.compile("'([a-z-]+)'");

    private static final String PARKED = """
            {"outcome": "FOUND", "endpoint": {"state": "PARKED"}, "undelivered": [
              {"id": "1-00000000000000000000000000", "tries": 3, "givenUp": true,
               "last": {"at": "2026-11-25T10:00:00Z", "status": 500}}]}
            """;

    private static final String UP = """
            {"outcome": "FOUND", "endpoint": {"state": "UP"}, "undelivered": []}
            """;

    @Inject
    Sample sample;

    @BeforeEach
    void theBookshopIsThere() {
        sample.load();
    }

    private enum Fault {
        SLOW("loading"),
        LOST("error.network"),
        BUSY("error.busy");

        private final String told;

        Fault(String told) {
            this.told = told;
        }

        private void meets(Route route) {
            if (this == LOST) {
                route.abort();
            } else if (this == BUSY) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/json")
                        .setBody("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":1}"));
            }
        }
    }

    /**
     * A press that calls a function.
     *
     * @param function which it calls
     * @param before what comes before the press
     * @param press what makes the page call
     * @param came what is there after the function answered, and not before
     */
    private record Press<P>(
            String name, String function, Consumer<P> before, Consumer<P> press, Function<P, Locator> came) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Press<PersonPage>> ofAPerson() {
        Consumer<PersonPage> met = person -> person.agreedWith(SHOP);
        Consumer<PersonPage> there = met.andThen(person -> person.open(NAME));
        Consumer<PersonPage> stopped =
                there.andThen(person -> person.press(person.words.of("stop")).press(person.words.of("stop.send")));
        return List.of(
                new Press<>(
                        "businesses",
                        "read-relation",
                        met,
                        person -> person.page.navigate("/person/#" + person.token()),
                        person -> person.heading(person.words.of("businesses"))),
                new Press<>(
                        "business",
                        "read-ledger",
                        met.andThen(PersonPage::open),
                        person -> person.go(NAME),
                        person -> person.page.locator(".chat")),
                new Press<>(
                        "block",
                        "decide-consent",
                        there,
                        person -> person.press(person.words.of("block")),
                        person -> person.button(person.words.of("unblock"))),
                new Press<>(
                        "stop",
                        "request-opt-out",
                        there.andThen(person -> person.press(person.words.of("stop"))),
                        person -> person.press(person.words.of("stop.send")),
                        person -> person.button(person.words.of("reason.decline"))),
                new Press<>(
                        "reason",
                        "explain-opt-out",
                        stopped,
                        person -> person.press(person.words.of("reason.decline")),
                        person -> text(person, person.words.of("reason.declined"))),
                new Press<>(
                        "opt-in",
                        "request-opt-in",
                        stopped,
                        person -> person.press(person.page.locator(".actions [data-permits]")),
                        person -> person.button(person.words.of("stop"))));
    }

    private static List<Press<DeskPage>> ofAClerk() {
        Consumer<DeskPage> nothing = desk -> {};
        Consumer<DeskPage> found = desk -> {
            desk.open("people").page.locator("[name=find]").fill(desk.person());
            desk.press(desk.words.of("find.send"));
            assertThat(desk.page.locator(".found .whole li").first()).isVisible();
        };
        Function<DeskPage, Locator> claimed = desk ->
                desk.row(desk.person()).filter(new Locator.FilterOptions().setHasText(desk.words.of("told.CLAIMED")));
        return List.of(
                new Press<>(
                        "queue",
                        "list-follow-ups",
                        nothing,
                        desk -> desk.goes(""),
                        desk -> desk.rows().first()),
                new Press<>(
                        "settings",
                        "read-settings",
                        nothing,
                        desk -> desk.goes("settings"),
                        desk -> desk.page.locator(".settings")),
                new Press<>("claim", "resolve-follow-up", DeskPage::open, desk -> desk.keys("c"), claimed),
                new Press<>(
                        "close",
                        "resolve-follow-up",
                        desk -> desk.open()
                                .keys("x")
                                .keys("Enter")
                                .rowSays(desk.person(), desk.words.of("state.CLAIMED", "Ana")),
                        desk -> desk.page.clock().fastForward(DeskPage.UNDO_MILLIS),
                        desk -> desk.row(desk.person())
                                .filter(new Locator.FilterOptions().setHasText(desk.words.of("told.DONE")))),
                new Press<>(
                        "record",
                        "read-ledger",
                        DeskPage::open,
                        desk -> desk.keys("e"),
                        desk -> desk.page.locator(".record li").first()),
                new Press<>(
                        "work-by-week",
                        "report-follow-ups",
                        DeskPage::open,
                        desk -> desk.go(desk.words.of("view.figures")),
                        desk -> desk.page.locator(".charts")),
                new Press<>(
                        "reasons",
                        "report-reasons",
                        DeskPage::open,
                        desk -> desk.go(desk.words.of("view.figures")),
                        desk -> desk.page.locator(".charts")),
                new Press<>(
                        "notices",
                        "list-undelivered",
                        DeskPage::open,
                        desk -> desk.go(desk.words.of("view.notices")),
                        desk -> desk.page.locator("main .facts")),
                new Press<>(
                        "notice",
                        "test-notice",
                        desk -> desk.open("notices"),
                        desk -> desk.press(desk.words.of("notices.test")),
                        desk -> desk.page.locator(".tested")),
                new Press<>(
                        "endpoint",
                        "redeliver",
                        desk -> {
                            AtomicInteger looks = new AtomicInteger();
                            desk.page.route(
                                    "**/list-undelivered",
                                    route -> route.fulfill(new Route.FulfillOptions()
                                            .setContentType("application/json")
                                            .setBody(looks.getAndIncrement() == 0 ? PARKED : UP)));
                            desk.open("notices");
                        },
                        desk -> desk.press(desk.words.of("notices.tryEndpoint")),
                        desk -> text(desk, desk.words.of("notices.none"))),
                new Press<>(
                        "refusing",
                        "list-relations",
                        DeskPage::open,
                        desk -> desk.go(desk.words.of("view.people")),
                        desk -> desk.rows().first()),
                new Press<>(
                        "stands",
                        "read-relation",
                        desk -> desk.open("people").page.locator("[name=find]").fill(desk.person()),
                        desk -> desk.press(desk.words.of("find.send")),
                        desk -> desk.page.locator(".found")),
                new Press<>(
                        "why",
                        "explain-standing",
                        desk -> desk.open("people").page.locator("[name=find]").fill(desk.person()),
                        desk -> desk.press(desk.words.of("find.send")),
                        desk -> desk.page.locator(".found")),
                new Press<>(
                        "link",
                        "issue-person-link",
                        found,
                        desk -> desk.press(desk.words.of("link")),
                        desk -> desk.page.locator(".link input")),
                new Press<>(
                        "said",
                        "request-opt-out",
                        desk -> desk.open("people")
                                .press(desk.words.of("stop"))
                                .page
                                .locator("[name=who]")
                                .fill(World.somebody()),
                        desk -> desk.press(desk.words.of("stop.send")),
                        desk -> text(desk, desk.words.of("stop.done"))));
    }

    private static Locator text(OpenPage<?> page, String text) {
        return page.page.locator("main").filter(new Locator.FilterOptions().setHasText(text));
    }

    static Stream<Arguments> presses() {
        List<Arguments> all = Stream.concat(ofAPerson().stream(), ofAClerk().stream())
                .map(Arguments::of)
                .toList();
        // In every build each press meets one fault, and each fault a third of the presses.
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(i -> Stream.of(Fault.values())
                        .filter(fault -> Cases.takes(i + fault.ordinal()))
                        .map(fault -> Arguments.of(all.get(i).get()[0], fault)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("presses")
    @SuppressWarnings("unchecked")
    void eachCallThatFailsIsToldAndThenComes(Press<?> press, Fault fault) {
        boolean isPersons = ofAPerson().toString().contains(press.name());
        for (String locale : Cases.of(List.of(fault == Fault.BUSY ? "en-GB" : "ro-RO"), List.of("ro-RO", "en-GB"))) {
            Screen screen = locale.startsWith("ro") ? Screen.PHONE : Screen.DESK;
            if (isPersons) {
                fails(new PersonPage(locale, screen), (Press<PersonPage>) press, fault);
            } else {
                String shop = DeskPage.business();
                DeskPage.configure(
                        shop,
                        ",'notices':{'url':'https://notices.invalid/consimt','secretName':'consimt/notices/librarie'}");
                String person = DeskPage.optedOut(shop, 1, "");
                fails(DeskPage.of(shop, "Ana", locale, screen).about(person), (Press<DeskPage>) press, fault);
            }
        }
    }

    private static <P extends OpenPage<P>> void fails(P opened, Press<P> press, Fault fault) {
        try (P page = opened) {
            press.before().accept(page);
            AtomicReference<Route> met = new AtomicReference<>();
            // A page may try something once more by itself.
            AtomicBoolean lasts = new AtomicBoolean(fault != Fault.SLOW);
            page.page.route("**/" + press.function(), route -> {
                if (met.compareAndSet(null, route) || lasts.get()) {
                    fault.meets(route);
                } else {
                    route.resume();
                }
            });
            Locator came = press.came().apply(page);
            press.press().accept(page);
            String state = press.name() + "-" + fault.name().toLowerCase();
            if (fault == Fault.SLOW) {
                // Whoever works on is not disturbed by a closing that is sent.
                if (!press.name().equals("close")) {
                    assertThat(page.page.locator("body")).containsText(page.words.of(fault.told));
                }
                page.page.clock().fastForward(5_000);
                page.assertFits(state).pictured("slow-" + state);
                assertThat(came).hasCount(0);
                page.page.waitForCondition(() -> met.get() != null);
                met.get().resume();
            } else {
                assertThat(page.page.locator(".alert")).containsText(page.words.of(fault.told));
                assertThat(came).hasCount(0);
                // Nothing says that it still comes.
                assertThat(page.page.locator("main")).hasAttribute("aria-busy", "false");
                assertThat(page.page.locator("#content")).not().containsText(page.words.of("loading"));
                if (Cases.of(fault == Fault.BUSY && press.function().equals("read-ledger"), true)) {
                    page.looksWell(state);
                }
                page.page.clock().fastForward(2_001);
                lasts.set(false);
                page.press(page.words.of("again"));
            }
            assertThat(came.first()).isVisible();
            assertThat(page.page.locator(".alert")).hasCount(0);
            assertThat(page.page.locator(".slow")).hasText("");
        }
    }

    /** So that a call that is added to a page has its three faults too. */
    @Test
    void eachFunctionThatAPageCallsIsHere() throws IOException {
        Set<String> functions = FunctionTable.names(any -> true);
        for (String page : List.of("person", "desk")) {
            Set<String> called = new TreeSet<>();
            try (Stream<Path> files = Files.list(Path.of("src", "pages", page))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".js")).toList()) {
                    QUOTED.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .filter(functions::contains)
                            .forEach(called::add);
                }
            }
            // The sample's steps are of the operator, and no call of the desk.
            called.remove("configure-business");
            List<? extends Press<?>> presses = page.equals("person") ? ofAPerson() : ofAClerk();
            assertEquals(
                    called, new TreeSet<>(presses.stream().map(Press::function).toList()));
        }
    }
}
