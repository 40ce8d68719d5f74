package consimt.whatsapp;

import consimt.business.Business;
import consimt.whatsapp.envelope.Button;
import consimt.whatsapp.envelope.Update.MessageSent;
import consimt.whatsapp.word.OptOutButtons;
import consimt.whatsapp.word.OptOutWords;
import org.jspecify.annotations.Nullable;

/** What messages mean to one business. */
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

    /** By the word that it is, or by the button that it comes from. */
    boolean isOptOut(MessageSent message) {
        return (message.text() != null && words.isOptOut(message.text()))
                || message.buttons().stream().anyMatch(this::isOptOut);
    }

    /** What a menu shows may be anything's title, so of its buttons a word counts as the id only. */
    private boolean isOptOut(Button button) {
        return isOptOut(button.payload(), true) || isOptOut(button.text(), button.source() == Button.Place.BUTTON);
    }

    private boolean isOptOut(@Nullable String said, boolean wordsCount) {
        return said != null && (buttons.isOptOut(said) || (wordsCount && words.isOptOutOnAButton(said)));
    }
}
