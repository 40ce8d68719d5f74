package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import consimt.http.page.Chromium.Screen;

/** Somebody who looks at the playground of their own machine. */
final class PlaygroundPage extends OpenPage<PlaygroundPage> {

    /** The words of the page in the phone and of the one at the desk. */
    final PageWords phoneWords;

    final PageWords deskWords;

    PlaygroundPage(String locale, Screen screen) {
        super("playground", locale, screen);
        phoneWords = PageWords.ofPage("person", language);
        deskWords = PageWords.ofPage("desk", language);
    }

    PlaygroundPage open() {
        page.navigate("/");
        // The rules of somebody whom the bookshop has never met.
        assertThat(rule("FIRST_CONTACT_REQUIRED")).hasClass("answers");
        return this;
    }

    FrameLocator phone() {
        return page.frameLocator("iframe[name=person]");
    }

    FrameLocator desk() {
        return page.frameLocator("iframe[name=desk]");
    }

    /** Whose phone it is. */
    String userId() {
        return page.locator(".phone .number").textContent();
    }

    Locator rule(String reason) {
        return page.locator(".rules tr").filter(new Locator.FilterOptions().setHasText(reason));
    }

    /** A card between the phone and the desk. */
    Locator card(String name) {
        return page.locator("." + name);
    }

    Locator caption() {
        return page.locator(".caption");
    }

    /** What one presses to begin a story. */
    Locator story(String story) {
        return page.locator(".story").filter(new Locator.FilterOptions().setHasText(words.of("story." + story)));
    }

    /** Begins a story, and pauses it after its first step. */
    PlaygroundPage begin(String story) {
        story(story).click();
        press(words.of("story.stop"));
        return at(story, 1);
    }

    PlaygroundPage next(String story, int step) {
        // So that a press in a frame need not wait because of the one before.
        page.clock().fastForward(HELD_MILLIS);
        press(words.of("story.next"));
        return at(story, step);
    }

    /** The steps up to one of them. */
    PlaygroundPage nextTo(String story, int from, int to) {
        for (int step = from; step <= to; step++) {
            next(story, step);
        }
        return this;
    }

    /** The step has ended. */
    private PlaygroundPage at(String story, int step) {
        assertThat(caption()).containsText(words.of("story." + story + "." + step));
        assertThat(page.locator(".controls .button:disabled")).hasCount(0);
        assertThat(caption()).not().containsText(words.of("story.lost"));
        return this;
    }

    /** What the last check of the business answered. */
    PlaygroundPage answered(String reason) {
        assertThat(page.locator(".verdict")).containsText(reason);
        return this;
    }
}
