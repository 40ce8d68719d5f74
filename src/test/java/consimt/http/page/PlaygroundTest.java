package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import consimt.http.Http;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.local.Sample;
import consimt.local.notice.DevNotices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The playground: its stories press the real pages, and what happens shows between them, whoever does it. */
@QuarkusTest
@QuarkusTestResource(QueueOfNotices.class)
class PlaygroundTest {

    /** The picture that opens the README is made by this test on demand. */
    private static final boolean MAKES_PICTURE = Boolean.getBoolean("make");

    private static final Path PICTURE = Path.of("docs", "playground.png");

    /** For longer than that a story does not look for what it is to press. */
    private static final long PATIENCE_MILLIS = 8_001;

    @Inject
    Sample sample;

    @Inject
    DevNotices notices;

    @TempDir
    static Path folder;

    @BeforeEach
    void theBookshopIsThereAndIsTold() {
        sample.load();
        notices.begin(Http.port(), folder.resolve("place"));
    }

    @AfterEach
    void nobodyIsToldAnyMore() {
        notices.stop();
    }

    /** Many times a second somebody calls a function, of whom no story tells. */
    @Test
    void firstContactWhateverOthersDo() {
        String story = "firstContact";
        try (PlaygroundPage play = new PlaygroundPage("en-GB", Screen.DESK);
                Strangers strangers = new Strangers("librarie")) {
            play.open().begin(story).next(story, 2).answered("FIRST_CONTACT_REQUIRED");
            play.next(story, 3);
            assertThat(play.phone().locator(".choice")).hasCount(3);
            assertThat(play.rule("AWAITING_DECISION")).hasClass("answers");
            play.next(story, 4).answered("AWAITING_DECISION");
            play.next(story, 5).next(story, 6).answered(play.words.of("verdict.yes"));
            assertThat(play.card("marks")).containsText("EXPRESSED");
            play.next(story, 7).next(story, 8).answered("BLOCKED_BY_USER");
            assertThat(play.rule("BLOCKED_BY_USER")).hasClass("answers");
            play.next(story, 9).sees(play.words.of("story.over"));
            assertThat(play.card("marks")).containsText(play.words.of("mark.lifted"));
            assertThat(play.card("ledger")).containsText("UNBLOCK");
            assertThatTheStrangersShow(play, strangers);
        }
    }

    @Test
    void stopByHandByTuesday() {
        String story = "byHand";
        try (PlaygroundPage play = new PlaygroundPage("en-GB", Screen.WIDE)) {
            play.open().begin(story).nextTo(story, 2, 3);
            assertThat(play.desk().locator(".work").filter(hasText(play.userId())))
                    .isVisible();
            play.next(story, 4).next(story, 5).answered("MARKETING_OPTED_OUT");
            play.next(story, 6).answered(play.words.of("verdict.yes"));
            play.next(story, 7);
            assertThat(play.desk().locator(".work").first()).containsText(play.userId());
            assertThat(play.desk().locator(".work").first()).containsText(play.deskWords.of("late", 1));
            play.nextTo(story, 8, 10);
            assertThat(play.card("ledger")).containsText("COMPLETE");
            assertThat(play.card("outgoing")).containsText("consimt.follow_up.closed");
            if (MAKES_PICTURE) {
                play.page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
            }
            play.looksWell("removed");
            play.next(story, 11);
            assertThat(play.phone().locator(".chat")).containsText(play.phoneWords.of("history.removal.done"));
        }
    }

    @Test
    void aNewNumber() {
        String story = "newNumber";
        try (PlaygroundPage play = new PlaygroundPage("ro-RO", Screen.PHONE)) {
            play.open().begin(story).nextTo(story, 2, 3).answered(play.words.of("verdict.yes"));
            play.nextTo(story, 4, 5).answered("MARKETING_OPTED_OUT");
            String former = play.userId();
            play.next(story, 6);
            assertNotEquals(former, play.userId());
            play.next(story, 7).answered("MARKETING_OPTED_OUT");
            play.nextTo(story, 8, 9).answered(play.words.of("verdict.yes"));
            play.looksWell("moved");
        }
    }

    /** It goes on by itself, waits when somebody presses in the phone, and goes on when they like. */
    @Test
    void aStoryPlaysByItselfAndCanBeTakenOver() {
        try (PlaygroundPage play = new PlaygroundPage("en-GB", Screen.NARROW)) {
            play.open();
            play.story("firstContact").click();
            assertThat(play.caption()).containsText(play.words.of("story.firstContact.2"));
            play.answered("FIRST_CONTACT_REQUIRED");
            play.phone().locator("h1").click();
            play.sees(play.words.of("story.takenOver")).looksWell("takenOver");
            play.phone().locator("[name=text]").fill("Hello!");
            play.phone().locator("form .first").click();
            assertThat(play.card("marks")).containsText("IMPLIED");
            // The business need not introduce itself any more.
            play.next("firstContact", 3).next("firstContact", 4).answered(play.words.of("verdict.yes"));
            // Nobody waits for an answer now, so there is no choice to press.
            play.press(play.words.of("story.next"));
            play.page.clock().fastForward(PATIENCE_MILLIS);
            assertThat(play.caption()).containsText(play.words.of("story.lost"));
            play.press(play.words.of("story.close")).sees(play.words.of("stories.none"));
        }
    }

