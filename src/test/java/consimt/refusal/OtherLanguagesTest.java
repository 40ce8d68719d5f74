package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.BusinessId;
import consimt.whatsapp.Shop;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in languages that have no phrases: their opt-out words, and scripts that nobody here reads. */
class OtherLanguagesTest {

    private static final Business OF_NO_LANGUAGE = Business.unconfigured(new BusinessId("b"));

    private static Judgement judged(Business business, String message) {
        return RefusalClassifier.of(business).ofChat(message);
    }

    @Test
    void anOptOutWordOfAnyLanguageIsAPossibleRefusalAtEveryBusiness() {
        Business german = Shop.with(List.of(Locale.GERMAN), null, null);
        Vocabulary.further(new ObjectMapper())
                .get("optOut")
                .forEach(language -> language.fieldNames().forEachRemaining(word -> {
                    assertTrue(judged(OF_NO_LANGUAGE, word).mayRefuse(), word);
                    assertTrue(judged(german, word + "!").mayRefuse(), word);
                }));
    }

    @Test
    void itIsAnOptOutAtABusinessOfThatLanguage() {
        for (Map.Entry<String, Set<String>> language :
                Vocabulary.get().further().entrySet()) {
            Business business = Shop.with(List.of(Locale.forLanguageTag(language.getKey())), null, null);
            for (String word : language.getValue()) {
                assertEquals(Judgement.OPT_OUT, judged(business, word), language.getKey() + " " + word);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "退订, de, SUSPECTED_REFUSAL",
        "退订, zh, OPT_OUT",
        "退订谢谢。, zh-CN, OPT_OUT",
        "Стоп, ro, SUSPECTED_REFUSAL",
        "СТОП!, ru, OPT_OUT",
        "'Стоп, пожалуйста', ru-RU, OPT_OUT",
        "수신거부, ro, SUSPECTED_REFUSAL",
        "수신거부, ko, OPT_OUT",
        "配信停止, ja, OPT_OUT",
        "ΣΤΟΠ, el, OPT_OUT",
        "Στοπ, de, SUSPECTED_REFUSAL",
        "הסר, he, OPT_OUT",
        "RET, tr, OPT_OUT",
        "Ret!, da, SUSPECTED_REFUSAL",
        "Avmeld, nb, OPT_OUT",
        "AFMELD, da, OPT_OUT",
        "STOP, ja, OPT_OUT"
    })
    void aWordCountsByTheBusinesssLanguages(String message, String language, Judgement judgement) {
        assertEquals(judgement, judged(Shop.with(List.of(Locale.forLanguageTag(language)), null, null), message));
    }

    /** It may be a refusal, so it is no agreement; most are none, so nobody has to read it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "请不要再给我发短信了",
                "Пожалуйста, не присылайте мне больше ничего",
                "Где мой заказ?",
                "더 이상 문자를 보내지 마시기 바랍니다",
                "Μη μου ξαναγράψετε ποτέ",
                "Mail: не пишите мне никогда больше",
                "👍 Спасибо!",
                "はい",
                "ok 好的好的"
            })
    void whatIsMostlyInAnUnknownScriptSaysNothing(String message) {
        for (Business business : List.of(OF_NO_LANGUAGE, Shop.with(List.of(Locale.CHINESE), null, null))) {
            assertEquals(Judgement.UNKNOWN_SCRIPT, judged(business, message));
            assertEquals(
                    Judgement.UNKNOWN_SCRIPT, RefusalClassifier.of(business).ofCaption(message));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "👍",
                "42",
                "?!",
                "Merci Ольга",
                "Two of 灯, please",
                "نعم، اثنان",
                "दो दीजिए",
                "𝓽𝔀𝓸",
                "Ｔｗｏ"
            })
    void allElseIsTalk(String message) {
        assertEquals(Judgement.TALK, judged(OF_NO_LANGUAGE, message));
    }

    @Test
    void aRefusalBesideAnotherScriptIsFound() {
        assertEquals(
                Judgement.SUSPECTED_REFUSAL,
                judged(OF_NO_LANGUAGE, "Не пишите мне, do not contact me, не пишите мне больше никогда"));
        assertNotEquals(Judgement.TALK, judged(OF_NO_LANGUAGE, "SТОР, пожалуйста"));
    }
}
