package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.local.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thumb slips, and a mouse clicks twice: a second press says nothing. The browser's clock stands between the presses. */
@QuarkusTest
class DoublePressTest {

    private static final String SHOP = "librarie";
    private static final String NAME = "Librăria din Colț";

    /** On the page, however far it is scrolled. */
    private static final String PLACE = "each => each.getBoundingClientRect().top + scrollY";

    @Inject
    Sample sample;

    @BeforeEach
    void theBookshopIsThere() {
        sample.load();
    }

    /** Each button that records something. */
    private enum Button {
        BLOCK {
            @Override
            Locator ready(PersonPage person) {
                return person.button(person.words.of("block"));
            }
        },
        /** With the way back from an earlier no on the page. */
        BLOCK_AFTER_A_STOP {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("stop")).press(person.words.of("stop.send"));
                person.may("MARKETING", "may.no");
                return person.button(person.words.of("block"));
            }
        },
        BLOCK_AT_FIRST_CONTACT {
            @Override
            Locator ready(PersonPage person) {
                return person.page.locator(".choice").nth(0);
            }
        },
        STOP {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("stop"));
                return person.button(person.words.of("stop.send"));
            }
        },
        STOP_A_PART {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("stop")).pick(person.words.of("stop.some"));
                person.page.locator("[name=topic]").selectOption("offers");
                return person.button(person.words.of("stop.send"));
            }
        },
        /** It takes the first question away, and what is below moves up. */
        SAY_NO_REASON {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("stop")).press(person.words.of("stop.send"));
                return person.button(person.words.of("reason.decline"));
            }
        },
        REPORT {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("report"));
                person.page.locator("[value=SPAM]").check();
                return person.button(person.words.of("report.send"));
            }
        },
        REPORT_AND_BLOCK {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("report"));
                person.page.locator("[value=SPAM]").check();
                person.pick(person.words.of("report.alsoBlock"));
                return person.button(person.words.of("report.send"));
            }
        },
        /** Then the three choices come back, "Continue" among them. */
        REPORT_AT_FIRST_CONTACT {
            @Override
            Locator ready(PersonPage person) {
                person.page.locator(".choice").nth(1).click();
                person.page.locator("[value=SPAM]").check();
                return person.button(person.words.of("report.send"));
            }
        },
        /** The buttons below move up, "Stop marketing" among them. */
        CONTINUE_AT_FIRST_CONTACT {
            @Override
            Locator ready(PersonPage person) {
                return person.page.locator(".choice").nth(2);
            }
        },
        UNBLOCK {
            @Override
            Locator ready(PersonPage person) {
                person.elsewhere("decide-consent", "'businessId':'%s','decision':'BLOCK'".formatted(SHOP));
                person.comesBack();
                return person.button(person.words.of("unblock"));
            }
        },
        /** Then the conversation opens, and "Block" may be there. */
        UNBLOCK_IN_THE_LIST {
            @Override
            Locator ready(PersonPage person) {
                person.elsewhere("decide-consent", "'businessId':'%s','decision':'BLOCK'".formatted(SHOP));
                person.comesBack();
                person.go(person.words.of("blocked"));
                return person.button(person.words.of("unblock") + " " + NAME);
            }
        },
        OPT_IN {
            @Override
            Locator ready(PersonPage person) {
                person.elsewhere("request-opt-out", "'businessId':'%s'".formatted(SHOP));
                person.comesBack();
                return person.page.locator(".actions [data-permits]");
            }
        },
        NOT_ME {
            @Override
            Locator ready(PersonPage person) {
                person.claimedBy(SHOP, "A form");
                person.comesBack();
                return person.button(person.words.of("claim.notMe"));
            }
        },
        SAY_A_REASON {
            @Override
            Locator ready(PersonPage person) {
                person.press(person.words.of("stop")).press(person.words.of("stop.send"));
                return person.page.locator(".theirs .chips .button").nth(1);
            }
        };

        /** The button, where the page is ready for it. */
        abstract Locator ready(PersonPage person);

        private boolean isAtFirstContact() {
            return name().endsWith("AT_FIRST_CONTACT");
        }

        private boolean isProtective() {
            return !List.of(CONTINUE_AT_FIRST_CONTACT, UNBLOCK, UNBLOCK_IN_THE_LIST, OPT_IN)
                    .contains(this);
        }
    }

    /** Those of a screen and a pause are pressed by one person after another, for to open a page takes the longest. */
    static Stream<Arguments> everyScreenAndPause() {
        return SecondPress.onEveryScreen(Button.values())
                .collect(groupingBy(
                        each -> List.of(each.get()[1], each.get()[2]),
                        LinkedHashMap::new,
                        mapping(each -> each.get()[0], toList())))
                .entrySet()
                .stream()
                .map(each -> Arguments.of(each.getKey().get(0), each.getKey().get(1), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("everyScreenAndPause")
    void aSecondPressAtTheSameSpotSaysNothing(Screen screen, int millis, List<Button> buttons) {
        for (String locale : Cases.of(List.of("en-GB"), List.of("en-GB", "ar-EG"))) {
            onOnePage(new PersonPage(locale, screen), buttons, (person, pressed) -> {
                Locator button = pressed.ready(person);
                button.scrollIntoViewIfNeeded();
                calm(person);
                String before = said(person);
                SecondPress.stopTheClock(person.page);
                BoundingBox spot = button.boundingBox();
                double x = spot.x + spot.width / 2;
                double y = spot.y + spot.height / 2;
                person.page.mouse().click(x, y);
                calm(person);
                String said = said(person);
                assertNotEquals(before, said, pressed::toString);
                String shown = shown(person);
                if (pressed.isProtective()) {
                    assertNothingThatPermitsIsAt(person.page, spot);
                }
                person.page.clock().runFor(millis);
                person.page.mouse().click(x, y);
                calm(person);
                assertEquals(said, said(person), () -> pressed + " after " + millis + " ms");
                assertEquals(shown, shown(person), () -> pressed + " after " + millis + " ms");
            });
        }
    }

    /** By a finger elsewhere or by a keyboard, within two seconds nothing permits. Then all of it does. */
    @Test
    void whatUndoesTakesNoPressWithinTwoSeconds() {
        List<Button> noes = List.of(Button.BLOCK, Button.STOP, Button.STOP_A_PART);
        onOnePage(new PersonPage("en-GB", Screen.DESK), noes, (person, no) -> {
            Locator button = no.ready(person);
            SecondPress.stopTheClock(person.page);
            button.click();
            calm(person);
            String said = said(person);
            person.pictured("person-after-" + no.name().toLowerCase(Locale.ROOT));
            Locator undo = person.page.locator("[data-permits]").last();
            Object place = undo.evaluate(PLACE);
            for (int millis : List.of(0, 1_000, 990)) {
                person.page.clock().runFor(millis);
                assertThat(undo).isDisabled();
                undo.focus();
                person.page.keyboard().press("Enter");
                undo.click(new Locator.ClickOptions().setForce(true));
                calm(person);
                assertEquals(said, said(person));
            }
            person.page.clock().runFor(20);
            assertThat(undo).isEnabled();
            assertEquals(place, undo.evaluate(PLACE), "it did not move");
            assertThat(undo).isFocused();
            person.page.keyboard().press("Enter");
            calm(person);
            assertTrue(said(person).length() > said.length(), () -> no + " " + said(person));
        });
    }

    private static void onOnePage(PersonPage opened, List<Button> buttons, BiConsumer<PersonPage, Button> tried) {
        try (PersonPage person = opened) {
            for (Button each : buttons) {
                person.becomesAnother();
                if (each.isAtFirstContact()) {
                    person.contactedBy(SHOP);
                } else {
                    person.agreedWith(SHOP);
                }
                tried.accept(person.open(NAME), each);
            }
        }
    }

    /** The page has done what was pressed. */
    private static void calm(PersonPage person) {
        assertThat(person.page.locator("main[aria-busy=false]")).isVisible();
    }

    /** Which forms and which view are open. */
    private static String shown(PersonPage person) {
        return person.page.url() + " " + person.page.locator(".panel").count();
    }

    /** What the person said about the business, as the service has it. */
    private static String said(PersonPage person) {
        StringBuilder said = new StringBuilder();
        for (String kind : List.of("CONSENT_DECISION", "MARKETING_PREFERENCE", "OPT_OUT_REASON")) {
            for (JsonNode entry : person.entries(SHOP, kind)) {
                said.append(entry.get("value").textValue())
                        .append(entry.path("scope"))
                        .append(' ');
            }
        }
        return said.toString();
    }

    private static void assertNothingThatPermitsIsAt(Page page, BoundingBox spot) {
        for (Locator each : page.locator("[data-permits]").all()) {
            BoundingBox its = each.boundingBox();
            boolean meets = its.x < spot.x + spot.width
                    && its.x + its.width > spot.x
                    && its.y < spot.y + spot.height
                    && its.y + its.height > spot.y;
            assertTrue(!meets, () -> each.textContent() + " is where the press was");
        }
    }
}
