package consimt.refusal;

import consimt.business.Business;

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
        if (words.isOptOut(text)) {
            return Judgement.OPT_OUT;
        }
        return PossibleRefusal.isOne(text) ? Judgement.SUSPECTED_REFUSAL : Judgement.TALK;
    }

    /** @param text the whole text of a message in a chat */
    public Judgement ofChat(String text) {
        if (words.isOptOut(text)) {
            return Judgement.OPT_OUT;
        }
        return PossibleRefusal.isOneInAChat(text) ? Judgement.SUSPECTED_REFUSAL : Judgement.TALK;
    }

    /** @param text below a picture, or with an order. One word there may be about what it stands with: a road sign */
    public Judgement ofCaption(String text) {
        return PossibleRefusal.isOneInACaption(text) ? Judgement.SUSPECTED_REFUSAL : Judgement.TALK;
    }

    /**
     * @param idOrText the id, the payload or the text of a button that a person pressed
     * @param wordsCount whether an opt-out word is an opt-out there. The titles of a menu may be anything
     */
    public Judgement ofButton(String idOrText, boolean wordsCount) {
        if (buttons.isOptOut(idOrText) || wordsCount && words.isOptOutOnAButton(idOrText)) {
            return Judgement.OPT_OUT;
        }
        return PossibleRefusal.isOneOnAButton(idOrText) ? Judgement.SUSPECTED_REFUSAL : Judgement.TALK;
    }
}
