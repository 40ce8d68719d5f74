package consimt.whatsapp;

import consimt.business.Business;
import consimt.whatsapp.Update.MessageSent;

/** What messages mean to one business. */
final class Meaning {

    private final OptOutWords words;
    private final OptOutButtons buttons;

    private Meaning(OptOutWords words, OptOutButtons buttons) {
        this.words = words;
        this.buttons = buttons;
    }

    static Meaning of(Business business) {
        return new Meaning(OptOutWords.of(business), OptOutButtons.of(business));
    }

    /** By the word that it is, or by the button that it comes from: its id, its label, or a word that stands on it. */
    boolean isOptOut(MessageSent message) {
        return (message.text() != null && words.isOptOut(message.text()))
                || message.buttons().stream().anyMatch(this::isOptOut);
    }

    private boolean isOptOut(Button button) {
        return (button.payload() != null && buttons.isOptOut(button.payload()))
                || (button.text() != null && (buttons.isOptOut(button.text()) || words.isOptOut(button.text())));
    }
}
