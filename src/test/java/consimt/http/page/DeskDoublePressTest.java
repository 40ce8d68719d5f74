package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.BoundingBox;
import consimt.http.page.Chromium.Screen;
import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the desk sends after one press, it sends the same after two at the same spot. */
@QuarkusTest
class DeskDoublePressTest {

    private String shop = "";
    private String removal = "";
    private String other = "";
    private String asks = "";

    @BeforeEach
    void thereIsWork() {
        shop = DeskPage.business();
        removal = DeskPage.optedOut(shop, 20, "");
        other = DeskPage.optedOut(shop, 10, "");
        asks = DeskPage.suspected(shop, "nu mai vreau va rog sa nu mai primesc asta");
    }

    /** Each button that records something, with what one press of it sends at once and what it sends later. */
    private enum Button {
        RELEASE("", "resolve-follow-up RELEASE") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.keys("c").rowSays(test.removal, desk.words.of("told.CLAIMED"));
                return desk.button(desk.words.of("release"));
            }
        },
        HAND_OVER("", "resolve-follow-up CLAIM Ion") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.keys("h").types("Ion");
                return answer(desk);
            }
        },
        CLOSE("", "resolve-follow-up CLAIM", "resolve-follow-up COMPLETE") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.keys("x");
                return answer(desk);
            }
        },
        CONFIRM_A_REFUSAL("", "resolve-follow-up COMPLETE") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.row(test.asks).locator(".row-open").click();
                desk.keys("x");
                return answer(desk);
            }
        },
        CLOSE_BY_A_FILE("", "resolve-follow-up CLAIM", "resolve-follow-up COMPLETE") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.press(desk.words.of("file")).page.clock().runFor(DeskPage.HELD_MILLIS);
                desk.page.locator("[name=numbers]").fill(test.removal + "\n" + test.other);
                desk.press(desk.words.of("file.find"));
                assertThat(desk.page.locator("dialog")).containsText(desk.words.of("file.found", 2));
                return answer(desk);
            }
        },
        A_STOP_THAT_WAS_SAID("people", "request-opt-out") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.press(desk.words.of("stop")).page.locator("[name=who]").fill(World.somebody());
                return answer(desk);
            }
        },
        THE_LINK_THAT_STOPS("people", "issue-person-link") {
            @Override
            Locator ready(DeskPage desk, DeskDoublePressTest test) {
                desk.page.locator("[name=find]").fill(test.removal);
                desk.press(desk.words.of("find.send"));
                assertThat(desk.page.locator(".found .whole li").first()).isVisible();
                return desk.button(desk.words.of("link"));
            }
        };

        private final String view;
        private final List<String> sent;

        /** @param sent the first at once, the others after the time in which they can be undone */
        Button(String view, String... sent) {
            this.view = view;
            this.sent = List.of(sent);
        }

        /** The button, where the desk is ready for it. */
        abstract Locator ready(DeskPage desk, DeskDoublePressTest test);

        private static Locator answer(DeskPage desk) {
            return desk.page.locator("dialog .first");
        }
    }

    static Stream<Arguments> everyButtonAndPause() {
        return SecondPress.onEveryScreen(Button.values());
    }

    @ParameterizedTest
    @MethodSource("everyButtonAndPause")
    void aSecondPressAtTheSameSpotSendsNothing(Button pressed, Screen screen, int millis) {
        try (DeskPage desk = DeskPage.of(shop, "Ana", "en-GB", screen)) {
            AtomicInteger waiting = new AtomicInteger();
            desk.page.onRequest(request -> waiting.incrementAndGet());
            desk.page.onRequestFinished(request -> waiting.decrementAndGet());
            desk.open(pressed.view).stopTheClock();
            Locator button = pressed.ready(desk, this);
            desk.page.clock().runFor(DeskPage.HELD_MILLIS);
            button.scrollIntoViewIfNeeded();
            List<String> sent = new CopyOnWriteArrayList<>();
            desk.page.onRequest(request -> said(request, sent));
            BoundingBox spot = button.boundingBox();
            for (int i = 0; i < 2; i++) {
                desk.page.mouse().click(spot.x + spot.width / 2, spot.y + spot.height / 2);
                desk.page.waitForCondition(() -> !sent.isEmpty() && waiting.get() == 0);
                assertThat(desk.page.locator("main[aria-busy=false]")).hasCount(1);
                assertEquals(pressed.sent.subList(0, 1), sent);
                desk.page.clock().runFor(millis);
            }
            desk.page.clock().runFor(DeskPage.UNDO_MILLIS);
            desk.page.waitForCondition(() -> sent.size() >= pressed.sent.size() && waiting.get() == 0);
            assertEquals(pressed.sent, sent);
        }
    }

    /** What changes something: the function, the step, and to whom the work goes. */
    private static void said(Request request, List<String> sent) {
        String function = request.url().replaceFirst(".*/", "");
        if (request.method().equals("POST") && !function.matches("(read|list|explain|report)-.*")) {
            var input = DeskPage.read(request.postData());
            sent.add((function + " " + input.path("action").asText() + " "
                            + input.path("assignee").asText())
                    .strip());
        }
    }
}
