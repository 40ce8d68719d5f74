package consimt.refusal;

import java.util.List;

/**
 * Whether a text may be a refusal: it is no opt-out word, but it may say in a person's own words that they want no
 * messages. The phrases of all languages count for every business.
 */
public final class PossibleRefusal {

    private static final OptOutWords OF_ALL_LANGUAGES = OptOutWords.of(List.of(), List.of());

    private PossibleRefusal() {}

    /** @param text of a mail or an SMS. Signatures, and the mail that is answered, are left out */
    public static boolean isOne(String text) {
        return OF_ALL_LANGUAGES.isOptOut(text) || Phrases.get().find(text).isSome();
    }

    /** @param text of a message in a chat, all of which the person wrote */
    public static boolean isOneInAChat(String text) {
        return OF_ALL_LANGUAGES.isOptOut(text)
                || Phrases.get().findInAChat(text).isSome();
    }

    /**
     * @param text below a picture, or with an order. A single word there may be about what it stands with, so of these
     *     only the opt-out words count
     */
    public static boolean isOneInACaption(String text) {
        return OF_ALL_LANGUAGES.isOptOut(text)
                || Phrases.get().findInACaption(text).isSome();
    }

    /** @param text the title or the payload of a button or of a row of a list */
    public static boolean isOneOnAButton(String text) {
        return OF_ALL_LANGUAGES.isOptOutOnAButton(text)
                || OptOutButtons.isStopLabel(text)
                || Phrases.get().findOnAButton(text).isSome();
    }
}
