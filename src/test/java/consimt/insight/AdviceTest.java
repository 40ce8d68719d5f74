package consimt.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a business reads. */
class AdviceTest {

    private final World world = World.fresh();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'ja','en' | 42% of those who left in November say “Too many messages”; in October it was 17%.     | Half of those who left in November after a message did so within 2 hours. | 24 people left in November; in October only 12.
            'ro'      | 42 % dintre cei care au plecat în noiembrie spun „Prea multe mesaje”; în octombrie erau 17 %. | Jumătate dintre cei care au plecat în noiembrie după un mesaj au plecat în cel mult 2 ore. | 24 de persoane au plecat în noiembrie; în octombrie doar 12.
            'es'      | El 42 % de quienes se dieron de baja en noviembre dice «Demasiados mensajes»; en octubre era el 17 %. | La mitad de quienes se dieron de baja en noviembre tras un mensaje lo hizo en 2 horas como máximo. | 24 personas se dieron de baja en noviembre; en octubre, solo 12.
            'pt-BR'   | 42% das pessoas que saíram em novembro dizem “Mensagens demais”; em outubro eram 17%. | Metade das pessoas que saíram em novembro depois de uma mensagem saiu em até 2 horas. | 24 pessoas saíram em novembro; em outubro, somente 12.
            'fr'      | 42 % des personnes parties en novembre disent « Trop de messages » ; en octobre, c’était 17 %. | La moitié des personnes parties en novembre après un message l’ont fait en 2 heures au plus. | 24 personnes sont parties en novembre ; en octobre, seulement 12.
            'de'      | 42 % derer, die sich im November abgemeldet haben, sagen „Zu viele Nachrichten“; im Oktober waren es 17 %. | Die Hälfte derer, die sich im November nach einer Nachricht abgemeldet haben, tat es nach höchstens 2 Stunden. | 24 Personen haben sich im November abgemeldet; im Oktober nur 12.
            """)
    void adviceIsInTheFirstLanguageOfTheBusinessThatHasTexts(String languages, String grew, String soon, String more) {
        configure(languages);
        world.clock.set(Instant.parse("2026-10-10T10:00:00Z"));
        leave(2, "'reason':{'code':'TOO_MANY'}");
        leave(10, "'reason':{'code':'OTHER'}");
        world.clock.set(Instant.parse("2026-11-24T12:00:00Z"));
        leave(10, "'reason':{'code':'TOO_MANY'},'messageSentAt':'2026-11-24T10:12:00Z'");
        leave(14, "'reason':'DECLINED'");
        assertEquals(List.of(grew, soon, more), texts("'by':'month'"));
    }

    @Test
    void aCampaignAndAScopeThatManyLeftByAreNamed() {
        configure("'en'");
        leave(5, "'campaign':'{share} spring','scope':{'channel':'sms','topic':'offers'},'reason':{'code':'OWN'}");
        leave(8, "'reason':'DECLINED'");
        String days = "from October 1, 2026 to November 30, 2026";
        assertEquals(
                List.of(
                        "38% of those who left " + days + " did so after a message of the campaign “{share} spring”.",
                        "38% of those who left " + days + " say “It’s not for me”."),
                texts("'by':'campaign'"));
        assertEquals(
                "38% of those who left " + days + " stopped only this part of your marketing: Offers, SMS.",
                texts("'by':'scope'").get(0));
        JsonNode figures = report("'by':'campaign'").at("/advice/0/figures");
        assertEquals(World.tree("{'rule':'ONE_CAMPAIGN','people':13,'key':'{share} spring','share':0.385}"), figures);
    }

    @Test
    void aWeekIsNamedByItsMonday() {
        configure("'en'");
        leave(12, "'channel':'app'");
        assertEquals(
                List.of(
                        "Nothing is known about why 100% of those who left in the week of November 23, 2026 did so. Ask them: the answer to an opt-out has the question."),
                texts("'by':'week'"));
    }

    private void configure(String languages) {
        world.settle(
                "shop",
                "'name':'Shop','languages':[%s],'topics':[{'code':'offers','labels':{'en':'Offers'}}]",
                languages);
        if (languages.equals("'en'")) {
            world.settle(
                    "shop",
                    "'name':'Shop','languages':['en'],'topics':[{'code':'offers','labels':{'en':'Offers'}}],'reasons':[{'code':'OWN','labels':{'en':'It’s not for me'}}]");
        }
    }

    private void leave(int people, String how) {
        for (int i = 0; i < people; i++) {
            world.call("request-opt-out", "{'userId':'%s','businessId':'shop'," + how + "}", World.somebody());
        }
    }

    private JsonNode report(String by) {
        return world.call("report-reasons", "{'businessId':'shop','from':'2026-10-01','to':'2026-11-30',%s}", by);
    }

    /** With plain blanks, since releases of Java differ in the kind of blank before a sign. */
    private List<String> texts(String by) {
        return report(by).get("advice").findValuesAsText("text").stream()
                .map(text -> text.replace('\u00a0', ' ').replace('\u202f', ' '))
                .toList();
    }
}