    /** What another story was about to press is not pressed, and none of its steps counts. */
    @Test
    void aStoryThatIsChosenDuringAnotherBeginsAtItsBeginning() {
        try (PlaygroundPage play = new PlaygroundPage("en-GB", Screen.DESK)) {
            play.open().begin("firstContact").nextTo("firstContact", 2, 4);
            play.press(play.words.of("story.next"));
            play.story("byHand").click();
            play.press(play.words.of("story.stop"));
            assertThat(play.caption()).containsText(play.words.of("story.byHand.1"));
            assertThat(play.page.locator(".controls .button:disabled")).hasCount(0);
            assertThat(play.page.locator(".controls")).containsText("1 of 11");
            assertThat(play.card("marks")).containsText("EXPRESSED");
            // Again from its beginning, by two presses.
            play.story("byHand").dblclick();
            play.press(play.words.of("story.stop"));
            assertThat(play.page.locator(".controls .button:disabled")).hasCount(0);
            assertThat(play.page.locator(".controls")).containsText("1 of 11");
        }
    }

    /** Whoever calls a function in a terminal sees it here, and what came of it. */
    @Test
    void whatHappensElsewhereShowsAtOnceAndWhoPressesForTheBusinessTakesOver() {
        try (PlaygroundPage play = new PlaygroundPage("en-GB", Screen.DESK)) {
            play.open().looksWell("start");
            // A keyboard begins at the top, and in no frame.
            assertEquals("BODY", play.page.evaluate("() => document.activeElement.tagName"));
            String pair = "'businessId':'librarie','userId':'%s'".formatted(play.userId());
            OpenPage.called("open-conversation", pair);
            assertThat(play.phone().locator(".choice")).hasCount(3);
            String hostile = "<img src=x onerror=document.title=1>\u202E";
            OpenPage.called("decide-consent", pair + ",'decision':'MESSAGE_SENT','text':'%s'".formatted(hostile));
            assertThat(play.rule("AWAITING_DECISION")).hasClass("");
            assertThat(play.card("outgoing")).containsText("consimt.conversation.accepted");
            OpenPage.called("request-opt-out", pair);
            assertThat(play.desk().locator(".work").filter(hasText(play.userId())))
                    .isVisible();
            assertThat(play.card("calls").locator(".call").first()).containsText("request-opt-out");
            play.card("calls").locator(".call").nth(1).click();
            assertThat(play.card("calls")).containsText("<img src=x");
            assertEquals(0, play.card("calls").locator("img").count());
            // The answer is about this person, whoever else is asked about.
            OpenPage.called("check-permission", pair + ",'category':'MARKETING'");
            play.answered("MARKETING_OPTED_OUT");
            OpenPage.called("check-permission", "'businessId':'librarie','userId':'40700000002','category':'UTILITY'");
            assertThat(play.card("calls").locator(".call").first()).containsText("BLOCKED_BY_USER");
            play.answered("MARKETING_OPTED_OUT");
            // What is no message has no category.
            OpenPage.called("check-permission", pair + ",'interaction':'VIEW_CATALOGUE'");
            play.answered("VIEW_CATALOGUE");
            OpenPage.called("check-permission", pair + ",'interaction':'MESSAGE_TO_BUSINESS'");
            play.answered(play.words.of("contact.MESSAGE_TO_BUSINESS"));
            // Bad input shows with its answer too.
            Http.misused().body("{").post("/check-permission").then().statusCode(400);
            assertThat(play.card("calls").locator(".call").first()).containsText("400");
            // Also what the business's own system is made to do is a press of somebody.
            play.story("firstContact").dblclick();
            assertThat(play.caption()).containsText(play.words.of("story.firstContact.2"));
            play.answered("FIRST_CONTACT_REQUIRED");
            play.press(play.words.of("system.introduce")).sees(play.words.of("story.takenOver"));
        }
    }

    static Stream<Arguments> stories() {
        return Cases.of(
                Stream.of(), Stream.of(Arguments.of("byHand", 11, "OPT_OUT"), Arguments.of("newNumber", 9, "OPT_IN")));
    }

    /** In every build this is tried by the first story alone. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("stories")
    void aStoryGoesToItsEndWhateverOthersDo(String story, int steps, String recorded) {
        try (Strangers strangers = new Strangers("librarie");
                PlaygroundPage play = new PlaygroundPage("en-GB", Screen.DESK)) {
            play.open().begin(story).nextTo(story, 2, steps).sees(play.words.of("story.over"));
            // How the person stands shows all the same, and so does what the others do.
            assertThat(play.card("ledger")).containsText(recorded);
            assertThatTheStrangersShow(play, strangers);
        }
    }

    private static void assertThatTheStrangersShow(PlaygroundPage play, Strangers strangers) {
        assertThat(play.card("calls").locator(".call")).hasCount(60);
        play.page.waitForCondition(() -> strangers.answered() > Cases.of(30, 60));
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
