package consimt.whatsapp.envelope;

import org.jspecify.annotations.Nullable;

/** The field of a change in which a message stands. */
public enum MessageField {
    /** {@code messages}: the person wrote to the business. */
    MESSAGES,
    /** {@code history}: the messages of half a year, from before the number came to the platform. */
    HISTORY,
    /**
     * {@code standby}, while the platform's agent or another sender answers; and every field and list that is not known.
     * What the person agrees to there is not known, so only a refusal counts.
     */
    OTHER;

    static MessageField of(@Nullable String name) {
        if ("messages".equals(name)) {
            return MESSAGES;
        }
        return "history".equals(name) ? HISTORY : OTHER;
    }

    /** The field of a message in a list that is not known. */
    MessageField ofUnknownList() {
        return this == MESSAGES ? OTHER : this;
    }
}
