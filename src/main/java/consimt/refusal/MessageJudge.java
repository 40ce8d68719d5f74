package consimt.refusal;

import consimt.business.Business;
import java.util.Optional;

/** Judges what people write to one business. */
public final class MessageJudge {

    private final OptOutWords words;
    private final OptOutButtons buttons;

    private MessageJudge(OptOutWords words, OptOutButtons buttons) {
        this.words = words;
        this.buttons = buttons;
    }

    public static MessageJudge of(Business business) {
        return new MessageJudge(OptOutWords.of(business), OptOutButtons.of(business));
    }

    /** @param text the whole text of a mail or an SMS; a program may have added to it */
    public Judgement ofText(String text) {
        return words.isOptOut(text) ? Judgement.OPT_OUT : suspectedIf(PossibleRefusal.isOne(text));
    }

    /** @param text the whole text of a message in a chat */
    public Judgement ofChat(String text) {
        return words.isOptOut(text) ? Judgement.OPT_OUT : suspectedIf(PossibleRefusal.isOneInAChat(text));
    }

    /**
     * @param text below a picture, or with an order. An opt-out word there may be about what it stands with (a road
     *     sign), so it is no opt-out; but it may be a no, so it is no agreement
     */
    public Judgement ofCaption(String text) {
        return suspectedIf(words.isOptOut(text) || PossibleRefusal.isOneInACaption(text));
    }

    /**
     * @param idOrText the id, the payload or the text of a button that a person pressed
     * @param wordsCount whether an opt-out word is an opt-out there. The titles of a menu may be anything
     */
    public Judgement ofButton(String idOrText, boolean wordsCount) {
        boolean isOptOut = buttons.isOptOut(idOrText) || wordsCount && words.isOptOutOnAButton(idOrText);
        return isOptOut ? Judgement.OPT_OUT : suspectedIf(PossibleRefusal.isOneOnAButton(idOrText));
    }

    /** The topic that a button of this id or payload stops; empty if it stops all, or nothing. */
    public Optional<String> topicOfButton(String id) {
        return buttons.topic(id);
    }

    private static Judgement suspectedIf(boolean isPossibleRefusal) {
        return isPossibleRefusal ? Judgement.SUSPECTED_REFUSAL : Judgement.TALK;
    }
}
