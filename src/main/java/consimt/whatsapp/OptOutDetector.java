package consimt.whatsapp;

import consimt.business.Business;
import consimt.refusal.OptOutButtons;
import consimt.refusal.OptOutWords;
import consimt.whatsapp.envelope.Button;
import consimt.whatsapp.envelope.Update.MessageSent;
import org.jspecify.annotations.Nullable;

/** Decides whether a message is an opt-out for one business. */
final class OptOutDetector {

    private final OptOutWords words;
    private final OptOutButtons buttons;

    private OptOutDetector(OptOutWords words, OptOutButtons buttons) {
        this.words = words;
        this.buttons = buttons;
    }

    static OptOutDetector of(Business business) {
        return new OptOutDetector(OptOutWords.of(business), OptOutButtons.of(business));
    }

    /** Whether its text is an opt-out word, or its button an opt-out button. */
    boolean isOptOut(MessageSent message) {
        return (message.text() != null && words.isOptOut(message.text()))
                || message.buttons().stream().anyMatch(this::isOptOut);
    }

    /** The titles of a menu may be anything, so in a menu only the id may be an opt-out word. */
    private boolean isOptOut(Button button) {
        return isOptOut(button.payload(), true) || isOptOut(button.text(), button.source() == Button.Place.BUTTON);
    }

    private boolean isOptOut(@Nullable String said, boolean wordsCount) {
        return said != null && (buttons.isOptOut(said) || (wordsCount && words.isOptOutOnAButton(said)));
    }
}
