package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.Business;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.BusinessId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "No" and nothing else: to marketing it may be a refusal, to a question about an order it is an answer. */
class BareNoTest {

    private final RefusalClassifier judge = RefusalClassifier.of(Business.unconfigured(new BusinessId("b")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No",
                "no, thanks!",
                "Nope.",
                "Hello, no thank you",
                "Nu",
                "nu, mersi",
                "No, gracias",
                "Não",
                "não, obrigada",
                "Non",
                "Non merci",
                "Nein",
                "nee",
                "Nein, danke",
                "no grazie",
                "नहीं",
                "nahi",
                "tidak",
                "gak",
                "لا",
                "لا شكرا",
                "jetzt nicht",
                "Derzeit kein Bedarf, danke",
                "momentan nicht gewünscht",
                "adesso no",
                "per ora non mi interessa",
                "अभी नहीं चाहिए",
                "abhi zarurat nahi hai",
                "No\nSent from my iPhone"
            })
    void aBareNoIsTalkOnlyInAnswerToAMessageWithoutMarketing(String message) {
        assertEquals(Judgement.SUSPECTED_REFUSAL, judge.ofText("", message));
        assertEquals(
                Judgement.SUSPECTED_REFUSAL,
                judge.ofChat(message.lines().findFirst().orElseThrow()));
        assertEquals(Judgement.TALK, judge.ofAnswer("", message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no more",
                "No. Leave me alone.",
                "not interested",
                "no, I do not wish to be contacted",
                "nu mă interesează",
                "nein, kein Interesse",
                "jetzt nicht, und nie wieder Werbung",
                "kein Bedarf",
                "non mi interessa",
                "no contact",
                "no spam",
                "never"
            })
    void whatSaysMoreStaysAPossibleRefusal(String message) {
        assertEquals(Judgement.SUSPECTED_REFUSAL, judge.ofAnswer("", message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "Unsubscribe", "dezabonare"})
    void anOptOutWordOptsOutWhateverItAnswers(String message) {
        assertEquals(Judgement.OPT_OUT, judge.ofAnswer("", message));
        assertEquals(Judgement.OPT_OUT, judge.ofAnswer(message, ""));
    }
}
