package consimt.refusal;

/**
 * Whether a text may be a refusal: it is no opt-out word, but it may say in a person's own words that they want no
 * messages. A phrase tells so, or what the text is like. The phrases of all languages count for every business.
 */
public final class PossibleRefusal {

    private static final OptOutWords OF_ALL_LANGUAGES = OptOutWords.ofAllLanguages();

    private PossibleRefusal() {}

    /** @param subject of a mail; empty if there is none */
    public static boolean isOne(String subject, String text) {
        return isOne(text) || MailLines.get().isOwnSubject(subject) && isOne(subject);
    }

    /** @param text of a mail or an SMS. Signatures, and the mail that is answered, are left out */
    public static boolean isOne(String text) {
        return isOne(ReadText.of(text));
    }

    static boolean isOne(ReadText text) {
        return isWord(text)
                || Phrases.get().find(text).isSome()
                || Resemblance.get().isRefusal(text.ownOrAll());
    }

    /** @param text of a mail or an SMS that answers a message without marketing. A bare no there is an answer */
    static boolean isOneInAnAnswer(ReadText text) {
        return isWord(text) || !Phrases.get().isBareNo(text) && isOne(text);
    }

    /** @param text of a message in a chat, all of which the person wrote */
    public static boolean isOneInAChat(String text) {
        return isOneInAChat(ReadText.of(text));
    }

    static boolean isOneInAChat(ReadText text) {
        return isWord(text)
                || Phrases.get().findInAChat(text).isSome()
                || Resemblance.get().isRefusal(text.ownOrAll());
    }

    /**
     * @param text below a picture, or with an order. A single word or a bare no there may be about what it stands with,
     *     so of these only the opt-out words count
     */
    public static boolean isOneInACaption(String text) {
        return isWord(ReadText.of(text)) || isSentence(text);
    }

    /** @param text in a form. Of single words, only those count that count on a button */
    public static boolean isOneInAForm(String text) {
        return isWordOfAButton(text) || isSentence(text);
    }

    private static boolean isSentence(String text) {
        return Phrases.get().findInACaption(text).isSome() || Resemblance.get().isRefusal(text);
    }

    /** An opt-out word, also in an odd look. */
    private static boolean isWord(ReadText text) {
        return OF_ALL_LANGUAGES.isOptOut(text) || OddLooks.readings(text.own()).anyMatch(OF_ALL_LANGUAGES::isOptOut);
    }

    private static boolean isWordOfAButton(String text) {
        return OF_ALL_LANGUAGES.isOptOutOnAButton(text)
                || OddLooks.readings(text).anyMatch(OF_ALL_LANGUAGES::isOptOutOnAButton)
                || OptOutButtons.isStopLabel(text);
    }

    /** @param text the title or the payload of a button or of a row of a list */
    public static boolean isOneOnAButton(String text) {
        return isWordOfAButton(text)
                || OptOutButtons.isRefusingChoice(text)
                || Phrases.get().findOnAButton(text).isSome();
    }
}
