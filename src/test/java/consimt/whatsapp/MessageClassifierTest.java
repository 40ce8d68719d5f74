package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.Business;
import consimt.refusal.RefusalClassifier;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Button;
import consimt.whatsapp.envelope.Button.Place;
import consimt.whatsapp.envelope.Person;
import consimt.whatsapp.envelope.Timestamp;
import consimt.whatsapp.envelope.Update.Head;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.MessageWords;
import consimt.whatsapp.envelope.Update.WebhookField;
import consimt.whatsapp.envelope.WhatsAppMessageId;
import consimt.whatsapp.envelope.WhatsAppMessageType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buttons that opt out, and those of orders, menus and questions that only look so. */
class MessageClassifierTest {

    private static final Business SHOP = Shop.with(List.of(), List.of("nu mai vreau"), List.of("stop-offers"));

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            BUTTON       | BLOCK               | -                                | SUSPECTED_REFUSAL
            BUTTON       | 7                   | Report                           | SUSPECTED_REFUSAL
            BUTTON_REPLY | REPORT              | Signaler                         | SUSPECTED_REFUSAL
            BUTTON_REPLY | 7                   | Blocați                          | SUSPECTED_REFUSAL
            BUTTON_REPLY | CONTINUE            | Continue                         | TALK
            BUTTON       | 7                   | Report a leak                    | TALK
            BUTTON       | 7                   | Leave me alone                   | TALK
            ELSEWHERE    | -                   | Report                           | TALK
            ELSEWHERE    | -                   | Leave me alone                   | SUSPECTED_REFUSAL
            ELSEWHERE    | -                   | Go away                          | SUSPECTED_REFUSAL
            ELSEWHERE    | -                   | I am sick of your messages       | SUSPECTED_REFUSAL
            ELSEWHERE    | -                   | STOP                             | SUSPECTED_REFUSAL
            ELSEWHERE    | -                   | Nu mai vreau                     | SUSPECTED_REFUSAL
            ELSEWHERE    | -                   | stop-offers                      | SUSPECTED_REFUSAL
            ELSEWHERE    | -                   | Прошу больше меня не беспокоить  | UNKNOWN_SCRIPT
            ELSEWHERE    | -                   | Cancel                           | TALK
            ELSEWHERE    | -                   | Exit                             | TALK
            ELSEWHERE    | -                   | no                               | TALK
            ELSEWHERE    | -                   | No, thanks                       | TALK
            """)
    void aSentenceInAFormCountsAsInAMessageAndHoldsAtMost(
            Place source, @Nullable String payload, @Nullable String text, Judgement judgement) {
        assertEquals(judgement, judged(source, payload, text));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            BUTTON       | -                   | STOP                 | true
            BUTTON       | STOP                | -                    | true
            BUTTON       | offers-no           | Unsubscribe          | true
            BUTTON       | offers-no           | Dezabonare           | true
            BUTTON       | offers-no           | Stop promotions      | true
            BUTTON       | stop-offers         | No, thanks           | true
            BUTTON       | offers-no           | Nu mai vreau         | true
            BUTTON       | order-4711-cancel   | Cancel               | false
            BUTTON       | Cancel              | Cancel               | false
            BUTTON       | visit-no            | Renunț               | false
            BUTTON       | -                   | End                  | false
            BUTTON       | -                   | Abmelden             | false
            BUTTON       | offers-no           | Stop, thank you      | false
            BUTTON_REPLY | keep-cart-no        | Cancel               | false
            BUTTON_REPLY | remove-item-7       | Remove               | false
            BUTTON_REPLY | timer               | Stop                 | false
            BUTTON_REPLY | salir               | Salir                | false
            BUTTON_REPLY | stop-offers         | Cancel               | true
            BUTTON_REPLY | Stop promotions     | -                    | true
            BUTTON_REPLY | 7                   | Parar promoções      | true
            LIST_REPLY   | menu-exit           | End                  | false
            LIST_REPLY   | unsubscribe         | Unsubscribe          | true
            LIST_REPLY   | 7                   | Unsubscribe          | false
            LIST_REPLY   | stop-offers         | No more offers       | true
            ELSEWHERE    | -                   | STOP                 | false
            ELSEWHERE    | -                   | Stop promotions      | false
            ELSEWHERE    | -                   | stop-offers          | false
            """)
    void aButtonOptsOutByItsIdItsLabelOrInATemplateByItsText(
            Place source, @Nullable String payload, @Nullable String text, boolean optsOut) {
        assertEquals(optsOut, judged(source, payload, text) == Judgement.OPT_OUT);
    }

    private static Judgement judged(Place source, @Nullable String payload, @Nullable String text) {
        WhatsAppMessageType type =
                source == Place.BUTTON ? WhatsAppMessageType.BUTTON : WhatsAppMessageType.INTERACTIVE;
        MessageReceived message = new MessageReceived(
                new Head(
                        "1",
                        new Person(null, null, new UserId("40700000001")),
                        new Timestamp(Instant.EPOCH, null, false)),
                new WhatsAppMessageId("wamid.1"),
                WebhookField.MESSAGES,
                type,
                MessageWords.of(null, List.of(new Button(source, payload, text))),
                null);
        return new MessageClassifier(RefusalClassifier.of(SHOP)).of(message);
    }
}
