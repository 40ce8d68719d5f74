package consimt.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import consimt.business.Business;
import consimt.http.page.Chromium.Screen;
import consimt.kit.Cases;
import consimt.local.Sample;
import consimt.relation.BusinessId;
import consimt.words.Words;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people can do (the map of the code, "what people can do"), pressed as a person would, on a telephone and at a desk. */
@QuarkusTest
class PersonPageTest {

    /** Its people take numbers off the list by hand. */
    private static final String SHOP = "librarie";

    private static final String NAME = "Librăria din Colț";

    private static final List<Object> PHONE = List.of("ro-RO", Screen.PHONE);
    private static final List<Object> DESK = List.of("en-GB", Screen.DESK);

    @Inject
    Sample sample;

    /** In every build on a phone alone. */
    static Stream<Arguments> onAPhone() {
        return looks(PHONE);
    }

    /** In every build at a desk alone. */
    static Stream<Arguments> atADesk() {
        return looks(DESK);
    }

    private static Stream<Arguments> looks(List<Object> ofEveryBuild) {
        return Stream.of("ro-RO", "en-GB", "ar-EG", "de-DE", "es-ES", "fr-FR", "pt-BR")
                .flatMap(language -> Stream.of(Screen.values()).map(screen -> Arguments.of(language, screen)))
                .filter(look -> Cases.of(ofEveryBuild.equals(List.of(look.get())), true));
    }

