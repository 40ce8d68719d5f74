package consimt.refusal;

import consimt.business.Business;
import java.util.Optional;
import java.util.function.Predicate;

public record RefusalClassifier(OptOutWords words, OptOutButtons buttons) {

    public static RefusalClassifier of(Business business) {
        return new RefusalClassifier(OptOutWords.of(business), OptOutButtons.of(business));
    }

    /**
     * Judges a mail or an SMS. If the subject is an opt-out word and the text is about something else, the message may
     * be a refusal: "Cancel", and below it which order.
     *
     * @param subject of a mail; empty if there is none
     * @param text the whole text; a program may have added to it
     */
    public Judgement ofText(String subject, String text) {
        return ofMail(subject, text, ofText(text));
    }

    /** The same for the answer to a message without marketing. A bare no in its text refuses no marketing. */
    public Judgement ofAnswer(String subject, String text) {
        return ofMail(subject, text, of(text, PossibleRefusal::isOneInAnAnswer));
    }

    private Judgement ofMail(String subject, String text, Judgement ofText) {
        if (!MailLines.get().isOwnSubject(subject)) {
            return ofText;
        }
        Judgement ofSubject = ofText(subject);
        boolean isAboutElse = !ofText.mayRefuse() && !OwnText.isNoneIn(text);
        return ofSubject == Judgement.OPT_OUT && isAboutElse
                ? Judgement.SUSPECTED_REFUSAL
                : ofSubject.orMoreProtective(ofText);
    }

    private Judgement ofText(String text) {
        return of(text, PossibleRefusal::isOne);
    }

    public Judgement ofChat(String text) {
        ReadText read = ReadText.of(text);
        return words.isOptOut(read) ? Judgement.OPT_OUT : of(ReadText.allOwn(text), PossibleRefusal.isOneInAChat(read));
    }

    /**
     * @param text below a picture, or with an order. An opt-out word there may be about what it stands with (a road
     *     sign), so it is no opt-out; but it may be a no, so it is no agreement
     */
    public Judgement ofCaption(String text) {
        return of(ReadText.allOwn(text), words.isOptOut(text) || PossibleRefusal.isOneInACaption(text));
    }

    /**
     * @param idOrText the id, the payload or the text of a button that a person pressed
     * @param wordsCount whether an opt-out word is an opt-out there. The titles of a menu may be anything
     */
    public Judgement ofButton(String idOrText, boolean wordsCount) {
        boolean isOptOut = buttons.isOptOut(idOrText) || wordsCount && words.isOptOutOnAButton(idOrText);
        boolean mayBeOne = words.mayBeOptOutOnAButton(idOrText) || PossibleRefusal.isOneOnAButton(idOrText);
        return isOptOut ? Judgement.OPT_OUT : of(ReadText.allOwn(idOrText), mayBeOne);
    }

    /** @param text of a form, or of a message of an unknown kind. It may be about anything, so it is an opt-out in no case */
    public Judgement ofForm(String text) {
        return of(
                ReadText.allOwn(text),
                ofButton(text, true) == Judgement.OPT_OUT
                        || words.mayBeOptOutOnAButton(text)
                        || PossibleRefusal.isOneInAForm(text));
    }

    public Optional<String> topicOfButton(String id) {
        return buttons.topic(id);
    }

    private Judgement of(String text, Predicate<ReadText> mayRefuse) {
        ReadText read = ReadText.of(text);
        return words.isOptOut(read) ? Judgement.OPT_OUT : of(read, mayRefuse.test(read));
    }

    private static Judgement of(ReadText text, boolean isPossibleRefusal) {
        if (isPossibleRefusal) {
            return Judgement.SUSPECTED_REFUSAL;
        }
        return UnreadableText.isOne(text) ? Judgement.UNKNOWN_SCRIPT : Judgement.TALK;
    }

    /** What a message of a person says to a business. The more protective one comes first. */
    public enum Judgement {
        /** The whole message is an opt-out word, or the button is an opt-out button. */
        OPT_OUT,
        /** It may be a refusal. So it is no agreement, and holds marketing until somebody decides. */
        SUSPECTED_REFUSAL,
        /** In a script that no phrase knows, or in an odd look. It is neither agreement nor a refusal. */
        UNKNOWN_SCRIPT,
        TALK;

        public boolean mayRefuse() {
            return this == OPT_OUT || this == SUSPECTED_REFUSAL;
        }

        Judgement orMoreProtective(Judgement other) {
            return compareTo(other) <= 0 ? this : other;
        }
    }
}
