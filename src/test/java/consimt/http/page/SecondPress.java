package consimt.http.page;

import com.microsoft.playwright.Page;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests of a second press have in common. The browser's clock stands between the presses. */
final class SecondPress {

    private SecondPress() {}

    /** Each button on each screen with each pause. In every build a short pause on a phone, and a long one at a desk. */
    static <T> Stream<Arguments> onEveryScreen(T[] buttons) {
        return Cases.of(List.of(Screen.PHONE, Screen.DESK), List.of(Screen.values())).stream()
                .flatMap(screen ->
                        Cases.of(List.of(screen == Screen.PHONE ? 200 : 1_500), List.of(200, 600, 1_200, 1_500))
                                .stream()
                                .flatMap(millis ->
                                        Stream.of(buttons).map(button -> Arguments.of(button, screen, millis))));
    }

    /** From here on the page's time passes only as the test says. */
    static void stopTheClock(Page page) {
        page.clock()
                .pauseAt(Instant.ofEpochMilli(((Number) page.evaluate("Date.now() + 3000")).longValue())
                        .toString());
    }
}