    @BeforeEach
    void theBookshopIsThere() {
        sample.load();
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void atAFirstContactThereAreThreeChoicesAndBlockEndsAllThatIsDirect(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            JsonNode choices = person.contactedBy(SHOP).get("choices");
            person.open().sees(person.words.of("waits")).looksWell("businesses-waiting");
            person.go(NAME).sees(person.words.of("chat.wantsTo", NAME)).looksWell("first-contact");
            for (JsonNode choice : choices) {
                person.sees(choice.get("label").textValue())
                        .sees(choice.get("effect").textValue());
            }
            person.may("UTILITY", "may.no").may("MARKETING", "may.no");

            person.choose(choices.get(0).get("label").textValue())
                    .sees(person.words.of("block.done", NAME))
                    .may("UTILITY", "may.no")
                    .may("MESSAGE_TO_BUSINESS", "may.no")
                    .looksWell("blocked");
            assertEquals("REFUSED BLOCKED_BY_USER", person.permission(SHOP, "'category':'UTILITY'"));
            assertEquals("REFUSED BLOCKED_BY_USER", person.permission(SHOP, "'interaction':'MESSAGE_TO_BUSINESS'"));
            assertEquals("ALLOWED", person.permission(SHOP, "'interaction':'VIEW_CATALOGUE'"));

            person.go(person.words.of("blocked"))
                    .sees(NAME)
                    .looksWell("blocked-list")
                    .press(person.words.of("unblock") + " " + NAME);
            person.sees(person.words.of("unblock.done", NAME))
                    .sees(choices.get(2).get("label").textValue());
            assertEquals("CONTACTED", person.relation(SHOP).get("conversation").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource("atADesk")
    void aReportCanBlockInTheSameStep(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            JsonNode choices = person.contactedBy(SHOP).get("choices");
            person.open(NAME)
                    .choose(choices.get(1).get("label").textValue())
                    .sees(person.words.of("report.title", NAME))
                    .looksWell("report");
            person.page.locator("[value=IMPERSONATION]").check();
            person.page.locator("textarea").fill("This is not the bookshop.");
            person.pick(person.words.of("report.alsoBlock"))
                    .press(person.words.of("report.send"))
                    .sees(person.words.of("report.done"))
                    .sees("This is not the bookshop.")
                    .sees(person.words.of("block.done", NAME))
                    .looksWell("reported");
            JsonNode relation = person.relation(SHOP);
            assertTrue(relation.get("blocked").booleanValue());
            assertEquals(1, relation.get("reports").intValue());
            JsonNode reason = person.entries(SHOP, "CONSENT_DECISION").get(0).get("reason");
            assertEquals("IMPERSONATION", reason.get("code").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void toContinueIsToAgreeAndLaterThereIsAWayToStopTheMarketing(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            JsonNode choices = person.contactedBy(SHOP).get("choices");
            person.open(NAME)
                    .choose(choices.get(2).get("label").textValue())
                    .sees(person.words.of("continue.done"))
                    .may("UTILITY", "may.yes")
                    .may("MARKETING", "may.yes")
                    .looksWell("continued");
            assertEquals("EXPRESSED", person.relation(SHOP).get("basis").textValue());

            person.press(person.words.of("stop"))
                    .sees(person.words.of("stop.title", NAME))
                    .looksWell("stop")
                    .press(person.words.of("stop.send"));
            // The opt-out is no block: orders still come, and they can still talk.
            person.may("MARKETING", "may.no").may("UTILITY", "may.yes").may("MESSAGE_TO_BUSINESS", "may.yes");
            JsonNode relation = person.relation(SHOP);
            String stopsBy = relation.get("removal").get("stopsBy").textValue();
            JsonNode optOut = person.entries(SHOP, "MARKETING_PREFERENCE").get(0);
            person.sees(optOut.get("wordsShown").textValue())
                    .sees(person.words.of("stopsBy", person.day(stopsBy)))
                    .looksWell("stopped");
            assertEquals("OPTED_OUT", relation.get("marketing").textValue());
            // The business has the number to take off its list.
            assertEquals("IN_PROGRESS", relation.get("removal").get("status").textValue());

            // To decline is one press, as to answer is.
            person.press(person.words.of("reason.decline"))
                    .sees(person.words.of("reason.declined"))
                    .seesNot(person.words.of("reason.own"));
            assertEquals(
                    "DECLINED",
                    person.entries(SHOP, "OPT_OUT_REASON")
                            .get(0)
                            .get("reason")
                            .get("code")
                            .textValue());

            // The question comes again to whoever wants it, and goes without an answer.
            person.press(person.words.of("reason.change"))
                    .sees(person.words.of("reason.own"))
                    .looksWell("reason-again")
                    .press(person.words.of("cancel"))
                    .seesNot(person.words.of("reason.own"));
            assertEquals(1, person.entries(SHOP, "OPT_OUT_REASON").size());
            person.press(person.words.of("reason.change"))
                    .press(language.startsWith("ro") ? "Prea multe mesaje" : "Too many messages")
                    .sees(person.words.of("reason.thanks"));
            assertEquals(
                    "TOO_MANY",
                    person.entries(SHOP, "OPT_OUT_REASON")
                            .get(1)
                            .get("reason")
                            .get("code")
                            .textValue());

            person.press(person.words.of("optIn")).may("MARKETING", "may.yes").looksWell("opted-back-in");
            assertEquals("OPTED_IN", person.relation(SHOP).get("marketing").textValue());
            person.go(person.words.of("history"))
                    .sees(person.words.of("history.CONTINUE"))
                    .sees(person.words.of("history.OPT_OUT"))
                    .sees(person.words.of("history.DECLINED"))
                    .sees(person.words.of("history.OPT_IN"))
                    .looksWell("history");
        }
    }

    @ParameterizedTest
    @MethodSource("atADesk")
    void thePersonMayStopOnlyAPartAndSayWhyInTheirOwnWords(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.agreedWith(SHOP);
            person.open(NAME).press(person.words.of("stop")).pick(person.words.of("stop.some"));
            // Only a part, and none is picked: the page asks which.
            person.press(person.words.of("stop.send"));
            assertThat(person.page.getByRole(AriaRole.ALERT)).hasText(person.words.of("stop.pick"));
            assertThat(person.page.locator("[name=channel]")).isFocused();
            assertEquals("UNSET", person.relation(SHOP).get("marketing").textValue());
            person.looksWell("stop-no-part");
            person.page.locator("[name=topic]").selectOption("offers");
            person.looksWell("stop-a-part").press(person.words.of("stop.send"));
            person.may("MARKETING", "may.some");
            JsonNode part = person.relation(SHOP).get("scopes").get(0);
            assertEquals("{\"topic\":\"offers\"}", part.get("scope").toString());
            assertEquals("OPTED_OUT", part.get("marketing").textValue());
            assertEquals(
                    "ALLOWED",
                    person.permission(SHOP, "'category':'MARKETING','scope':{'channel':'email','topic':'news'}"));

            person.press(person.words.of("reason.own"));
            person.page.locator(".panel textarea").fill("Too loud for me");
            person.looksWell("own-words")
                    .press(person.words.of("reason.send"))
                    .sees("Too loud for me")
                    .sees(person.words.of("reason.thanks"));
            assertThat(person.page.locator("[role=log] .bubble").filter(having(person.words.of("reason.thanks"))))
                    .isFocused();
            person.looksWell("a-part-stopped");
            person.press(person.page.getByRole(AriaRole.COMPLEMENTARY).locator(".may button"));
            person.may("MARKETING", "may.yes");
        }
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void toWriteToABusinessIsAgreementToo(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.elsewhere("decide-consent", "'businessId':'%s','decision':'MESSAGE_SENT'".formatted(SHOP));
            person.open(NAME).may("UTILITY", "may.yes").sees(person.words.of("history.MESSAGE_SENT"));
            assertEquals("IMPLIED", person.relation(SHOP).get("basis").textValue());
            Locator why = person.page.locator(".may dd").first();
            assertThat(why).containsText(person.words.of("why.IMPLIED").split("\\{date}")[0]);
            // A link is no way to write, so the page speaks of none.
            assertThat(person.page.locator("[name=text]")).hasCount(0);
        }
    }

    /** Before the first message and after it the page says what writing means; a written no is as good as a pressed one. */
    @ParameterizedTest
    @MethodSource("atADesk")
    void writingIsAgreementInSoManyWordsAndAWrittenStopGetsTheWholeConfirmation(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.contactedBy(SHOP);
            person.page.addInitScript(
                    "sessionStorage.setItem('consimt.sample.person', 'person %s')".formatted(person.userId));
            person.page.navigate("/person/#/business/" + SHOP);
            person.sees(person.words.of("write.agrees.marketing")).looksWell("before-writing");
            person.writes("Bun venit 123")
                    .sees(person.words.of("write.agreed.marketing"))
                    .seesNot(person.words.of("write.agrees.marketing"))
                    .may("MARKETING", "may.yes")
                    .looksWell("written");
            person.writes("STOP").may("MARKETING", "may.no").sees("STOP");
            assertThatTheConfirmationIsThere(person);
            person.looksWell("stopped-by-writing");

            // After a reload the question and the way back are there, from what the functions tell.
            person.page.reload();
            assertThatTheConfirmationIsThere(person);
            person.press(person.words.of("reason.decline")).sees(person.words.of("reason.declined"));
            person.page.reload();
            person.sees(person.words.of("reason.declined"));
            assertThat(person.button(person.words.of("reason.decline"))).hasCount(0);
            person.press(person.page.locator(".chips [data-permits]"));
            person.may("MARKETING", "may.yes");
            person.page.reload();
            person.may("MARKETING", "may.yes");
            assertThat(person.page.locator(".chips")).hasCount(0);
        }
    }

    /** The day, the question why, and the way back. */
    private static void assertThatTheConfirmationIsThere(PersonPage person) {
        String stopsBy = person.relation(SHOP).get("removal").get("stopsBy").textValue();
        JsonNode told = person.elsewhere(
                        "read-relation", "'businessId':'%s','locale':'%s'".formatted(SHOP, person.language))
                .at("/relation/confirmation");
        person.sees(told.get("text").textValue())
                .sees(told.at("/askReason/text").textValue())
                .sees(told.at("/askReason/options/1/label").textValue())
                .sees(told.at("/optBackIn/text").textValue())
                .sees(person.words.of("stopsBy", person.day(stopsBy)));
        assertThat(person.page.locator(".chips [data-permits]")).hasCount(1);
    }

    @ParameterizedTest
    @MethodSource("onAPhone")
    void aClaimIsShownWithItsProofAndWhoSaysThatItWasNotThemHasOptedOutOnce(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.claimedBy(SHOP, "Form 7 of our shop, <b>signed</b>");
            person.open(NAME)
                    .sees(person.words.of("history.CLAIM.OPT_IN"))
                    .sees(person.words.of("claim.proof", "Form 7 of our shop, <b>signed</b>"))
                    .sees(person.words.of("why.claimed"))
                    .may("MARKETING", "may.yes")
                    .looksWell("claimed");
            Locator notMe = person.button(person.words.of("claim.notMe"));
            notMe.dblclick();
            person.may("MARKETING", "may.no").may("UTILITY", "may.no").sees(person.words.of("claim.notMe"));
            assertThat(notMe).hasCount(0);
            // That the person did not agree is why, and nothing of this business arrives.
            person.looksWell("claim-disowned")
                    .seesNot(person.words.of("reason.decline"))
                    .seesNot(
                            Words.of(Business.unconfigured(new BusinessId("x")), Locale.forLanguageTag(person.language))
                                    .say("optOut.orders"));
            assertEquals(
                    List.of("OPT_OUT true"),
                    person.entries(SHOP, "MARKETING_PREFERENCE").stream()
                            .map(entry -> entry.get("value").textValue() + " " + entry.get("disownsClaims"))
                            .toList());
            assertEquals("OPTED_OUT", person.relation(SHOP).get("marketing").textValue());
            assertFalse(person.relation(SHOP).has("claims"));
            person.go(person.words.of("history"))
                    .sees(person.words.of("history.notMe"))
                    .looksWell("history-disowned");
        }
    }

    /** Nothing that a block would make untrue is offered: neither by the actions, nor by the confirmation, nor by a part. */
    @ParameterizedTest
    @MethodSource("onAPhone")
    void whoBlockedIsOfferedNoMarketingUntilTheyUnblock(String language, Screen screen) {
        try (PersonPage person = new PersonPage(language, screen)) {
            person.agreedWith(SHOP);
            person.elsewhere("request-opt-out", "'businessId':'%s','scope':{'channel':'sms'}".formatted(SHOP));
            person.elsewhere("request-opt-out", "'businessId':'%s'".formatted(SHOP));
            Locator permits = person.page.locator("main [data-permits]");
            person.open(NAME).sees(person.words.of("optIn"));
            person.press(person.words.of("block"))
                    .sees(person.words.of("blocked.note").split("\\{date}")[1]);
            assertThat(permits).hasCount(1);
            assertThat(permits).hasText(person.words.of("unblock"));
            assertEquals("REFUSED BLOCKED_BY_USER", person.permission(SHOP, "'category':'MARKETING'"));
            person.looksWell("blocked-and-stopped");
        }
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
