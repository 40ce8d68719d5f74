package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.consent.Decision;
import consimt.consent.OpenConversation;
import consimt.consent.OpenConversation.Choice;
import consimt.relation.BusinessId;
import consimt.whatsapp.Shop;
import consimt.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptOutButtonsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Stop promotions,                                 true",
        "STOP PROMOTIONS,                                 true",
        "STOP_PROMOTIONS,                                 true",
        "Stop promotions 🛑,                               true",
        "Opt out of marketing messages,                   true",
        "Oprește promoțiile,                              true",
        "Opreste promotiile,                              true",
        "Detener promociones,                             true",
        "Parar promoções,                                 true",
        "PARAR PROMOCOES,                                 true",
        "Arrêter les promotions,                          true",
        "Erhalt von Marketing-Nachrichten widersprechen,  true",
        "Werbeaktionen stoppen,                           true",
        "Interrompi promozioni,                           true",
        "प्रमोशन बंद करें,                                true",
        "Hentikan promosi,                                true",
        "إيقاف العروض الترويجية,                          true",
        "ايقاف العروض,                                    true",
        "See promotions,                                  false",
        "Resume promotions,                               false",
        "Don't stop promotions,                           false",
        "Stop promotions please,                          false",
        "promotions,                                      false",
        "Shop now,                                        false",
        "Stop,                                            false",
        "'',                                              false"
    })
    void thePlatformsLabelIsKnownInEveryLanguageAndOnlyAsAWhole(String text, boolean isStop) {
        assertEquals(isStop, OptOutButtons.isStopLabel(text));
        assertEquals(isStop, new OptOutButtons(Set.of(), Map.of()).isOptOut(text));
    }

    @Test
    void theChoicesThatRefuseAFirstContactAreKnownInEachOfTheirLanguages() {
        for (String language : List.of("de", "en", "es", "fr", "pt", "ro")) {
            Words words = Words.ofNobody(Locale.forLanguageTag(language));
            assertEquals(language, words.language());
            for (Choice choice : OpenConversation.choices(words)) {
                boolean refuses = choice.decision() != Decision.CONTINUE;
                assertEquals(refuses, OptOutButtons.isRefusingChoice(choice.label()), choice.label());
                assertEquals(
                        refuses,
                        OptOutButtons.isRefusingChoice(choice.decision().name()));
                assertEquals(refuses, PossibleRefusal.isOneOnAButton(choice.label()));
            }
        }
    }

    @Test
    void aBusinessesOwnIdIsComparedAsItStands() {
        OptOutButtons buttons = OptOutButtons.of(Shop.with(List.of(), null, List.of("promo-off", "Nu, mulțumesc")));
        assertTrue(buttons.isOptOut("promo-off"));
        assertTrue(buttons.isOptOut("Nu, mulțumesc"));
        assertTrue(buttons.isOptOut("Parar promoções"));
        assertFalse(buttons.isOptOut("PROMO-OFF"));
        assertFalse(buttons.isOptOut("promo-off "));
        assertFalse(buttons.isOptOut("promo"));
        assertFalse(OptOutButtons.of(Shop.with(List.of(), null, null)).isOptOut("promo-off"));
        assertFalse(OptOutButtons.of(Business.unconfigured(new BusinessId("b"))).isOptOut("promo-off"));
    }
}
