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

    /**
     * Each button on each screen with each pause. In every build half of the buttons have a short pause on a phone, and the
     * others a long one at a desk.
     */
    static <T extends Enum<T>> Stream<Arguments> onEveryScreen(T[] buttons) {
        return Stream.of(buttons).flatMap(button -> {
            boolean isOnPhone = button.ordinal() % 2 == 0;
            return Cases.of(List.of(isOnPhone ? Screen.PHONE : Screen.DESK), List.of(Screen.values())).stream()
                    .flatMap(screen ->
                            Cases.of(List.of(isOnPhone ? 200 : 1_500), List.of(200, 600, 1_200, 1_500)).stream()
                                    .map(millis -> Arguments.of(button, screen, millis)));
        });
    }

    /** From here on the page's time passes only as the test says. */
    static void stopTheClock(Page page) {
        page.clock()
                .pauseAt(Instant.ofEpochMilli(((Number) page.evaluate("Date.now() + 3000")).longValue())
                        .toString());
    }
}
