package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.relation.BusinessId;
import consimt.whatsapp.Shop;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole messages as people write them: for each language what opts out, and what comes near and does not. */
class OptOutWordsTest {

    private static final OptOutWords ALL = OptOutWords.of(List.of(), List.of());

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            en | STOP
            en | Stop
            en | stop.
            en | Stop, thank you
            en | Stop. Thank you!
            en | please stop
            en | PLEASE STOP!!!
            en | Stop please, thanks
            en | STOP STOP STOP
            en | stop, please stop
            en | "stop"
            en | “Stop”
            en | *STOP*
            en | (stop)
            en | Stop 🙏
            en | 🛑 STOP 🛑
            en | STOP ✋🏽
            en | Stop…
            en | — stop —
            en | ＳＴＯＰ
            en | 🛑
            en | 🛑🛑🛑
            en | 🛑 🛑️
            en | STOP ALL MESSAGES
            en | Stop now
            en | ok stop
            en | Ok, stop please 🙏
            en | Stop it
            en | stop sending
            en | STOPALL
            en | stop all
            en | Stop-all
            en | opt out
            en | OPT-OUT
            en | opt‑out
            en | opt–out please
            en | OptOut
            en | quit
            en | End
            en | Revoke.
            en | Cancel
            en | unsubscribe
            en | UNSUBSCRİBE
            en | quıt
            en | Unsubscribe me, pls
            en | Remove
            en | Stop promotions
            ro | STOP
            ro | nu mai vreau
            ro | Anulare abonare
            ro | Gata cu reclamele!
            ro | Stop. Mulțumesc
            ro | Stop, multumesc!
            ro | Stop, mulţumesc frumos
            ro | vă rog stop
            ro | Dezabonare
            ro | DEZABONARE, va rog
            ro | dezabonează-mă
            ro | Dezaboneaza ma, te rog
            ro | Oprește
            ro | opreşte
            ro | OPRESTE!
            ro | Renunț
            ro | renunţ.
            ro | RENUNT, mersi
            ro | Nu mai vreau mesaje
            es | BAJA
            es | Baja, por favor
            es | ¡Baja! Gracias
            es | Darme de baja
            es | detener
            es | Parar. Muchas gracias
            es | Salir
            es | cancelar suscripcion
            es | No quiero más mensajes
            pt | PARAR
            pt | basta mensagens
            pt | Stop mensagens, sff
            pt | Parar, por favor
            pt | Sair. Obrigado
            pt | SAIR!!
            pt | descadastrar
            pt | Cancelar inscricao
            pt | não quero mais mensagens
            pt | NAO QUERO MAIS MENSAGENS, obg
            fr | ARRET
            fr | Arrêt
            fr | arrêt, merci
            fr | Stop s'il vous plaît
            fr | Stop s’il te plait
            fr | STOP SVP
            fr | Désabonner
            fr | se desabonner
            fr | Désinscription. Merci d'avance.
            fr | STOP PUB
            de | Stopp
            de | STOPP!
            de | Abmelden, bitte
            de | bitte abmelden
            de | abbestellen
            de | Newsletter abbestellen, vielen Dank
            de | Keine Werbung mehr
            de | aufhören
            de | AUFHOEREN
            de | Stop. Mit freundlichen Grüßen
            de | Stop. MIT FREUNDLICHEN GRÜSSEN
            it | Disiscrivimi
            it | cancella iscrizione
            it | Cancellami, per favore
            it | Stop, grazie mille
            it | STOP PUBBLICITA
            hi | बंद करें
            hi | कृपया बंद करें।
            hi | बंद करो!
            hi | बन्द करो
            hi | बन्द करें
            hi | रोकें
            hi | स्टॉप
            hi | STOP, धन्यवाद
            hi | मैसेज बंद करें, प्लीज
            hi | band karo
            hi | Band karo, kripya
            id | BERHENTI
            id | Stop iklan, makasih
            id | Berhenti, terima kasih
            id | tolong berhenti
            id | berhenti berlangganan
            id | UNREG
            id | Mohon hentikan
            ar | إيقاف
            ar | ايقاف
            ar | إِيقَاف
            ar | إيقـــاف
            ar | توقف، شكراً
            ar | من فضلك توقف
            ar | إلغاء الاشتراك
            ar | الغاء الاشتراك لو سمحت
            ar | STOP شكرا
            """)
    void optsOut(String language, String message) {
        assertTrue(OptOutWords.of(List.of(Locale.forLanguageTag(language)), List.of())
                .isOptOut(message));
        assertTrue(ALL.isOptOut(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200BSTOP\u200B",
                "\u202Astop\u202C",
                "\u2066stop\u2069",
                "s\u00ADt\u200Dop",
                "\uFEFFStop",
                "\u00A0Stop\u00A0",
                "\tstop\r\n",
                "STOP\n\nThank you",
                "stop\u3002",
                "stop\u060C \u0634\u0643\u0631\u0627",
                "\u200F\u0625\u064A\u0642\u0627\u0641\u200E",
                "arre\u0302t",
                "ARRE\u0302T",
                "opres\u0326te",
                "stop\uFE0F",
                "\u24E2\u24E3\u24DE\u24DF",
                "st\uFF4F\uFF50"
            })
    void whatCannotBeSeenMakesNoDifference(String message) {
        assertTrue(ALL.isOptOut(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // English
                "we have got to STOP this",
                "We have got to stop this, thanks",
                "bus stop",
                "stop by tomorrow?",
                "Can I stop by?",
                "nonstop",
                "non-stop",
                "stopped",
                "stopping",
                "stops",
                "don't stop",
                "Don’t stop, please",
                "do not stop",
                "please don't stop",
                "never stop",
                "cancel my order",
                "please cancel my order",
                "Cancel it",
                "can you cancel?",
                "cancelled",
                "unsubscribed already?",
                "I unsubscribed",
                "how do I unsubscribe?",
                "un-stop",
                "unstop",
                "cancel unsubscribe",
                "cancel stop",
                "The end",
                "end of the month",
                "weekend",
                "end-to-end",
                "quite",
                "I quit smoking",
                "remove the last item",
                "remove one",
                "opt",
                "opt in",
                "out",
                "all",
                "no",
                "No, thanks",
                "yes",
                "start",
                "ok",
                "please",
                "thank you",
                "Thanks, please",
                "s t o p",
                "S.T.O.P.",
                "st op",
                "stop2",
                "stop 2",
                "5top",
                "$top",
                "stop/go",
                "stop and go",
                "STOP the car",
                "full stop",
                "stopover",
                "hi stop",
                "pit stop please",
                "one-stop shop",
                "@stopshop",
                "stop.example",
                "https://shop.example/stop",
                "",
                " ",
                "...",
                "🛑 👍",
                "🛑 here",
                "✋",
                "👍",
                "👎 🙏",
                // Romanian
                "Nu te opri",
                "nu opriți",
                "Ștop? ce e asta",
                "stop joc",
                "Mă opresc mâine la magazin",
                "oprește-te",
                "renunț la comandă",
                "Nu renunț",
                "anulează",
                "Vreau dezabonare de la revistă?",
                "Mulțumesc",
                "nu",
                "pare",
                // Spanish and Portuguese
                "no pares",
                "planta baja",
                "baja el precio",
                "trabaja",
                "cancelar",
                "cancelar pedido",
                "salir mañana",
                "sem parar",
                "não parar",
                "sair amanhã",
                "pare",
                "remover",
                // French, German, Italian
                "arrêt de bus",
                "arrêtez de sonner à la porte",
                "sans arrêt",
                "annuler",
                "annuler ma commande",
                "merci",
                "nicht stoppen",
                "ich will mich nicht abmelden",
                "Bestellung stornieren",
                "kündigen",
                "Ende",
                "bitte",
                "basta",
                "annulla",
                "cancella l'ordine",
                "senza stop",
                // Hindi, Indonesian, Arabic
                "बंद",
                "बद करें",
                "बंद कर",
                "दुकान कब बंद करें",
                "मत रोको",
                "रक",
                "jangan berhenti",
                "bus berhenti di mana",
                "pemberhentian",
                "batal",
                "tolong",
                "إلغاء",
                "لا تتوقف",
                "إيقاف الطلب",
                "محطة توقف الباص",
                "شكرا"
            })
    void isANearMissAndDoesNotOptOut(String message) {
        assertFalse(ALL.isOptOut(message));
    }

    @ParameterizedTest(name = "{0}, at a business whose languages are {1}: {2}")
    @CsvSource({
        "STOP,        ja,       true",
        "Unsubscribe, ja,       true",
        "Dezabonare,  ro,       true",
        "Dezabonare,  ro-MD,    true",
        "Dezabonare,  de,       false",
        "Dezabonare,  ja,       false",
        "Dezabonare,  de ro,    true",
        "Dezabonare,  '',       true",
        "Parar,       pt-PT,    true",
        "Parar,       pt-BR,    true",
        "Stopp,       de-AT,    true",
        "berhenti,    id,       true",
        "berhenti,    in,       true",
        "Stopp,       en,       false",
        "Stop Danke,  ro,       true",
        "Parar promoções, pt,   true",
        "Parar promoções, ro,   false"
    })
    void theWordsAreThoseOfTheBusinessesLanguagesAndAlwaysTheEnglishOnes(
            String message, String languages, boolean optsOut) {
        List<Locale> locales = languages.isEmpty()
                ? List.of()
                : List.of(languages.split(" ")).stream()
                        .map(Locale::forLanguageTag)
                        .toList();
        assertEquals(optsOut, OptOutWords.of(locales, List.of()).isOptOut(message));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Gata!,           true",
        "'gata, mersi',   true",
        "GATA GATA,       true",
        "gata cu asta,    false",
        "iptal,           true",
        "İPTAL,           true",
        "IPTAL,           true",
        "ıptal,           true",
        "やめて,             true",
        "やめてください,         false",
        "2,               true",
        "2️⃣,              true",
        "22,              false",
        "lista afara,     true",
        "Listă – afară,   true",
        "stop,            true",
        "thanks,          true",
        "stop thanks,     true",
        "mersi,           false"
    })
    void aBusinessHasWordsOfItsOwn(String message, boolean optsOut) {
        OptOutWords words = OptOutWords.of(
                List.of(Locale.forLanguageTag("tr")),
                List.of("gata", "İptal", "やめて", "2", "Listă afară", "Thanks", "🛑"));
        assertEquals(optsOut, words.isOptOut(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP.\nSent from my iPhone",
                "Stop\n\nGet Outlook for Android",
                "stop\r\nTrimis de pe iPhone-ul meu",
                "STOP\n-- \nJohn",
                "STOP\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop <a@shop.example> wrote:\n> New lamps!",
                "STOP\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop <a@shop.example> wrote:\n\nNew lamps! To end this, answer STOP",
                "Stop\n-----Ursprüngliche Nachricht-----\nNeue Lampen!"
            })
    void whatAProgramAddsMakesNoDifference(String message) {
        assertTrue(ALL.isOptOut(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes please\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop wrote:\n\nSTOP",
                "> STOP\nWhat does that mean?",
                "Sent from my iPhone",
                "Stop\nat the corner"
            })
    void whatIsOnlyQuotedDoesNotOptOut(String message) {
        assertFalse(ALL.isOptOut(message));
    }

    @Test
    void theyAreTakenFromTheSettings() {
        Business defaults = Business.unconfigured(new BusinessId("b"));
        assertTrue(OptOutWords.of(defaults).isOptOut("Dezabonare"));
        assertFalse(OptOutWords.of(defaults).isOptOut("gata"));
        OptOutWords words = OptOutWords.of(Shop.with(List.of(Locale.GERMAN), List.of("gata"), null));
        assertTrue(words.isOptOut("Gata"));
        assertTrue(words.isOptOut("Abmelden"));
        assertFalse(words.isOptOut("Dezabonare"));
        assertTrue(OptOutWords.of(Shop.with(List.of(Locale.GERMAN), null, null)).isOptOut("Abmelden"));
    }

    @Test
    void theLongestOwnWordFitsWithCourtesy() {
        // 40 letters of two units each.
        String longest = "\uD83A\uDD00".repeat(40);
        OptOutWords words = OptOutWords.of(List.of(), List.of(longest));
        assertTrue(words.isOptOut(longest + ", please!"));
    }

    @Test
    void aLongTextIsNoKeyword() {
        assertTrue(ALL.isOptOut("stop" + " ".repeat(OptOutWords.LONGEST - 4)));
        assertFalse(ALL.isOptOut("stop" + " ".repeat(OptOutWords.LONGEST - 3)));
        String threeMegabytes = "stop ".repeat(600_000);
        assertFalse(ALL.isOptOut(threeMegabytes));
        assertFalse(OptOutButtons.isStopLabel(threeMegabytes));
    }
}
